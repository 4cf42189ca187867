"""The nexo driver against its simulated terminal over real HTTP and HTTPS."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from box_support import Till
from nexo_support import (
    FAST,
    HINT,
    SALE,
    ask_until_known,
    driver,
    on_box,
    perform,
    simulator,
)

from garage_iot.devices.base import Hint, InDoubt, Order, Outcome, Undecided
from garage_iot.errors import Refused, Unreachable
from garage_iot.service.box import Box
from garage_iot.simulators.nexo import NexoSimulator
from garage_iot.simulators.switches import Mode


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[NexoSimulator]:
    found = simulator(tmp_path, mode=Mode("approve", 0.0))
    yield found
    found.stop()


def play(terminal: NexoSimulator, mode: str, delay: float = 0.0) -> None:
    terminal.switches.set_next(Mode(mode, delay))


def test_a_sale_is_approved_with_its_references_and_both_slips(terminal):
    outcome = perform(driver(terminal.port))

    assert outcome.state == "approved"
    assert outcome.result.amount == 4990
    assert outcome.result.transaction_id == "SIM000001.88000001"
    assert outcome.result.masked_pan == "672667****1234"
    assert "CARDHOLDER COPY" in outcome.result.slip_customer
    assert "MERCHANT COPY" in outcome.result.slip_merchant


def test_the_service_id_is_the_order_number_and_the_reference_is_the_tills(terminal):
    perform(driver(terminal.port))

    asked = terminal.requests[-1]
    assert asked.header.service_id == "0000000042"
    assert asked.body["SaleData"]["SaleTransactionID"]["TransactionID"] == "Order 0042"


@pytest.mark.parametrize("amount", [10, 1, 123456789, 29, 1999])
def test_awkward_amounts_are_charged_to_the_cent(terminal, amount):
    perform(driver(terminal.port), Order("sale", amount, "EUR", number=7))

    assert terminal.ledger.charged() == amount


@pytest.mark.parametrize(
    ("mode", "state", "code"),
    [
        ("decline", "declined", "declined:refusal"),
        ("customer_cancel", "cancelled", "cancelled_by_customer"),
        ("card_timeout", "cancelled", "cancelled_by_customer"),
        ("busy", "failed", "terminal_busy"),
        ("open_batch", "failed", "terminal_refused:notallowed"),
        ("logged_out", "failed", "terminal_refused:loggedout"),
        ("host_down", "declined", "declined:refusal"),
    ],
)
def test_what_the_terminal_refuses_ends_without_money(terminal, mode, state, code):
    play(terminal, mode)

    outcome = perform(driver(terminal.port))

    assert (outcome.state, outcome.code) == (state, code)
    assert terminal.ledger.charged() == 0


@pytest.mark.parametrize(
    "mode",
    ["cut_completion", "wrong_category", "new_words", "one_byte", "host_late",
     "duplicate"],
)  # fmt: skip
def test_odd_but_clear_answers_are_approvals(terminal, mode):
    play(terminal, mode)

    outcome = perform(driver(terminal.port))

    assert outcome.state == "approved"
    assert terminal.ledger.charged() == 4990


@pytest.mark.parametrize(
    "mode",
    ["cut_after", "garbage", "wrong_hmac", "stale", "event", "other_service_id",
     "other_terminal", "in_progress", "truncated", "oversized", "http_error"],
)  # fmt: skip
def test_a_missing_answer_is_in_doubt_until_the_terminal_is_asked(terminal, mode):
    box = driver(terminal.port)
    play(terminal, mode)

    with pytest.raises(InDoubt):
        perform(box)
    verdict = ask_until_known(box)

    assert isinstance(verdict, Outcome)
    assert verdict.state == "approved"
    assert verdict.result.transaction_id == "SIM000001.88000001"
    assert terminal.ledger.charged() == 4990


def test_a_terminal_that_never_answers_is_asked_after_the_longest_time(terminal):
    box = driver(terminal.port, result_timeout=0.3)
    play(terminal, "silent")

    with pytest.raises(InDoubt):
        perform(box)

    assert ask_until_known(box).state == "approved"


def test_a_line_cut_before_the_approval_means_not_charged(terminal):
    box = driver(terminal.port)
    play(terminal, "cut_before")

    with pytest.raises(InDoubt):
        perform(box)
    verdict = ask_until_known(box)

    assert verdict.code == "not_known_to_terminal"
    assert terminal.ledger.charged() == 0


def test_not_known_is_believed_only_when_it_is_said_twice(terminal):
    box = driver(terminal.port)

    box.query(SALE, HINT)

    names = [asked.name for asked in terminal.requests]
    assert names == ["AbortRequest"] + 2 * ["TransactionStatusRequest"]


@pytest.mark.parametrize("mode", ["partial", "wrong_amount", "other_currency"])
def test_another_amount_is_never_booked(terminal, mode):
    box = driver(terminal.port)
    play(terminal, mode)

    with pytest.raises(InDoubt) as doubt:
        perform(box)

    assert doubt.value.code == "amount_mismatch"
    assert isinstance(ask_until_known(box), Undecided)


def test_an_approval_for_another_order_is_never_booked(terminal):
    box = driver(terminal.port)
    play(terminal, "other_order")

    with pytest.raises(InDoubt) as doubt:
        perform(box)

    assert doubt.value.code == "contradiction"
    assert isinstance(ask_until_known(box), Undecided)


def test_an_abort_is_a_wish_and_the_answer_tells_how_it_ended(terminal):
    box = driver(terminal.port)
    play(terminal, "manual")
    session = box.connect()
    asked = threading.Event()

    def stop_when_asked(step: str, text: str) -> None:
        asked.set()

    watcher = threading.Thread(target=_abort_when_running, args=(terminal, session))
    watcher.start()
    outcome = box.perform(session, SALE, stop_when_asked)
    watcher.join(5)

    assert asked.is_set()
    assert outcome.state == "cancelled"
    assert terminal.ledger.charged() == 0


def _abort_when_running(terminal: NexoSimulator, session: object) -> None:
    while not terminal.running:
        threading.Event().wait(0.01)
    session.request_abort()


def test_an_abort_that_comes_before_the_order_is_not_lost(terminal):
    box = driver(terminal.port)
    play(terminal, "manual")
    session = box.connect()
    session.request_abort()

    outcome = box.perform(session, SALE, lambda step, text: None)

    assert (outcome.state, terminal.ledger.charged()) == ("cancelled", 0)


def test_a_refused_abort_changes_nothing(terminal):
    box = driver(terminal.port)
    play(terminal, "refuse_abort", 0.3)
    session = box.connect()
    watcher = threading.Thread(target=_abort_when_running, args=(terminal, session))
    watcher.start()

    outcome = box.perform(session, SALE, lambda step, text: None)
    watcher.join(5)

    assert outcome.state == "approved"


def test_a_payment_in_doubt_is_stopped_and_followed_to_its_end(terminal):
    box = driver(terminal.port, result_timeout=0.2)
    play(terminal, "manual")

    with pytest.raises(InDoubt):
        perform(box)
    verdict = ask_until_known(box)

    assert verdict.state == "cancelled"
    assert terminal.ledger.charged() == 0


def test_a_late_approval_is_found_although_the_terminal_was_asked_to_stop(terminal):
    box = driver(terminal.port, result_timeout=0.2, confirm_delay=0.2)
    play(terminal, "refuse_abort", 0.6)

    with pytest.raises(InDoubt):
        perform(box)

    assert ask_until_known(box).state == "approved"


def test_a_payment_of_long_ago_under_the_same_number_is_another_one(terminal):
    box = driver(terminal.port)
    perform(box)
    later = datetime.now().astimezone() + timedelta(hours=1)

    verdict = box.query(SALE, Hint(later, None))

    assert isinstance(verdict, Undecided)


def test_a_reversal_takes_back_the_whole_sale_once(terminal):
    box = driver(terminal.port)
    sale = perform(box).result.as_dict()

    first = perform(box, Order("reversal", 4990, "EUR", sale, number=43))
    second = perform(box, Order("reversal", 4990, "EUR", sale, number=44))

    assert (first.state, second.state) == ("approved", "failed")
    assert terminal.ledger.charged() == 0


def test_a_lost_answer_to_a_reversal_is_found_by_its_own_number(terminal):
    box = driver(terminal.port)
    sale = perform(box).result.as_dict()
    order = Order("reversal", 4990, "EUR", sale, number=43)
    play(terminal, "cut_after")

    with pytest.raises(InDoubt):
        perform(box, order)

    assert ask_until_known(box, order).state == "approved"
    assert terminal.ledger.charged() == 0


def test_a_refund_pays_back_a_part(terminal):
    box = driver(terminal.port)
    perform(box)

    outcome = perform(box, Order("refund", 990, "EUR", number=43))

    assert outcome.state == "approved"
    assert terminal.ledger.charged() == 4000


def test_totals_are_the_terminals_own_and_the_closing_starts_anew(terminal):
    box = driver(terminal.port)
    perform(box)
    perform(box, Order("refund", 990, "EUR", number=43))

    shown, closed, after = box.totals(False), box.totals(True), box.totals(False)

    assert (shown.amount, shown.count) == (4000, 2)
    assert closed.brands == shown.brands
    assert (after.amount, after.count) == (0, 0)


def test_a_terminal_without_open_totals_shows_them_with_the_end_of_day_only(terminal):
    box = driver(terminal.port, open_totals=False)

    assert "totals" not in box.capabilities
    assert "totals" in driver(terminal.port).capabilities
    assert box.totals(close=True).count == 0


def test_the_last_payment_and_a_round_trip(terminal):
    box = driver(terminal.port)
    assert box.last() is None
    perform(box)

    assert box.last().approved
    assert box.last().result.amount == 4990
    assert box.ping().ok
    assert driver(terminal.port, login=True).ping().ok


def test_the_slips_of_the_last_payment_are_printed_again(terminal):
    box = driver(terminal.port)
    with pytest.raises(Refused):
        box.reprint()
    perform(box)

    assert "CARDHOLDER COPY" in box.reprint().customer
    assert "MERCHANT COPY" in box.reprint().merchant


def test_a_terminal_that_is_off_is_unreachable_and_nothing_was_sent(terminal):
    box = driver(terminal.port)
    terminal.pull_plug()

    with pytest.raises(Unreachable):
        box.connect()
    assert box.ping().code == "terminal_unreachable"


def test_a_sale_over_the_box_with_a_nexo_terminal_in_its_configuration(
    tmp_path, terminal
):
    box = Box(on_box(tmp_path / "box", "nexo", terminal.port, FAST))
    box.start()
    try:
        attempt = Till(box.host.port).pay("line-1")
    finally:
        box.stop()

    assert attempt["state"] == "approved"
    assert attempt["result"]["transaction_id"] == "SIM000001.88000001"
    assert terminal.ledger.charged() == 4990
