"""The Concert driver against its emulator on a pseudo terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from driver_box import box_with, serial_terminal

from garage_iot.devices import concert_terminal as driver
from garage_iot.devices import registry
from garage_iot.devices.base import Hint, InDoubt, Order, Undecided
from garage_iot.errors import Refused, Unreachable
from garage_iot.protocols.enquiry_link import Timing
from garage_iot.simulators.concert import ConcertSimulator
from garage_iot.simulators.switches import Mode
from garage_iot.transports.serial import SerialTransport

SALE = Order("sale", 4990, "EUR", number=42)
FAST = driver.ConcertSettings(result_timeout=5.0, timing=Timing(0.5, 0.05))


@pytest.fixture
def simulator(tmp_path) -> Iterator[ConcertSimulator]:
    found = ConcertSimulator(
        tmp_path / "ledger.jsonl", tmp_path / "ttyACM0", Mode("approve", 0.0)
    )
    yield found
    found.stop()


def terminal(simulator: ConcertSimulator, **changes) -> driver.ConcertTerminal:
    settings = driver.ConcertSettings(**{**FAST.__dict__, **changes})
    return driver.ConcertTerminal(
        lambda: SerialTransport.connect(simulator.where), settings
    )


def perform(simulator, mode: str = "approve", order: Order = SALE, **changes):
    simulator.switches.set_next(Mode(mode, 0.0))
    found = terminal(simulator, **changes)
    return found.perform(found.connect(), order, lambda step, text: None)


@pytest.mark.parametrize(
    "mode",
    ["approve", "nak_once", "no_ack", "bad_lrc_once", "no_eot", "bytewise", "noise",
     "duplicate"],
)  # fmt: skip
def test_a_sale_is_approved_once_whatever_happens_on_the_line(simulator, mode):
    outcome = perform(simulator, mode)

    assert (outcome.state, outcome.result.amount) == ("approved", 4990)
    assert simulator.ledger.charged() == 4990


@pytest.mark.parametrize(
    ("flag", "pan"), [("0", ""), ("1", "497010******1234"), ("2", "")]
)
def test_each_answer_flag_is_understood(simulator, flag, pan):
    outcome = perform(simulator, answer_flag=flag)

    assert (outcome.state, outcome.result.masked_pan) == ("approved", pan)


@pytest.mark.parametrize("mode", ["decline", "customer_cancel", "card_timeout"])
def test_whatever_is_not_accepted_has_one_sentence(simulator, mode):
    outcome = perform(simulator, mode)

    assert (outcome.state, outcome.code) == ("declined", "declined:7")
    assert simulator.ledger.charged() == 0


@pytest.mark.parametrize(
    ("mode", "code", "charged"),
    [
        ("wrong_amount", "amount_mismatch", 4989),
        ("wrong_currency", "amount_mismatch", 4990),
        ("unknown_result", "protocol_error", 4990),
        ("garbage", "protocol_error", 4990),
        ("two_answers", "protocol_error", 4990),
        ("silent", "no_answer", 4990),
        ("cut_before", "no_answer", 0),
    ],
)
def test_a_missing_or_wrong_answer_is_in_doubt(simulator, mode, code, charged):
    with pytest.raises(InDoubt) as doubt:
        perform(simulator, mode, result_timeout=0.5)

    assert doubt.value.code == code
    assert simulator.ledger.charged() == charged


def test_a_late_answer_is_not_taken_for_the_next_sale(simulator):
    simulator.switches.set_next(Mode("approve", 0.4))
    found = terminal(simulator, result_timeout=0.1)
    with pytest.raises(InDoubt):
        found.perform(found.connect(), SALE, lambda step, text: None)

    outcome = perform(
        simulator, "decline", order=Order("sale", 700, "EUR"), timing=Timing(1.0, 0.3)
    )

    assert (outcome.state, simulator.ledger.charged()) == ("declined", 4990)


def test_the_answer_before_is_heard_and_left_aside(simulator):
    perform(simulator, order=Order("sale", 100, "EUR"))

    outcome = perform(simulator, "stale")

    assert outcome.result.amount == 4990
    assert simulator.ledger.charged() == 5090


def test_with_numbers_the_answer_names_its_order(simulator):
    assert perform(simulator, numbered=True).state == "approved"


def test_a_request_that_is_never_taken_charges_nothing(simulator):
    with pytest.raises(Refused) as refusal:
        perform(simulator, "nak_always")

    assert refusal.value.code == "line_disturbed"
    assert simulator.ledger.all() == []


def test_a_busy_terminal_refuses_before_the_order(simulator):
    with pytest.raises(Refused) as refusal:
        perform(simulator, "busy")

    assert refusal.value.code == "terminal_busy"


def test_a_deaf_or_missing_terminal_is_unreachable(simulator):
    simulator.switches.set_default(Mode("deaf"))
    quick = {"timing": Timing(0.05, 0.01)}
    with pytest.raises(Unreachable):
        terminal(simulator, **quick).connect()
    assert terminal(simulator, **quick).ping().code == "terminal_unreachable"

    simulator.pull_plug()

    with pytest.raises(Unreachable, match="is not there"):
        terminal(simulator).connect()


def test_the_connection_test_asks_and_gives_way(simulator):
    assert terminal(simulator).ping().ok
    assert perform(simulator).state == "approved"


def test_a_plug_that_is_pulled_in_the_middle_is_in_doubt(simulator):
    simulator.switches.set_next(Mode("manual"))
    found = terminal(simulator)

    def pull(step: str, text: str) -> None:
        simulator.pull_plug()

    with pytest.raises(InDoubt):
        found.perform(found.connect(), SALE, pull)


@pytest.mark.parametrize(
    "order",
    [
        Order("refund", 100, "EUR"), Order("reversal", 100, "EUR"),
        Order("sale", 100_000_000, "EUR"), Order("sale", 100, "XYZ"),
    ],
)  # fmt: skip
def test_what_the_protocol_cannot_do_is_refused_in_a_sentence(simulator, order):
    with pytest.raises(Refused) as refusal:
        perform(simulator, order=order)

    assert " " in refusal.value.message
    assert simulator.ledger.all() == []


def test_the_driver_says_that_it_can_only_take_payments(simulator):
    found = terminal(simulator)

    assert found.capabilities == frozenset()
    assert "cannot be asked" in registry.find("concert").doubts
    assert isinstance(found.query(SALE, Hint(None, None)), Undecided)
    with pytest.raises(Refused, match="cannot close its day"):
        found.totals(close=True)


def test_a_box_pays_declines_and_leaves_doubt_to_a_manager(simulator, tmp_path):
    quick = {"answer_timeout": 0.5, "retry_pause": 0.05, "result_timeout": 2}
    device = serial_terminal("concert", simulator.where, **quick)
    with box_with(device, tmp_path / "box") as till:
        paid = till.pay("line-1")
        simulator.switches.set_next(Mode("decline", 0.0), Mode("wrong_amount", 0.0))
        declined = till.pay("line-2")
        till.start("line-3")
        doubt = till.follow("line-3:1", lambda found: "asked how" in found["text"])

    assert (paid["paid"], declined["paid"], doubt["paid"]) == (True, False, None)
    assert doubt["state"] == "in_doubt"
    assert simulator.ledger.charged() == 4990 + 4989
