"""Cases E1 to E18: what every driver must do when things go wrong, on every rig.

The law of all cases: the journal's verdict equals the terminal's books, and one payment
line is charged at most once. A terminal that cannot be asked may end in doubt instead:
then a person decides, and no other payment goes to the terminal before.
"""

from __future__ import annotations

from typing import Any

import pytest
from conformance.desk import AMOUNT, Desk
from conformance.rig import Rig
from conformance.wire import Wire


def said(rig: Rig, behaviour: str, attempt: dict[str, Any]) -> None:
    """Assert state and code of a negative result, and that no money moved."""
    state, code = rig.said[behaviour]
    assert (attempt["state"], attempt["paid"]) == (state, False)
    assert attempt["code"].startswith(code)
    assert attempt["text"]
    assert rig.charges() == []


def recovered(desk: Desk, attempt: dict[str, Any], charged: bool) -> None:
    """Assert that a doubt ended as the books say, or waits for a person."""
    if "query" in desk.rig.can:
        assert attempt["paid"] is charged
    else:
        assert attempt["state"] == "in_doubt"
        busy = desk.till.start("line-2").body
        assert (busy["error"], busy["key"]) == ("terminal_busy", attempt["key"])
        assert desk.resolve(attempt["key"], charged)["paid"] is charged
    assert desk.rig.charges() == ([AMOUNT] if charged else [])


def pays_again(desk: Desk, line: str = "line-1", n: int = 2) -> None:
    """Assert that the next attempt is an ordinary one."""
    before = len(desk.rig.charges())
    assert desk.sell("approve", line, n)["state"] == "approved"
    assert desk.rig.charges()[before:] == [AMOUNT]


def test_e1_a_payment_is_approved_once_with_its_steps_and_slips(rig, desk):
    rig.needs("E1")

    attempt = desk.sell("approve")

    result = attempt["result"]
    assert (attempt["state"], attempt["code"]) == ("approved", None)
    assert (result["amount"], result["currency"]) == (AMOUNT, "EUR")
    assert rig.charges() == [AMOUNT]
    if "slips" not in rig.lacks:
        assert result["slip_customer"]


def test_e2_a_decline_is_told_and_the_next_card_may_try(rig, desk):
    rig.needs("decline")

    said(rig, "decline", desk.sell("decline"))

    pays_again(desk)


@pytest.mark.parametrize("behaviour", ["customer_cancel", "card_timeout"])
def test_e3_e4_a_customer_who_does_not_pay_is_a_cancel(rig, desk, behaviour):
    rig.needs(behaviour)

    said(rig, behaviour, desk.sell(behaviour))

    pays_again(desk)


def test_e5_the_cashier_stops_a_payment_before_the_card(rig, desk):
    rig.needs("manual")
    rig.next("manual")
    desk.till.start("line-1")
    rig.await_customer()

    answer = desk.till.post("payments/line-1:1/cancel")

    if "abort" not in rig.can:
        assert answer["step"] == "stop_at_terminal"
        rig.press("cancel")
    said(rig, "cashier", desk.settle_doubt("line-1:1"))
    pays_again(desk)


def test_e5_an_abort_that_comes_too_late_changes_nothing(rig, desk):
    rig.needs("refuse_abort")
    rig.next("refuse_abort", delay=0.3)
    desk.till.start("line-1")
    rig.await_customer()

    desk.till.post("payments/line-1:1/cancel")
    attempt = desk.settle_doubt("line-1:1")

    assert attempt["state"] == "approved"
    assert desk.till.post("payments/line-1:1/cancel")["state"] == "approved"
    assert rig.charges() == [AMOUNT]


def test_e6_a_line_cut_before_the_approval_is_not_paid(rig, desk):
    rig.needs("cut_before")

    attempt = desk.sell("cut_before")

    recovered(desk, attempt, charged=False)
    pays_again(desk)


@pytest.mark.parametrize("behaviour", ["cut_after", "silent"])
def test_e7_e12_an_approval_whose_answer_is_lost_is_found(rig, desk, behaviour):
    rig.needs(behaviour)

    attempt = desk.sell(behaviour)

    recovered(desk, attempt, charged=True)
    assert desk.till.start("line-1", 2).body["error"] == "line_open"


def test_e8_a_line_cut_after_the_result_is_one_payment(rig, desk):
    rig.needs("cut_completion")

    attempt = desk.sell("cut_completion")

    if attempt["state"] != "approved":
        recovered(desk, attempt, charged=True)
    assert rig.charges() == [AMOUNT]


def test_e9_a_result_sent_twice_is_one_payment(rig, desk):
    rig.needs("duplicate")

    assert desk.sell("duplicate")["state"] == "approved"

    assert rig.charges() == [AMOUNT]
    pays_again(desk, "line-2", 1)


@pytest.mark.parametrize("length", [1, 5, 17, 40, 90])
def test_e10_an_answer_that_breaks_off_anywhere_never_lies(rig, length):
    if "port" not in rig.address():
        pytest.skip(f"{rig.driver}: no network line to break")
    wire = Wire(rig.address()["port"])
    desk = Desk(rig, port=wire.port)
    wire.break_after(length)
    rig.next("approve")
    desk.till.start("line-1")
    attempt = desk.till.follow("line-1:1", lambda found: found["final"] or wire.broken)
    wire.mend()

    attempt = desk.settle_doubt(attempt["key"])
    charged = rig.charges() == [AMOUNT]

    desk.close()
    wire.close()
    if attempt["final"]:
        assert attempt["paid"] is charged
    else:
        assert "query" not in rig.can


@pytest.mark.parametrize("singly", [True, False], ids=["singly", "together"])
def test_e11_how_bytes_are_packed_does_not_matter(rig, singly):
    if "port" not in rig.address():
        pytest.skip(f"{rig.driver}: no network line to pack bytes on")
    wire = Wire(rig.address()["port"], singly)
    desk = Desk(rig, port=wire.port)

    attempt = desk.sell("approve")

    desk.close()
    wire.close()
    assert (attempt["state"], rig.charges()) == ("approved", [AMOUNT])


def test_e13_a_busy_terminal_starts_nothing(rig, desk):
    rig.needs("busy")

    said(rig, "busy", desk.sell("busy"))

    pays_again(desk)


def test_e14_another_amount_is_never_booked(rig, desk):
    rig.needs("wrong_amount")

    attempt = desk.sell("wrong_amount")

    assert (attempt["state"], attempt["paid"]) == ("in_doubt", None)
    assert rig.charges() == [AMOUNT - 1]
    assert desk.resolve("line-1:1", paid=True)["state"] == "manual"


def test_e15_the_answer_of_the_sale_before_is_not_taken(rig, desk):
    rig.needs("stale")
    first = desk.sell("approve")

    second = desk.sell("stale", "line-2")

    if second["state"] == "in_doubt":
        second = desk.resolve("line-2:1", paid=True)
    assert second["paid"] is True
    assert second["result"] != first["result"]
    assert rig.charges() == [AMOUNT, AMOUNT]


def test_e16_totals_that_differ_from_the_till_are_seen(rig, desk):
    if "totals" not in rig.can:
        answer = desk.till.call("GET", "terminals/terminal/totals")
        assert answer.body["error"] == "not_supported"
        return
    desk.sell("approve")
    rig.needs("wrong_amount")
    desk.sell("wrong_amount", "line-2")
    desk.resolve("line-2:1", paid=False)

    totals = desk.till.get("terminals/terminal/totals")

    assert (totals["amount"], totals["count"]) == (sum(rig.charges()), 2)
    assert (totals["journal"]["amount"], totals["journal"]["count"]) == (AMOUNT, 1)


def test_e16_the_day_is_closed_once(rig, desk):
    if "settle" not in rig.can:
        answer = desk.till.call("POST", "terminals/terminal/settle", {"key": "day-1"})
        assert answer.body["error"] == "not_supported"
        return
    desk.sell("approve")

    closed = desk.till.post("terminals/terminal/settle", {"key": "day-1"})
    again = desk.till.post("terminals/terminal/settle", {"key": "day-1"})

    assert (closed["closed"], closed["journal"]["amount"]) == (True, AMOUNT)
    assert again == closed


def test_e17_damaged_bytes_are_no_result(rig, desk):
    rig.needs("garbage")

    attempt = desk.sell("garbage")

    recovered(desk, attempt, charged=True)


def test_e18_a_terminal_in_need_of_care_says_so_and_charges_nothing(rig, desk):
    rig.needs("open_batch")

    said(rig, "open_batch", desk.sell("open_batch"))

    pays_again(desk)


def test_money_goes_back_to_the_card_of_the_sale(rig, desk):
    if "refund" not in rig.can:
        pytest.skip(f"{rig.driver}: no refunds for the till")
    desk.sell("approve")
    wish = {"kind": "refund", "original_key": "line-1:1", "amount": 1000}

    attempt = desk.till.pay("line-2", **wish)

    assert attempt["state"] == "approved", attempt
    assert rig.charges() == [AMOUNT, -1000]


def test_a_sale_is_taken_back_as_a_whole(rig, desk):
    if "reversal" not in rig.can:
        pytest.skip(f"{rig.driver}: no reversal for the till")
    desk.sell("approve")

    attempt = desk.till.pay("line-1", n=2, kind="reversal", original_key="line-1:1")

    assert attempt["state"] == "approved", attempt
    assert sum(rig.charges()) == 0


def test_the_connection_test_tells_on_from_off(rig, desk):
    assert desk.till.post("terminals/terminal/test")["ok"] is True

    rig.stop()
    off = desk.till.post("terminals/terminal/test")
    rig.start(rig.device().port)

    if "off" not in rig.lacks:
        assert (off["ok"], off["code"]) == (False, "terminal_unreachable")
