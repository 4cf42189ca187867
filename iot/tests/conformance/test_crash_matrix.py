"""Box and terminal die for real at every point; books and verdict stay equal.

``kill -9`` of the box at each commit of the journal, of the terminal while it waits for
the card and after it has booked, and of both at once. The till repeats its request
after the restart, as the point of sale does.
"""

from __future__ import annotations

import contextlib
import http.client
from pathlib import Path
from typing import Any

import pytest
from box_support import BoxProcess, Till
from conformance.desk import AMOUNT, box_config, over
from conformance.rig import Rig
from conformance.rigs import NAMES, RigProcess

from garage_iot.service.faults import POINTS

# What the terminal does, and seconds until the customer has paid.
BEHAVIOURS = {
    "approve": ("approve", 0.0),
    "decline": ("decline", 0.0),
    "cut_after": ("cut_after", 0.0),
    "cut_before": ("cut_before", 0.0),
    "slow": ("approve", 0.4),
}
CHARGED = {"approve", "cut_after", "slow"}
# Before the first byte all behaviours are one; a cut line brings no answer.
DEATHS = [
    ("after_created", "approve"),
    ("after_sent", "approve"),
    ("after_answer", "approve"),
    ("after_answer", "decline"),
    ("after_answer", "slow"),
    ("after_final", "approve"),
    ("after_final", "decline"),
    ("after_final", "cut_after"),
    ("after_final", "cut_before"),
]


def take_over(till: Till, line: str = "line-1") -> dict[str, Any]:
    """Start or take over the payment, as a till does after a reload."""
    if not till.get(f"payments?line={line}"):
        till.start(line)
    return till.follow(f"{line}:1", over)


def run_until_death(box: BoxProcess, **wish: Any) -> int | None:
    """Pay until the box dies, or kill it when it does not reach its point.

    The till may read a final result before the box dies of it: that death is awaited.
    """
    # it died before it could answer, or in the middle of it
    with contextlib.suppress(OSError, http.client.HTTPException):
        box.till.start("line-1", **wish)
        final = box.till.follow("line-1:1", over)["final"]
        if not (final and box.crash_at == "after_final"):
            box.kill()
    return box.wait_dead()


def test_the_box_dies_at_every_point_there_is():
    assert {point for point, _behaviour in DEATHS} == set(POINTS)


def check(rig: Rig, charges: list[int], attempt: dict[str, Any]) -> None:
    """One charge or none, and the verdict says which; doubt only where it must be."""
    assert charges in ([], [AMOUNT])
    if "query" in rig.can or attempt["final"]:
        assert attempt["paid"] is (charges == [AMOUNT])
    else:
        assert attempt["state"] == "in_doubt"


@pytest.mark.parametrize(("point", "behaviour"), DEATHS)
def test_a_box_that_dies_never_charges_twice_and_loses_nothing(rig, point, behaviour):
    name, delay = BEHAVIOURS[behaviour]
    rig.needs("deaths", name)
    rig.next(name, delay=delay)
    found = box_config(rig.folder, rig.device())
    status = run_until_death(BoxProcess(found, crash_at=point))
    if point != "after_final" or not behaviour.startswith("cut"):
        assert status == 137, "it did not reach the point"
    box = BoxProcess(found)

    attempt = take_over(box.till)

    box.kill()
    check(rig, rig.charges(), attempt)
    if point in ("after_created", "after_sent"):
        assert rig.charges() == []
    elif behaviour in CHARGED:
        assert rig.charges() == [AMOUNT]


@pytest.mark.parametrize("point", ["after_sent", "after_answer"])
def test_a_box_that_dies_pays_back_at_most_once(rig, point):
    rig.needs("deaths")
    if "refund" not in rig.can:
        pytest.skip(f"{rig.driver}: no refunds for the till")
    found = box_config(rig.folder, rig.device())
    wish = {"kind": "refund", "original_key": "sale:1", "amount": AMOUNT}
    box = BoxProcess(found)
    box.till.pay("sale")
    box.kill()
    run_until_death(BoxProcess(found, crash_at=point), **wish)
    box = BoxProcess(found)

    attempt = take_over(box.till)
    back = rig.charges() == [AMOUNT, -AMOUNT]
    second = box.till.start("line-2", **wish)

    box.kill()
    assert rig.charges().count(-AMOUNT) <= 1
    assert back is (point == "after_answer")
    if "query" in rig.can:
        assert attempt["paid"] is back
    assert not back or second.status in (409, 422)


@pytest.fixture(params=NAMES)
def terminal(request: pytest.FixtureRequest, tmp_path: Path):
    """An emulator as a process, and a box as a process."""
    found = RigProcess(request.param, tmp_path)
    yield found
    found.kill()


@pytest.mark.parametrize("victims", ["terminal", "both"])
@pytest.mark.parametrize("moment", ["card", "booked"])
def test_a_terminal_that_dies_is_asked_when_it_is_back(terminal, moment, victims):
    behaviour = "manual" if moment == "card" else "cut_after"
    terminal.rig.needs("deaths", behaviour)
    terminal.do("next", behaviour)
    found = box_config(terminal.rig.folder, terminal.device)
    box = BoxProcess(found)
    box.till.start("line-1")
    if moment == "card":
        terminal.do("await_customer")
    else:
        box.till.follow("line-1:1", lambda a: a["final"] or a["state"] == "in_doubt")
    if victims == "both":
        box.kill()
    terminal.kill()
    terminal.start()
    if victims == "both":
        box = BoxProcess(found)

    attempt = take_over(box.till)
    charges = terminal.do("charges")

    box.kill()
    check(terminal.rig, charges, attempt)
    assert charges == ([] if moment == "card" else [AMOUNT])


def test_after_a_crash_the_next_sale_is_an_ordinary_one(rig):
    rig.next("approve")
    found = box_config(rig.folder, rig.device())
    run_until_death(BoxProcess(found, crash_at="after_answer"))
    box = BoxProcess(found)
    attempt = take_over(box.till)
    if not attempt["final"]:
        wish = {"outcome": "paid", "user": "Karin", "reason": "slip"}
        box.till.post("payments/line-1:1/resolve", wish)

    second = box.till.pay("line-2", amount=1000)

    box.kill()
    assert (second["paid"], rig.charges()) == (True, [AMOUNT, 1000])
