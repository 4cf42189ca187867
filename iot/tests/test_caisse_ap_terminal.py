"""The Caisse-AP driver against its emulator, over real connections."""

from __future__ import annotations

import functools
import socket
import threading
from collections.abc import Iterator

import pytest
from driver_box import box_with, tcp_terminal

from garage_iot.devices import caisse_ap_terminal as driver
from garage_iot.devices import registry
from garage_iot.devices.base import Hint, InDoubt, Order, Undecided
from garage_iot.errors import Refused, Unreachable
from garage_iot.simulators.caisse_ap import CaisseApSimulator
from garage_iot.simulators.switches import Mode
from garage_iot.transports.null import NullTransport
from garage_iot.transports.tcp import TcpTransport

SALE = Order("sale", 4990, "EUR", number=42)
FAST = driver.CaisseApSettings(
    till="03", answer_timeout=5, result_timeout=5, quiet=0.05, rest=5, duplicate=True
)


@pytest.fixture
def simulator(tmp_path) -> Iterator[CaisseApSimulator]:
    found = CaisseApSimulator(tmp_path / "ledger.jsonl", mode=Mode("approve", 0.0))
    yield found
    found.stop()


def terminal(simulator: CaisseApSimulator, **changes) -> driver.CaisseApTerminal:
    settings = driver.CaisseApSettings(**{**FAST.__dict__, **changes})
    connect = functools.partial(TcpTransport.connect, "127.0.0.1", simulator.port, 5.0)
    return driver.CaisseApTerminal(connect, settings)


def perform(simulator, mode: str = "approve", order: Order = SALE, **changes):
    simulator.switches.set_next(Mode(mode, 0.0))
    found = terminal(simulator, **changes)
    return found.perform(found.connect(), order, lambda step, text: None)


@pytest.mark.parametrize("dialect", ["0300", "0320"])
def test_a_sale_is_approved_with_both_receipts(simulator, dialect):
    outcome = perform(simulator, dialect=dialect)

    assert (outcome.state, outcome.result.masked_pan) == (
        "approved",
        "497010******1234",
    )
    assert "TICKET CLIENT" in outcome.result.slip_customer
    assert "TICKET COMMERCANT" in outcome.result.slip_merchant
    assert simulator.ledger.charged() == 4990


@pytest.mark.parametrize(
    "mode",
    ["bytewise", "extra_tags", "leading_zeros", "ack_first", "duplicate", "long_pan"],
)
def test_every_harmless_way_to_answer_is_one_approval(simulator, mode):
    assert perform(simulator, mode).state == "approved"
    assert simulator.ledger.charged() == 4990


def test_a_full_card_number_never_leaves_the_driver(simulator):
    outcome = perform(simulator, "full_pan")

    assert "4970101234567890" not in str(outcome)


@pytest.mark.parametrize(
    ("mode", "state", "code"),
    [
        ("decline", "declined", "declined:04"),
        ("customer_cancel", "cancelled", "cancelled_by_customer"),
        ("card_timeout", "cancelled", "timeout_customer"),
        ("busy", "failed", "terminal_refused:10"),
        ("af_00", "failed", "terminal_refused:00"),
        ("af_02", "declined", "declined:02"),
        ("af_11", "cancelled", "cancelled_by_customer"),
        ("af_13", "failed", "terminal_refused:13"),
    ],
)
def test_a_refusal_is_final_and_nothing_is_charged(simulator, mode, state, code):
    outcome = perform(simulator, mode)

    assert (outcome.state, outcome.code) == (state, code)
    assert simulator.ledger.charged() == 0


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("cut_before", "no_answer"), ("cut_after", "no_answer"),
        ("ack_only", "no_answer"), ("garbage", "protocol_error"),
        ("duplicate_tag", "protocol_error"), ("no_status", "no_answer"),
        ("cut_field", "protocol_error"), ("zero_length", "protocol_error"),
        ("bad_length", "protocol_error"), ("contradiction", "contradiction"),
        ("wrong_amount", "amount_mismatch"), ("wrong_currency", "amount_mismatch"),
        ("other_till", "contradiction"), ("two_answers", "contradiction"),
        ("af_01", "contradiction"),
    ],
)  # fmt: skip
def test_a_missing_or_wrong_answer_is_in_doubt(simulator, mode, code):
    with pytest.raises(InDoubt) as doubt:
        perform(simulator, mode)

    assert doubt.value.code == code
    assert "ticket" in doubt.value.message


def test_silence_after_the_request_is_in_doubt(simulator):
    with pytest.raises(InDoubt) as doubt:
        perform(simulator, "silent", result_timeout=0.2)

    assert doubt.value.code == "no_answer"
    assert simulator.ledger.charged() == 4990


def test_doubt_is_left_to_a_person_because_the_terminal_cannot_be_asked(simulator):
    verdict = terminal(simulator).query(SALE, Hint(None, None))

    assert isinstance(verdict, Undecided)
    assert "cannot be asked" in verdict.text


def test_a_refund_and_a_reversal_are_booked_as_such(simulator):
    perform(simulator)
    refund = perform(simulator, order=Order("refund", 1000, "EUR", number=43))
    reversal = perform(simulator, order=Order("reversal", 4990, "EUR", number=44))
    again = perform(simulator, order=Order("reversal", 4990, "EUR", number=45))

    assert (refund.state, reversal.state) == ("approved", "approved")
    assert again.code == "terminal_refused:07"
    assert simulator.ledger.charged() == -1000


def test_the_connection_test_asks_for_the_identification(simulator):
    health = terminal(simulator).ping()

    assert (health.ok, health.text) == (True, "The terminal answers")
    assert terminal(simulator, identify=False).ping().ok


def test_a_terminal_that_does_not_know_the_identification_is_alive_too():
    ours, theirs = NullTransport.pair()
    theirs.send(b"CZ0040300AE00201AF00212")

    health = driver.CaisseApTerminal(lambda: ours, FAST).ping()

    assert health.ok
    assert "does not know" in health.text


def test_the_last_ticket_is_printed_again(simulator):
    perform(simulator)

    slips = terminal(simulator).reprint()

    assert "MONTANT 49,90 EUR" in slips.customer
    with pytest.raises(Refused):
        terminal(simulator, duplicate=False).reprint()


def test_a_switched_off_terminal_is_unreachable(simulator):
    simulator.pull_plug()

    with pytest.raises(Unreachable):
        terminal(simulator).connect()
    assert terminal(simulator).ping().code == "terminal_unreachable"


def test_an_unknown_currency_is_refused_before_anything_is_sent(simulator):
    with pytest.raises(Refused):
        perform(simulator, order=Order("sale", 100, "XYZ"))
    assert simulator.ledger.all() == []


def test_an_answer_that_crawls_is_waited_for_but_not_for_ever(simulator):
    ours, theirs = NullTransport.pair()
    theirs.send(b"CZ0040300AE00210CA00203CB0044990CD0010")
    found = driver.CaisseApTerminal(lambda: ours, FAST)
    late = threading.Timer(0.1, theirs.send, (b"CE003978",))
    late.start()

    outcome = found.perform(found.connect(), SALE, lambda step, text: None)

    assert outcome.state == "approved"
    late.join()


def test_the_settings_are_checked_in_words():
    spec = registry.find("caisse_ap")

    assert registry.validate(spec, {"till": "03", "dialect": "0320"}) == []
    assert len(registry.validate(spec, {"till": "3", "dialect": "0310"})) == 2


def test_a_box_pays_declines_and_leaves_doubt_to_a_manager(simulator, tmp_path):
    device = tcp_terminal("caisse_ap", simulator.port, result_timeout=5)
    with box_with(device, tmp_path / "box") as till:
        paid = till.pay("line-1")
        simulator.switches.set_next(Mode("decline", 0.0), Mode("cut_after", 0.0))
        declined = till.pay("line-2")
        till.start("line-3")
        doubt = till.follow("line-3:1", lambda found: "asked how" in found["text"])
        decision = {"outcome": "paid", "user": "Ann", "reason": "ticket seen"}
        decided = till.post("payments/line-3:1/resolve", decision)

    assert (paid["paid"], declined["paid"], doubt["paid"]) == (True, False, None)
    assert doubt["state"] == "in_doubt"
    assert (decided["state"], decided["paid"]) == ("manual", True)
    assert simulator.ledger.charged() == 9980


def test_garbage_from_the_network_does_not_stop_the_emulator(simulator):
    for noise in (b"\x00" * 50, b"CZ0040300CD001", b""):
        with socket.create_connection(("127.0.0.1", simulator.port)) as line:
            line.sendall(noise)

    assert perform(simulator).state == "approved"
