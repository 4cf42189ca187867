"""What the journal forgets, what never, and the copy of every night."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from box_support import Counter, Till

from garage_iot.clock import to_iso
from garage_iot.config import DeviceConfig
from garage_iot.service.housekeeping import Housekeeper
from garage_iot.simulators.switches import Mode

NIGHT = datetime(2026, 11, 22, 3, 30, tzinfo=timezone.utc)
BLOCKS = {"blocks": [{"type": "text", "text": "For Mr Jansen"}]}


@pytest.fixture
def keeper(counter: Counter, tmp_path) -> Housekeeper:
    return Housekeeper(counter.box.journal, tmp_path / "copies", 400, 90, copies=2)


def make_older(counter: Counter, days: int) -> None:
    """Let everything in the journal have happened that many days before the night."""
    at = to_iso(NIGHT - timedelta(days=days))
    with counter.box.journal.transaction() as db:
        db.execute("UPDATE attempt SET created_at = ?, final_at = ?", (at, at))
        db.execute("UPDATE print_job SET at = ?", (at,))


def test_slips_go_after_90_days_and_the_payment_stays(counter, till, keeper):
    till.pay("line-1")
    till.post("payments/line-1:1/ack")
    make_older(counter, 91)

    assert keeper.run(NIGHT) is True

    found = till.get("payments/line-1:1")
    assert (found["result"]["slip_customer"], found["result"]["slip_merchant"]) == (
        "",
    ) * 2
    assert (found["paid"], found["result"]["amount"]) == (True, 4990)


def test_an_acknowledged_payment_goes_after_400_days(counter, till, keeper):
    till.pay("line-1")
    till.post("payments/line-1:1/ack")
    make_older(counter, 401)

    keeper.run(NIGHT)

    assert till.get("payments?line=line-1") == []
    assert till.pay("line-2")["paid"] is True


@pytest.mark.parametrize("days", [401, 4000])
def test_what_no_till_has_stored_stays_with_its_slip(counter, till, keeper, days):
    till.pay("line-1")
    make_older(counter, days)

    keeper.run(NIGHT)

    assert till.get("unacked")[0]["result"]["slip_customer"]


def test_an_open_payment_is_never_forgotten(counter, till, keeper):
    counter.terminal.switches.set_next(Mode("manual"))
    till.start("line-1")
    till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")
    make_older(counter, 4000)

    keeper.run(NIGHT)

    assert till.get("payments/line-1:1")["final"] is False
    counter.terminal.switches.press("approve")
    assert till.follow("line-1:1")["paid"] is True


def test_what_was_printed_is_forgotten_before_that_it_was(counter, till, keeper):
    job = {"key": "o:receipt:1", "printer": "printer", "kind": "receipt"}
    till.post("print?wait=10", {**job, "data": BLOCKS})
    make_older(counter, 91)

    keeper.run(NIGHT)

    row = counter.box.journal.row("SELECT payload FROM print_job")
    assert row["payload"] == b""
    assert till.get("print/o:receipt:1")["state"] == "printed"


def test_one_copy_a_night_and_the_last_ones_are_kept(counter, till, keeper, tmp_path):
    till.pay("line-1")
    nights = [NIGHT + timedelta(days=day) for day in range(3)]

    done = [keeper.run(night) for night in [*nights, nights[-1]]]

    copies = sorted((tmp_path / "copies").iterdir())
    assert done == [True, True, True, False]
    assert [copy.name for copy in copies] == [
        "journal-20261123.sqlite",
        "journal-20261124.sqlite",
    ]
    copy = sqlite3.connect(copies[-1])
    assert copy.execute("SELECT key, state FROM attempt").fetchall() == [
        ("line-1:1", "approved")
    ]
    copy.close()


def test_nothing_happens_before_the_night(counter, keeper, tmp_path):
    assert keeper.run(NIGHT.replace(hour=2)) is False
    assert not (tmp_path / "copies").exists()


def with_limits(tmp_path, **parameters) -> Counter:
    """Return a counter whose terminal has limits of its own."""
    found = Counter(tmp_path)
    found.box.stop()
    devices: list[DeviceConfig] = []
    for device in found.config.devices:
        more = parameters if device.kind == "terminal" else {}
        devices.append(replace(device, parameters={**device.parameters, **more}))
    found.config = replace(found.config, devices=tuple(devices))
    found.open()
    return found


def test_a_terminal_has_a_limit_of_its_own(tmp_path):
    counter = with_limits(tmp_path, max_amount=5000)
    till: Till = counter.till

    refused = till.start("line-1", amount=5001)

    assert (refused.status, refused.body["error"]) == (422, "above_limit")
    assert till.pay("line-1", amount=5000)["paid"] is True
    counter.close()


def test_a_terminal_may_pay_back_sales_only_even_for_a_manager(tmp_path):
    counter = with_limits(tmp_path, free_refunds=False)
    till: Till = counter.till

    refused = till.start("line-1", kind="refund")

    assert refused.body["error"] == "original_required"
    till.pay("sale")
    refund = till.pay("line-1", kind="refund", original_key="sale:1")
    assert refund["state"] == "approved"
    counter.close()
