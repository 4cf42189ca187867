"""Payments through box and simulated terminal: every way a dialogue may go."""

import pytest
from box_support import Counter, Till

from garage_iot.simulators.switches import Mode


def set_mode(counter: Counter, name: str, delay: float = 0.0) -> None:
    counter.terminal.switches.set_next(Mode(name, delay))


@pytest.mark.parametrize(
    ("mode", "state", "code"),
    [
        ("approve", "approved", None),
        ("decline", "declined", "declined:05"),
        ("customer_cancel", "cancelled", "cancelled_by_customer"),
        ("card_timeout", "cancelled", "cancelled_by_customer"),
        ("busy", "failed", "terminal_busy"),
        ("open_batch", "failed", "terminal_refused:f0"),
        ("cut_before", "failed", "not_known_to_terminal"),
        ("cut_after", "approved", None),
        ("cut_completion", "approved", None),
        ("duplicate", "approved", None),
        ("stale", "approved", None),
        ("garbage", "approved", None),
    ],
)
def test_the_verdict_equals_the_terminal_ledger(counter, till, mode, state, code):
    till.pay("before", amount=1500)
    set_mode(counter, mode)

    attempt = till.pay("line-1")

    charged = counter.terminal.ledger.charged() - 1500
    assert (attempt["state"], attempt["code"]) == (state, code)
    assert charged == (4990 if attempt["paid"] else 0)


def test_an_approval_carries_everything_a_receipt_needs(till):
    result = till.pay("line-1")["result"]

    assert result["masked_pan"] == "************1234"
    assert result["card_brand"] == "girocard"
    assert result["auth_code"]
    assert "KUNDENBELEG" in result["slip_customer"]
    assert "HÄNDLERBELEG" in result["slip_merchant"]


def test_a_sale_above_the_contactless_limit_asks_for_the_pin(counter, till):
    set_mode(counter, "manual")
    till.start("line-1", amount=12_000)
    till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")

    counter.terminal.switches.press("approve")

    assert till.follow("line-1:1")["result"]["verification"] == "pin"


def test_the_same_request_again_gives_the_same_attempt_and_one_charge(counter, till):
    first = till.pay("line-1")

    assert till.start("line-1").body == first
    assert counter.terminal.ledger.charged() == 4990


def test_a_lost_counter_in_the_browser_cannot_charge_twice(counter, till):
    till.pay("line-1")

    answer = till.start("line-1", n=2)

    assert (answer.status, answer.body["error"]) == (409, "line_open")
    assert counter.terminal.ledger.charged() == 4990


def test_a_declined_line_may_be_tried_again(counter, till):
    set_mode(counter, "decline")
    till.pay("line-1")

    attempt = till.pay("line-1", n=2, retry_of="line-1:1")

    assert attempt["state"] == "approved"
    assert [a["state"] for a in till.get("payments?line=line-1")] == [
        "declined",
        "approved",
    ]


def test_one_terminal_takes_one_payment_at_a_time(counter, till):
    set_mode(counter, "manual")
    till.start("line-1")
    till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")

    answer = till.start("line-2")

    assert (answer.status, answer.body["key"]) == (409, "line-1:1")
    counter.terminal.switches.press("approve")
    assert till.follow("line-1:1")["paid"] is True


def test_the_cashier_can_stop_before_the_card(counter, till):
    set_mode(counter, "manual")
    till.start("line-1")
    till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")

    till.post("payments/line-1:1/cancel")

    attempt = till.follow("line-1:1")
    assert (attempt["state"], attempt["code"]) == ("cancelled", "cancelled_by_cashier")
    assert counter.terminal.ledger.charged() == 0


def test_a_cancel_that_the_terminal_refuses_leaves_the_real_result(counter, till):
    set_mode(counter, "refuse_abort", delay=0.3)
    till.start("line-1")
    till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")

    till.post("payments/line-1:1/cancel")

    assert till.follow("line-1:1")["state"] == "approved"
    assert counter.terminal.ledger.charged() == 4990


def test_another_amount_stays_in_doubt_until_a_manager_decides(counter, till):
    set_mode(counter, "wrong_amount")
    till.start("line-1")
    attempt = till.follow("line-1:1", lambda a: a["code"] == "undecided")
    assert (attempt["state"], attempt["paid"]) == ("in_doubt", None)
    assert till.start("line-2").body["error"] == "terminal_busy"

    resolved = till.post(
        "payments/line-1:1/resolve",
        {"outcome": "paid", "user": "Anna", "reason": "Slip 0001"},
    )

    assert (resolved["state"], resolved["paid"]) == ("manual", True)
    assert till.pay("line-2")["state"] == "approved"


def test_a_terminal_without_power_is_not_started(counter, till):
    counter.terminal.pull_plug()

    attempt = till.pay("line-1")

    assert (attempt["code"], attempt["sent_at"]) == ("terminal_unreachable", None)
    assert till.get("devices")[0]["state"] == "disconnected"


def test_power_lost_while_the_card_is_read_is_cleared_up_when_it_is_back(counter, till):
    set_mode(counter, "manual")
    till.start("line-1")
    till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")
    counter.terminal.pull_plug()
    till.follow("line-1:1", lambda attempt: attempt["state"] == "in_doubt")

    counter.terminal.switches.press("approve")
    counter.terminal.plug_in()

    attempt = till.follow("line-1:1")
    assert attempt["state"] == "approved"
    assert counter.terminal.ledger.charged() == 4990


def test_a_terminal_that_reverses_by_itself_leaves_nothing_paid(counter, till):
    counter.terminal.switches.auto_reversal = True
    set_mode(counter, "manual")
    till.start("line-1")
    till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")
    counter.terminal.cut_lines()
    till.follow("line-1:1", lambda attempt: attempt["state"] == "in_doubt")

    counter.terminal.switches.press("approve")

    attempt = till.follow("line-1:1")
    assert (attempt["paid"], attempt["code"]) == (False, "reversed_by_terminal")
    assert counter.terminal.ledger.charged() == 0


@pytest.mark.parametrize(
    ("method", "code"),
    [("perform", "not_known_to_terminal"), ("connect", "internal")],
)
def test_an_unforeseen_error_leaves_no_attempt_behind(
    counter, till, monkeypatch, method, code
):
    driver = counter.box.lines["terminal"].driver
    real, calls = getattr(driver, method), []

    def broken_once(*arguments):
        calls.append(method)
        if len(calls) == 1:
            raise RuntimeError("nobody foresaw this")
        return real(*arguments)

    monkeypatch.setattr(driver, method, broken_once)

    attempt = till.pay("line-1")

    assert (attempt["paid"], attempt["code"]) == (False, code)
    assert till.pay("line-2")["state"] == "approved"


def test_a_terminal_that_restarted_is_registered_again(counter, till):
    till.pay("line-1")
    counter.terminal.pull_plug()
    counter.terminal.plug_in()

    attempt = till.pay("line-2", amount=1000)

    assert attempt["state"] == "approved"
    assert counter.terminal.ledger.charged() == 5990


def test_an_answer_after_the_till_time_out_is_found_by_asking(counter, till):
    set_mode(counter, "silent")

    attempt = till.pay("line-1")

    assert attempt["state"] == "approved"
    assert counter.terminal.ledger.charged() == 4990


def test_refunds_add_up_to_the_sale_at_most(counter, till):
    till.pay("sale")
    refund = {"kind": "refund", "original_key": "sale:1"}

    assert till.pay("back-1", amount=2000, **refund)["state"] == "approved"
    answer = till.start("back-2", amount=3000, **refund)

    assert (answer.status, answer.body["error"]) == (422, "above_original")
    assert answer.body["left"] == 2990
    assert counter.terminal.ledger.charged() == 2990


def test_a_reversal_takes_back_the_line_and_frees_it(counter, till):
    till.pay("line-1")

    reversal = till.pay("line-1", n=2, kind="reversal", original_key="line-1:1")

    assert reversal["state"] == "approved"
    assert counter.terminal.ledger.charged() == 0
    assert till.pay("line-1", n=3)["state"] == "approved"


def test_a_sale_is_reversed_once(till):
    till.pay("line-1")
    till.pay("line-1", n=2, kind="reversal", original_key="line-1:1")

    answer = till.start("line-1", n=3, kind="reversal", original_key="line-1:1")

    assert answer.body["error"] == "not_reversible"


def test_what_no_till_has_stored_is_listed_until_it_is_acknowledged(till):
    till.pay("line-1")
    assert [a["key"] for a in till.get("unacked")] == ["line-1:1"]

    acked = till.post("payments/line-1:1/ack")

    assert acked["acked"] is True
    assert till.get("unacked") == []


def test_totals_of_terminal_and_box_agree_until_the_end_of_day(counter, till):
    till.pay("line-1")
    till.pay("line-2", amount=1000)
    till.pay("back", kind="refund", amount=500, original_key="line-2:1")

    totals = till.get("terminals/terminal/totals")
    closed = till.post("terminals/terminal/settle", {"key": "session-1"})

    assert (totals["amount"], totals["count"]) == (5490, 3)
    assert (totals["journal"]["amount"], totals["journal"]["count"]) == (5490, 3)
    assert (closed["amount"], closed["closed"]) == (5490, True)
    assert till.post("terminals/terminal/settle", {"key": "session-1"}) == closed
    after = till.get("terminals/terminal/totals")
    assert (after["amount"], after["journal"]["count"]) == (0, 0)


def test_a_sale_keyed_by_hand_shows_as_a_difference(counter: Counter, till: Till):
    from garage_iot.simulators.clock import local_now
    from garage_iot.simulators.ledger import Booking

    till.pay("line-1")
    counter.terminal.ledger.append(Booking("sale", 700, "EUR", 0), local_now())

    totals = till.get("terminals/terminal/totals")

    assert totals["amount"] - totals["journal"]["amount"] == 700


def test_the_last_transaction_is_linked_to_its_payment(till):
    till.pay("line-1")

    last = till.get("terminals/terminal/last")

    assert (last["found"], last["approved"], last["key"]) == (True, True, "line-1:1")


def test_the_connection_test_says_what_is_wrong(counter, till):
    assert till.post("terminals/terminal/test")["ok"] is True

    counter.terminal.pull_plug()

    found = till.post("terminals/terminal/test")
    assert (found["ok"], found["code"]) == (False, "terminal_unreachable")


def test_no_full_card_number_is_in_journal_or_log(counter, till, tmp_path):
    till.pay("line-1")

    rows = counter.box.journal.rows("SELECT result, text FROM attempt")
    log = counter.box.journal.rows("SELECT detail FROM log")

    assert "************1234" in rows[0]["result"]
    assert not any("slip" in row["detail"] for row in log)
