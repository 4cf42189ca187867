"""The OPI driver against its simulated terminal over two real TCP channels."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from box_support import PATIENCE, Till
from nexo_support import HINT, on_box, perform
from opi_support import FAST, SALE, driver, simulator

from garage_iot.devices.base import InDoubt, Order, Outcome, Undecided
from garage_iot.devices.opi_terminal import OpiTerminal
from garage_iot.errors import Refused, Unreachable
from garage_iot.protocols.opi import messages
from garage_iot.service.box import Box
from garage_iot.simulators.opi import OpiSimulator
from garage_iot.simulators.switches import Mode


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[OpiSimulator]:
    found = simulator(tmp_path)
    yield found
    found.stop()


@pytest.fixture
def box(terminal: OpiSimulator) -> Iterator[OpiTerminal]:
    found = driver(terminal)
    yield found
    found.close()


def play(terminal: OpiSimulator, mode: str, delay: float = 0.0) -> None:
    terminal.switches.set_next(Mode(mode, delay))


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_sale_is_approved_with_its_references_and_both_slips(terminal, box):
    outcome = perform(box, SALE)

    result = outcome.result
    assert (outcome.state, result.amount) == ("approved", 4990)
    assert (result.trace_no, result.receipt_no) == ("000001", "0001")
    assert result.masked_pan == "680533*********1234"
    assert "HÄNDLERBELEG" in result.slip_merchant
    assert "KUNDENBELEG" in result.slip_customer


def test_the_request_id_is_the_order_number_and_the_till_logs_in_first(terminal, box):
    perform(box, SALE)

    kinds = [(asked.kind, asked.request_id) for asked in terminal.requests]
    assert kinds[0][0] == "Login"
    assert kinds[1] == ("CardPayment", "00000042")
    assert len(kinds) == 2


def test_what_the_terminal_shows_becomes_steps(terminal, box):
    shown: list[str] = []
    session = box.connect()

    box.perform(session, SALE, lambda step, text: shown.append(text))

    assert shown == ["Karte einstecken", "Vorgang wird bearbeitet"]


def test_every_device_request_is_answered_with_its_own_number(terminal, box):
    play(terminal, "interleaved")

    outcome = perform(box, SALE)

    numbers = {
        messages.xml.read(found).get("RequestID") for found in terminal.responses
    }
    assert numbers == {"00000042", "00000000"}
    assert "eines anderen" not in outcome.result.slip_merchant


@pytest.mark.parametrize(
    ("mode", "state", "code"),
    [
        ("decline", "declined", "declined:5"),
        ("customer_cancel", "cancelled", "cancelled_by_customer"),
        ("timed_out", "cancelled", "cancelled_by_customer"),
        ("busy", "failed", "terminal_busy"),
        ("open_batch", "failed", "terminal_refused:validationerror"),
    ],
)
def test_what_the_terminal_refuses_ends_without_money(terminal, box, mode, state, code):
    play(terminal, mode)

    outcome = perform(box, SALE)

    assert (outcome.state, outcome.code) == (state, code)
    assert terminal.ledger.charged() == 0


@pytest.mark.parametrize(
    "mode",
    ["split", "byte_order_mark", "latin1", "late_slip", "interleaved", "stale",
     "duplicate", "cut_completion"],
)  # fmt: skip
def test_odd_but_clear_answers_are_approvals(terminal, box, mode):
    play(terminal, mode)

    outcome = perform(box, SALE)

    assert outcome.state == "approved"
    assert outcome.result.trace_no == "000001"


@pytest.mark.parametrize(
    "mode",
    ["cut_before", "cut_after", "slip_then_cut", "garbage", "entities", "short_length",
     "long_length", "unclear"],
)  # fmt: skip
def test_a_missing_answer_stays_in_doubt_for_a_person(terminal, box, mode):
    play(terminal, mode)

    with pytest.raises(InDoubt):
        perform(box, SALE)

    assert isinstance(box.query(SALE, HINT), Undecided)


def test_a_terminal_that_never_answers_is_in_doubt_after_its_silence(terminal):
    box = driver(terminal, result_timeout=0.3)
    play(terminal, "silent")

    with pytest.raises(InDoubt):
        perform(box, SALE)
    box.close()


def test_words_on_channel_1_give_the_payment_more_time(terminal):
    box = driver(terminal, result_timeout=1.0)
    play(terminal, "manual")

    def talk_then_approve() -> None:
        wait_for(lambda: terminal.running)
        for _ in range(5):
            terminal.output(terminal.requests[-1], messages.CASHIER, ["Bitte warten"])
            time.sleep(0.3)
        terminal.switches.press("approve")

    watcher = threading.Thread(target=talk_then_approve)
    watcher.start()
    outcome = perform(box, SALE)

    watcher.join(5)
    box.close()
    assert outcome.state == "approved"


def test_another_amount_is_never_booked(terminal, box):
    play(terminal, "wrong_amount")

    with pytest.raises(InDoubt) as doubt:
        perform(box, SALE)

    assert doubt.value.code == "amount_mismatch"
    assert isinstance(box.query(SALE, HINT), Undecided)


def test_a_late_slip_tells_the_person_what_stands_on_it(terminal, box):
    play(terminal, "cut_then_slip")
    with pytest.raises(InDoubt):
        perform(box, SALE)

    wait_for(lambda: "000001" in box.query(SALE, HINT).text)

    assert "49.90 EUR" in box.query(SALE, HINT).text


def test_a_late_slip_with_the_shops_words_of_approval_proves_the_payment(terminal):
    box = driver(terminal, approval_words="Zahlung erfolgt")
    play(terminal, "cut_then_slip")
    with pytest.raises(InDoubt):
        perform(box, SALE)

    wait_for(lambda: isinstance(box.query(SALE, HINT), Outcome))
    verdict = box.query(SALE, HINT)

    box.close()
    assert (verdict.state, verdict.result.trace_no) == ("approved", "000001")


def test_a_terminal_that_does_not_reach_the_till_starts_nothing(terminal, box):
    terminal.till = ("127.0.0.1", 1)

    outcome = perform(box, SALE)

    assert outcome.code == "terminal_refused:deviceunavailable"
    assert terminal.ledger.all() == []


def test_a_taken_port_is_told_before_anything_is_sent(terminal, box):
    with socket.create_server(("", terminal.till[1])), pytest.raises(Refused):
        box.connect()

    assert terminal.requests == []


def test_an_abort_is_a_wish_and_the_answer_tells_how_it_ended(terminal, box):
    play(terminal, "manual")
    session = box.connect()

    def stop_when_running() -> None:
        wait_for(lambda: terminal.running)
        session.request_abort()

    watcher = threading.Thread(target=stop_when_running)
    watcher.start()
    outcome = box.perform(session, SALE, lambda step, text: None)
    watcher.join(5)

    assert (outcome.state, terminal.ledger.charged()) == ("cancelled", 0)


def test_an_abort_that_comes_before_the_order_is_not_lost(terminal, box):
    play(terminal, "manual")
    session = box.connect()
    session.request_abort()

    outcome = box.perform(session, SALE, lambda step, text: None)

    assert (outcome.state, terminal.ledger.charged()) == ("cancelled", 0)


def test_a_reversal_by_stan_takes_back_the_whole_sale_once(terminal, box):
    sale = perform(box, SALE).result.as_dict()

    first = perform(box, Order("reversal", 4990, "EUR", sale, number=43))
    second = perform(box, Order("reversal", 4990, "EUR", sale, number=44))

    assert (first.state, second.state) == ("approved", "failed")
    assert terminal.requests[2].stan == "000001"
    assert terminal.ledger.charged() == 0


def test_a_refund_pays_back_a_part(terminal, box):
    perform(box, SALE)

    assert perform(box, Order("refund", 990, "EUR", number=43)).state == "approved"
    assert terminal.ledger.charged() == 4000


def test_the_day_is_closed_with_totals_and_its_slip(terminal, box):
    perform(box, SALE)
    perform(box, Order("refund", 990, "EUR", number=43))

    totals = box.totals(close=True)

    assert (totals.amount, totals.count) == (4000, 2)
    assert "KASSENSCHNITT" in totals.text
    with pytest.raises(Refused):
        box.totals(close=False)


def test_a_round_trip_and_a_terminal_that_is_off(terminal, box):
    assert box.ping().ok

    terminal.pull_plug()

    assert box.ping().code == "terminal_unreachable"
    with pytest.raises(Unreachable):
        box.connect()


def test_a_sale_over_the_box_with_an_opi_terminal_in_its_configuration(
    tmp_path, terminal
):
    values = FAST | {"channel1_port": terminal.till[1]}
    box = Box(on_box(tmp_path / "box", "opi", terminal.port, values))
    box.start()
    try:
        attempt = Till(box.host.port).pay("line-1")
    finally:
        box.stop()

    assert attempt["state"] == "approved"
    assert attempt["result"]["trace_no"] == "000001"
    assert terminal.ledger.charged() == 4990
