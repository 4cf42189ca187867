"""The box dies for real at every point; afterwards ledger and verdict are equal.

The till repeats its request after the restart, as the point of sale does.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from box_support import BoxProcess, Till, config

from garage_iot.service.faults import POINTS
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator

BEHAVIOURS = {
    "approve": Mode("approve", 0.0),
    "decline": Mode("decline", 0.0),
    "cut_after": Mode("cut_after", 0.0),
    "cut_before": Mode("cut_before", 0.0),
    "slow": Mode("approve", 0.4),
}
# Points that a behaviour does not reach: the line breaks before the answer.
NOT_REACHED = {("after_answer", "cut_after"), ("after_answer", "cut_before")}


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[TerminalSimulator]:
    simulator = TerminalSimulator(tmp_path / "ledger.jsonl")
    yield simulator
    simulator.stop()


def ask_until_final(till: Till) -> dict:
    """Start or take over the payment, as a till does after a reload."""
    known = till.get("payments?line=line-1")
    if not known:
        till.start("line-1")
    return till.follow("line-1:1")


def check(terminal: TerminalSimulator, attempt: dict) -> None:
    booked = [b for b in terminal.ledger.all() if b.booked]
    assert len(booked) == (1 if attempt["paid"] else 0)
    assert terminal.ledger.charged() == (4990 if attempt["paid"] else 0)


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
@pytest.mark.parametrize("point", POINTS)
def test_a_crash_never_charges_twice_and_loses_nothing(
    tmp_path, terminal, point, behaviour
):
    terminal.switches.set_next(BEHAVIOURS[behaviour])
    found = config(tmp_path / "box", terminal.port)
    box = BoxProcess(found, crash_at=point)
    dies = (point, behaviour) not in NOT_REACHED
    try:
        box.till.start("line-1")
        if not dies:
            box.till.follow("line-1:1")
            box.kill()
    except OSError:
        pass  # the box died before it could answer
    assert box.wait_dead() == (137 if dies else -9)

    again = BoxProcess(found)
    attempt = ask_until_final(again.till)
    again.kill()

    check(terminal, attempt)
    if point in ("after_created", "after_sent"):
        assert attempt["paid"] is False
    elif behaviour in ("approve", "cut_after", "slow"):
        assert attempt["paid"] is True


@pytest.mark.parametrize("auto_reversal", [False, True])
def test_power_cut_while_the_customer_pays(tmp_path, terminal, auto_reversal):
    terminal.switches.auto_reversal = auto_reversal
    terminal.switches.set_next(Mode("manual"))
    found = config(tmp_path / "box", terminal.port)
    box = BoxProcess(found)
    box.till.start("line-1")
    box.till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")

    box.kill()
    again = BoxProcess(found)
    assert again.till.start("line-2").body["error"] == "terminal_busy"
    terminal.switches.press("approve")
    attempt = again.till.follow("line-1:1")
    again.kill()

    assert attempt["paid"] is not auto_reversal
    assert terminal.ledger.charged() == (0 if auto_reversal else 4990)


def test_after_a_crash_the_next_sale_is_an_ordinary_one(tmp_path, terminal):
    terminal.switches.set_next(Mode("approve", 0.0))
    found = config(tmp_path / "box", terminal.port)
    box = BoxProcess(found, crash_at="after_answer")
    box.till.start("line-1")
    box.wait_dead()
    terminal.switches.set_default(Mode("approve", 0.0))

    again = BoxProcess(found)
    again.till.follow("line-1:1")
    attempt = again.till.pay("line-2", amount=1000)
    again.kill()

    assert attempt["paid"] is True
    assert terminal.ledger.charged() == 5990
