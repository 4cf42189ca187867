"""The INPAS driver with a simulated terminal over TCP and a pseudo terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tool_support import box, box_config, build, hint, perform

from garage_iot.devices.base import Baseline, InDoubt, Order, Undecided
from garage_iot.devices.registry import find, validate
from garage_iot.errors import Refused, Unreachable
from garage_iot.simulators.inpas import InpasSerialSimulator, InpasSimulator
from garage_iot.simulators.switches import Mode

PARAMETERS = {
    "terminal_id": "10203040", "wait_timeout": 1.0, "result_timeout": 5,
    "first_query": 0.05, "longest_query": 0.1,
}  # fmt: skip
SALE = Order("sale", 4990, "RUB", number=7)
OPEN = ("created", "sent")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[InpasSimulator]:
    found = InpasSimulator(tmp_path / "ledger.jsonl", mode=Mode(delay=0.0))
    yield found
    found.stop()


def driver(terminal: InpasSimulator, **parameters):
    address = {"host": "127.0.0.1", "port": terminal.port}
    return build("inpas", PARAMETERS | parameters, **address)


def sell(terminal: InpasSimulator, mode: str, order: Order = SALE, **parameters):
    terminal.switches.set_next(Mode(mode, 0.0))
    return perform(driver(terminal, **parameters), order)


@pytest.mark.parametrize(
    "mode", ["approve", "any_order", "bad_crc_once", "nak_once", "past_end", "full_pan"]
)
def test_a_sale_is_approved_once_with_its_references(terminal, mode):
    result = sell(terminal, mode).result

    assert (result.amount, result.trace_no) == (4990, "032614000001")
    assert result.masked_pan == "427638******1234"
    assert result.slip_customer.startswith("ОПЛАТА\nСУММА: 49.90")
    assert terminal.ledger.charged() == 4990


def test_wait_frames_keep_a_slow_payment_alive(terminal):
    terminal.switches.set_next(Mode("waits", 1.5))

    outcome = perform(driver(terminal, wait_timeout=0.5), SALE)

    assert outcome.state == "approved"


@pytest.mark.parametrize(
    ("mode", "state", "code"),
    [
        ("decline", "declined", "declined:116"),
        ("customer_cancel", "cancelled", "cancelled_by_customer"),
    ],
)
def test_known_refusals_end_without_money(terminal, mode, state, code):
    outcome = sell(terminal, mode)

    assert (outcome.state, outcome.code) == (state, code)
    assert terminal.ledger.charged() == 0


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("no_bank", "no_answer"),
        ("open_status", "protocol_error"),
        ("wrong_amount", "amount_mismatch"),
        ("no_amount", "amount_mismatch"),
        ("wrong_currency", "amount_mismatch"),
        ("cut_after", "no_answer"),
        ("silent", "no_answer"),
        ("garbage", "protocol_error"),
        ("eot", "protocol_error"),
    ],
)
def test_everything_else_is_in_doubt_and_left_to_a_person(terminal, mode, code):
    with pytest.raises(InDoubt) as doubt:
        sell(terminal, mode)

    assert doubt.value.code == code
    assert isinstance(driver(terminal).query(SALE, hint(SALE)), Undecided)
    assert len(terminal.ledger.all()) == 1


def test_a_request_that_is_never_taken_starts_nothing(terminal):
    with pytest.raises(Refused) as refused:
        sell(terminal, "busy")

    assert refused.value.code == "terminal_busy"
    assert terminal.ledger.all() == []


def test_repeating_the_number_finds_the_payment_where_the_terminal_remembers(terminal):
    with pytest.raises(InDoubt):
        sell(terminal, "cut_after", recovery="repeat")
    asking = driver(terminal, recovery="repeat")

    verdict = asking.query(SALE, hint(SALE))

    assert "query" in asking.capabilities
    assert verdict.state == "approved"
    assert terminal.ledger.charged() == 4990


def test_a_terminal_that_is_off_is_asked_later(terminal):
    asking = driver(terminal, recovery="repeat")
    terminal.stop()

    with pytest.raises(Unreachable):
        asking.query(SALE, hint(SALE))
    assert asking.ping().code == "terminal_unreachable"


def test_refund_and_cancellation_name_the_sale(terminal):
    sale = sell(terminal, "approve").result
    original = {**sale.as_dict(), "number": 7}
    refund = Order("refund", 1000, "RUB", original, number=8)
    reversal = Order("reversal", 4990, "RUB", original, number=9)

    assert sell(terminal, "approve", refund).state == "approved"
    assert sell(terminal, "approve", reversal).state == "approved"
    assert terminal.ledger.charged() == -1000


def test_without_reference_only_the_last_payment_is_cancelled(terminal):
    sell(terminal, "approve")
    original = {"number": 7}
    last = Order("reversal", 4990, "RUB", original, Baseline("7"), number=8)

    with pytest.raises(Refused, match="refund"):
        sell(terminal, "approve", replace(last, baseline=Baseline("6")))
    assert sell(terminal, "approve", last).state == "approved"
    assert terminal.ledger.charged() == 0


def test_the_organisation_of_a_shared_terminal_is_named_in_each_request(terminal):
    shop = driver(terminal, merchant_id="980012345678901")

    asked = [shop._request(SALE), shop._service_request("59")]

    assert [fields[28] for fields in asked] == ["980012345678901"] * 2
    assert 28 not in driver(terminal)._request(SALE)
    assert perform(shop, SALE).state == "approved"
    assert validate(find("inpas"), PARAMETERS | {"merchant_id": "1 2"})


def test_the_end_of_day_brings_figures_and_slip(terminal):
    sell(terminal, "approve")
    sell(terminal, "approve", Order("refund", 1000, "RUB", number=8))

    closed = driver(terminal).totals(close=True)

    assert (closed.amount, closed.count) == (3990, 2)
    assert "ИТОГИ СОВПАЛИ" in closed.text


@pytest.mark.parametrize(
    ("value", "right"), [("10203040", True), ("1020304", False), ("", False)]
)
def test_the_terminal_id_has_eight_digits(value, right):
    problems = validate(find("inpas"), {"terminal_id": value})

    assert (problems == []) is right


def test_payments_at_a_box(tmp_path, terminal):
    found = box_config(
        tmp_path / "box", "inpas", host="127.0.0.1", port=terminal.port,
        parameters=PARAMETERS,
    )  # fmt: skip
    with box(found) as till:
        states = []
        for number, mode in enumerate(("approve", "decline", "no_bank")):
            terminal.switches.set_next(Mode(mode, 0.0))
            key = f"line-{number}"
            till.start(key, currency="RUB")
            end = till.follow(f"{key}:1", lambda a: a["state"] not in OPEN)
            states.append(end["state"])

    assert states == ["approved", "declined", "in_doubt"]


def test_the_same_terminal_on_a_serial_line(tmp_path):
    link = tmp_path / "ttyTERMINAL"
    serial = InpasSerialSimulator(tmp_path / "ledger.jsonl", link, Mode(delay=0.0))
    pay = build("inpas_serial", PARAMETERS, path=serial.where)

    assert pay.ping().ok
    assert perform(pay, SALE).state == "approved"
    serial.switches.set_next(Mode("decline", 0.0))
    assert perform(pay, replace(SALE, number=8)).state == "declined"
    serial.stop()
    assert serial.ledger.charged() == 4990
