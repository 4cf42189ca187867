"""The UCS driver against its emulator, over real connections."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator

import pytest
from driver_box import box_with, tcp_terminal

from garage_iot.devices import registry
from garage_iot.devices.base import Baseline, Hint, InDoubt, Order, Undecided
from garage_iot.devices.ucs_terminal import UcsSettings, UcsTerminal
from garage_iot.errors import Refused, Unreachable
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.ucs import UcsSimulator
from garage_iot.transports.tcp import TcpTransport

SALE = Order("sale", 4990, "RUB", number=42)
FAST = UcsSettings(
    "0001234567", pause=0.0, answer_timeout=5, result_timeout=5, rest=0.1
)


class FastClock:
    """Real time, but waiting is only written down."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._ahead = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._ahead += seconds


@pytest.fixture
def simulator(tmp_path) -> Iterator[UcsSimulator]:
    found = UcsSimulator(tmp_path / "ledger.jsonl", mode=Mode("approve", 0.0))
    yield found
    found.stop()


def terminal(simulator: UcsSimulator, clock=time, **changes) -> UcsTerminal:
    settings = UcsSettings(**{**FAST.__dict__, **changes})
    connect = functools.partial(TcpTransport.connect, "127.0.0.1", simulator.port, 5.0)
    return UcsTerminal(connect, settings, clock)


def perform(simulator, mode: str = "approve", order: Order = SALE, **changes):
    simulator.switches.set_next(Mode(mode, 0.0))
    found = terminal(simulator, **changes)
    return found.perform(found.connect(), order, lambda step, text: None)


@pytest.mark.parametrize(
    "mode",
    ["approve", "login_first", "hold", "slip_first", "no_last_line", "bytewise",
     "duplicate", "error_after", "cut_completion", "stale"],
)  # fmt: skip
def test_a_sale_is_approved_once_whatever_way_it_is_told(simulator, mode):
    outcome = perform(simulator, mode)

    assert (outcome.state, outcome.result.amount) == ("approved", 4990)
    assert simulator.ledger.charged() == 4990


def test_the_slip_and_the_steps_are_shown(simulator):
    steps = []
    found = terminal(simulator)

    outcome = found.perform(found.connect(), SALE, lambda *shown: steps.append(shown))

    assert [step for step, _ in steps] == [
        "card_wanted", "pin_entry", "authorising", "authorising",
    ]  # fmt: skip
    assert "Сумма 49.90" in outcome.result.slip_customer


def test_holds_start_the_wait_again_for_longer_than_the_wait(simulator):
    simulator.hold_every = 0.08

    assert perform(simulator, "hold", result_timeout=1.0).state == "approved"


def test_holds_without_end_are_in_doubt_at_last(simulator):
    with pytest.raises(InDoubt):
        perform(simulator, "hold", longest=0.2)


def test_two_seconds_pass_between_two_messages(simulator):
    clock = FastClock()
    found = terminal(simulator, clock, pause=2.0)

    found.perform(found.connect(), SALE, lambda step, text: None)
    found.perform(found.connect(), SALE, lambda step, text: None)

    assert len(clock.slept) == 3
    assert all(1.5 < pause <= 2.0 for pause in clock.slept)


@pytest.mark.parametrize(
    ("mode", "state", "code"),
    [
        ("decline", "declined", "declined:05"),
        ("customer_cancel", "cancelled", "cancelled_by_customer"),
        ("card_timeout", "failed", "terminal_refused:5X21"),
        ("busy", "failed", "terminal_refused:5X99"),
        ("open_batch", "failed", "terminal_refused:5X10"),
    ],
)
def test_a_refusal_is_final_and_nothing_is_charged(simulator, mode, state, code):
    terminal(simulator).ping()

    outcome = perform(simulator, mode)

    assert (outcome.state, outcome.code) == (state, code)
    assert simulator.ledger.charged() == 0


@pytest.mark.parametrize(
    ("mode", "code", "charged"),
    [
        ("cut_before", "no_answer", 0), ("cut_after", "no_answer", 4990),
        ("garbage", "protocol_error", 4990), ("wrong_length", "protocol_error", 4990),
        ("wrong_amount", "amount_mismatch", 4989),
        ("wrong_currency", "amount_mismatch", 4990),
        ("other_terminal", "protocol_error", 4990),
        ("other_operation", "contradiction", 4990), ("silent", "no_answer", 4990),
    ],
)  # fmt: skip
def test_a_missing_or_wrong_answer_is_in_doubt(simulator, mode, code, charged):
    with pytest.raises(InDoubt) as doubt:
        perform(simulator, mode, result_timeout=0.5)

    assert doubt.value.code == code
    assert simulator.ledger.charged() == charged


def test_the_result_of_the_sale_before_is_not_taken(simulator):
    first = perform(simulator).result
    order = Order("sale", 100, "RUB", baseline=Baseline(first.receipt_no, ""))

    outcome = perform(simulator, "stale", order)

    assert outcome.result.amount == 100
    assert simulator.ledger.charged() == 5090


def test_a_terminal_that_always_wants_a_login_charges_nothing(simulator):
    simulator.switches.set_default(Mode("login_always"))
    found = terminal(simulator)

    with pytest.raises(Refused) as refusal:
        found.perform(found.connect(), SALE, lambda step, text: None)

    assert refusal.value.code == "login_refused"
    assert simulator.ledger.all() == []


def test_money_goes_back_by_reference_number_or_to_a_card(simulator):
    sold = perform(simulator).result.as_dict()
    back = Order("reversal", 4990, "RUB", original=sold)

    reversal = perform(simulator, order=back)
    again = perform(simulator, order=back)
    refund = perform(simulator, order=Order("refund", 1000, "RUB"))

    assert (reversal.state, refund.state) == ("approved", "approved")
    assert again.code == "not_reversible"
    assert simulator.ledger.charged() == -1000


@pytest.mark.parametrize(
    "order",
    [
        Order("sale", 100, "EUR"),
        Order("reversal", 100, "RUB"),
        Order("reversal", 100, "RUB", original={"transaction_id": "12"}),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_sent(simulator, order):
    with pytest.raises(Refused):
        perform(simulator, order=order)
    assert simulator.ledger.all() == []


def test_the_day_is_shown_and_closed_with_its_slips(simulator):
    perform(simulator)
    perform(simulator, order=Order("refund", 1000, "RUB"))
    found = terminal(simulator)

    shown, closed, empty = found.totals(False), found.totals(True), found.totals(False)

    assert (shown.count, shown.amount) == (2, 3990)
    assert "СВЕРКА ИТОГОВ" in closed.text
    assert (empty.count, empty.amount) == (0, 0)
    assert "X-ОТЧЕТ" in found.reprint().merchant


def test_a_report_that_cannot_be_read_closes_nothing(simulator):
    found = terminal(simulator, total_word="Всего")

    with pytest.raises(Refused, match="Всего"):
        found.totals(close=False)


def test_the_connection_test_is_a_login(simulator):
    assert terminal(simulator).ping().ok

    simulator.switches.set_default(Mode("open_batch"))
    due = terminal(simulator).ping()
    simulator.pull_plug()
    off = terminal(simulator).ping()

    assert (due.ok, due.code) == (False, "terminal_status:day_end")
    assert off.code == "terminal_unreachable"
    with pytest.raises(Unreachable):
        terminal(simulator).connect()


def test_doubt_is_left_to_a_person(simulator):
    verdict = terminal(simulator).query(SALE, Hint(None, None))

    assert isinstance(verdict, Undecided)
    assert "cannot be asked" in registry.find("ucs").doubts


def test_the_terminal_number_is_checked_in_words():
    spec = registry.find("ucs")

    assert registry.validate(spec, {"terminal_id": "20001234"}) == []
    assert registry.validate(spec, {}) == ["Terminal number is missing."]
    assert "right form" in registry.validate(spec, {"terminal_id": "12"})[0]


def test_a_box_pays_declines_and_leaves_doubt_to_a_manager(simulator, tmp_path):
    quick = {"terminal_id": "01234567", "pause": 0.0, "result_timeout": 5, "rest": 0.1}
    device = tcp_terminal("ucs", simulator.port, **quick)
    with box_with(device, tmp_path / "box", "RUB") as till:
        paid = till.pay("line-1", currency="RUB")
        simulator.switches.set_next(Mode("decline", 0.0), Mode("cut_after", 0.0))
        declined = till.pay("line-2", currency="RUB")
        till.start("line-3", currency="RUB")
        doubt = till.follow("line-3:1", lambda found: "asked how" in found["text"])

    assert (paid["paid"], declined["paid"], doubt["paid"]) == (True, False, None)
    assert doubt["state"] == "in_doubt"
    assert simulator.ledger.charged() == 9980
