"""The Sberbank driver with a simulated UPOS folder: real processes, real files."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tool_support import QUICK, box, box_config, build, hint, perform, problems

from garage_iot.config import load
from garage_iot.devices.base import (
    Baseline,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Pending,
    Undecided,
)
from garage_iot.devices.sberbank_verdict import match
from garage_iot.errors import ConfigError, Refused, Unreachable
from garage_iot.protocols.sberbank.slip import Slip
from garage_iot.simulators import sberbank
from garage_iot.simulators.tool import ToolBench, ToolMode

PARAMETERS = {"run_timeout": 1.5, "confirm_delay": 0.05, "test_first": False}
SALE = Order("sale", 4990, "RUB", baseline=Baseline(), number=1)


@pytest.fixture
def bench(tmp_path: Path) -> ToolBench:
    return sberbank.make(tmp_path / "sc552")


def driver(bench: ToolBench, **parameters):
    return build("sberbank", PARAMETERS | parameters, folder=bench.folder)


def doubt(bench: ToolBench, mode: str, order: Order = SALE, **parameters):
    """Bring an order into doubt and return what the driver finds out then."""
    bench.set(ToolMode(mode))
    terminal = driver(bench, **parameters)
    with pytest.raises(InDoubt):
        perform(terminal, order)
    return terminal.query(order, hint(order))


@pytest.mark.parametrize("page", ["cp866", "cp1251"])
def test_a_sale_brings_its_references_and_slip(bench, page):
    bench.set(ToolMode(encoding=page))

    outcome = perform(driver(bench), SALE)

    assert outcome.state == "approved"
    assert outcome.result.receipt_no == "0001"
    assert outcome.result.transaction_id == "159981000001"
    assert "ОДОБРЕНО" in outcome.result.slip_customer
    assert bench.ledger.charged() == 4990


@pytest.mark.parametrize(
    ("mode", "state", "code"),
    [
        ("decline", "declined", "declined:05"),
        ("customer_cancel", "cancelled", "cancelled_by_customer"),
        ("card_timeout", "cancelled", "cancelled_by_customer"),
        ("open_batch", "failed", "terminal_refused:4134"),
        ("no_bank", "failed", "terminal_refused:4100"),
    ],
)
def test_a_payment_without_money_ends_with_its_reason(bench, mode, state, code):
    bench.set(ToolMode(mode))

    outcome = perform(driver(bench), SALE)

    assert (outcome.state, outcome.code) == (state, code)
    assert outcome.text.endswith(".")
    assert bench.ledger.charged() == 0


@pytest.mark.parametrize("mode", ["cut_completion", "no_slip", "e_first"])
def test_what_the_result_file_proves_is_approved(bench, mode):
    bench.set(ToolMode(mode))

    assert perform(driver(bench), SALE).state == "approved"


@pytest.mark.parametrize(
    "mode", ["cut_after", "old_files", "garbage", "silent", "lost_pinpad"]
)
def test_a_booking_whose_result_is_missing_is_found_by_the_last_slip(bench, mode):
    verdict = doubt(bench, mode)

    assert isinstance(verdict, Outcome)
    assert verdict.state == "approved"
    assert bench.ledger.charged() == 4990


@pytest.mark.parametrize("mode", ["cut_before", "no_files", "hang"])
def test_a_payment_that_never_was_is_found_not_charged(bench, mode):
    perform(driver(bench), SALE)
    second = replace(SALE, number=2, baseline=driver(bench).baseline())

    verdict = doubt(bench, mode, second)

    assert (verdict.state, verdict.code) == ("failed", "not_known_to_terminal")
    assert bench.ledger.charged() == 4990


def test_the_first_payment_of_an_empty_terminal_is_found_not_charged(bench):
    assert doubt(bench, "cut_before").code == "not_known_to_terminal"


def test_a_pinpad_that_is_still_at_work_is_asked_again_later(bench):
    bench.set(ToolMode("late", delay=2.5))
    terminal = driver(bench, run_timeout=0.4)
    with pytest.raises(InDoubt):
        perform(terminal, SALE)

    assert isinstance(terminal.query(SALE, hint(SALE)), Pending)
    while isinstance(verdict := terminal.query(SALE, hint(SALE)), Pending):
        pass
    assert verdict.state == "approved"
    assert bench.ledger.charged() == 4990


def test_another_amount_is_never_booked(bench):
    assert isinstance(doubt(bench, "wrong_amount"), Undecided)


def test_the_slip_of_the_payment_before_is_not_taken_for_this_one(bench):
    first = perform(driver(bench), SALE).result
    known = Baseline(first.receipt_no, first.trace_no)

    verdict = doubt(bench, "stale", replace(SALE, number=2, baseline=known))

    assert verdict.result.receipt_no != first.receipt_no


def test_a_slip_number_that_came_back_proves_nothing_without_the_banks_reference():
    now = datetime.now().astimezone()
    slip = Slip(("x",), "sale", 4990, "RUB", "0001", moment=now)
    known = Hint(now, Baseline("0001", ""))
    old = replace(slip, moment=now - timedelta(hours=1))

    assert isinstance(match(slip, SALE, known), Undecided)
    assert match(old, SALE, known).code == "not_known_to_terminal"


def test_without_sbcall_a_person_decides(tmp_path):
    bench = sberbank.make(tmp_path / "sc552", "loadparm.exe")

    assert isinstance(doubt(bench, "cut_after"), Undecided)
    assert "query" not in driver(bench).capabilities
    assert driver(bench).baseline() == Baseline()


def test_an_order_whose_tool_was_never_started_is_certainly_not_charged(bench):
    perform(driver(bench), SALE)

    verdict = driver(bench).query(replace(SALE, number=2), hint(SALE))

    assert (verdict.state, verdict.code) == ("failed", "not_known_to_terminal")


def test_evidence_outlives_a_connection_test(bench):
    perform(driver(bench, test_first=True), SALE)
    assert driver(bench).ping().ok

    assert driver(bench).query(SALE, hint(SALE)).state == "approved"


def test_an_unplugged_pinpad_is_told_before_the_payment(bench):
    bench.power(on=False)

    with pytest.raises(Unreachable, match="cable"):
        driver(bench, test_first=True).connect()
    assert driver(bench).ping().code == "terminal_unreachable"


def test_a_second_payment_is_refused_while_the_tool_is_at_work(bench):
    session = driver(bench).connect()

    with pytest.raises(Refused) as refused:
        driver(bench).connect()

    assert refused.value.code == "terminal_busy"
    session.close()


def test_a_currency_other_than_that_of_the_box_is_refused(bench):
    with pytest.raises(Refused):
        perform(driver(bench), replace(SALE, currency="EUR"))


def test_refund_and_cancellation_book_against_the_sale(bench):
    sale = perform(driver(bench), SALE).result
    known = Baseline(sale.receipt_no, sale.trace_no)
    refund = Order("refund", 1000, "RUB", baseline=known, number=2)
    reversal = Order("reversal", 4990, "RUB", baseline=known, number=3)

    assert perform(driver(bench), refund).state == "approved"
    assert perform(driver(bench), reversal).state == "approved"
    assert bench.ledger.charged() == -1000


@pytest.mark.parametrize(
    ("mode", "state"), [("cut_after", "approved"), ("cut_before", "failed")]
)
def test_a_broken_cancellation_is_told_from_its_sale(bench, mode, state):
    sale = perform(driver(bench), SALE).result
    known = Baseline(sale.receipt_no, sale.trace_no)
    order = Order("reversal", 4990, "RUB", baseline=known, number=2)

    assert doubt(bench, mode, order).state == state
    assert bench.ledger.charged() == (0 if state == "approved" else 4990)


def test_a_recovered_sale_is_confirmed_where_sales_are_suspended(bench):
    assert doubt(bench, "cut_after", commit_recovered=True).state == "approved"
    ran = (bench.folder / "garage-iot.service").read_text()
    assert '["6001", "4990"]' in ran


def test_totals_and_the_end_of_day(bench):
    terminal = driver(bench)
    perform(terminal, SALE)

    before = terminal.totals(close=False)
    closed = terminal.totals(close=True)

    assert (before.amount, before.count, before.first_receipt) == (4990, 1, "0001")
    assert before.brands[0].brand == "Visa Credit"
    assert "Итоги совпали" in closed.text
    assert terminal.totals(close=False).count == 0


def test_totals_that_do_not_agree_with_the_bank_are_said_first(bench):
    bench.set(ToolMode("disagree"))

    assert driver(bench).totals(close=True).text.startswith("The terminal's totals do")


def test_the_last_slip_can_be_shown_and_printed_again(bench):
    assert driver(bench).last() is None
    perform(driver(bench), SALE)

    assert driver(bench).last().result.amount == 4990
    assert "Оплата" in driver(bench).reprint().customer


def test_a_folder_is_checked_in_sentences(tmp_path, bench):
    assert problems("sberbank", {}, folder=bench.folder) == []
    assert problems("sberbank", {}, folder=tmp_path / "no") == [
        f"There is no folder {tmp_path / 'no'}. Give the folder of pilot_nt.dll."
    ]
    missing = problems("sberbank", {}, folder=tmp_path)
    assert "no program sb_pilot" in missing[0]
    assert "pinpad.ini" in missing[1]


def test_the_department_must_stand_in_pinpad_ini(tmp_path):
    bench = sberbank.make(tmp_path / "shop2", department=2)

    assert problems("sberbank", {"department": 2}, folder=bench.folder) == []
    [sentence] = problems("sberbank", {"department": 3}, folder=bench.folder)
    assert "Department=3" in sentence
    assert "now: 2" in sentence


def test_a_configuration_with_a_wrong_folder_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "box.secret").write_text("5e" * 32)
    terminal = "{id: t, kind: terminal, driver: sberbank, folder: upos}"
    path = tmp_path / "box.yaml"
    path.write_text(f"box: b\ncurrency: RUB\ndevices: [{terminal}]\n")
    with pytest.raises(ConfigError, match="There is no folder .*upos"):
        load(path)
    sberbank.make(tmp_path / "upos")

    [device] = load(path).devices

    assert device.folder == tmp_path / "upos"


def test_payments_at_a_box(tmp_path, bench):
    parameters = QUICK | PARAMETERS
    found = box_config(
        tmp_path / "box", "sberbank", folder=bench.folder, parameters=parameters
    )
    with box(found) as till:
        modes = ("approve", "decline", "cut_after", "cut_before")
        states = []
        for number, mode in enumerate(modes):
            bench.set(ToolMode(mode))
            states.append(till.pay(f"line-{number}", currency="RUB")["state"])

        assert states == ["approved", "declined", "approved", "failed"]
    assert bench.ledger.charged() == 2 * 4990


def test_a_doubt_that_files_cannot_clear_waits_for_a_manager(tmp_path):
    bench = sberbank.make(tmp_path / "sc552", "sb_pilot")
    bench.set(ToolMode("cut_after"))
    found = box_config(
        tmp_path / "box", "sberbank", folder=bench.folder, parameters=PARAMETERS | QUICK
    )
    with box(found) as till:
        till.start("line-1", currency="RUB")
        attempt = till.follow("line-1:1", lambda a: a["code"] == "undecided")

    assert attempt["state"] == "in_doubt"


def test_a_waiting_payment_cannot_be_stopped_by_the_till(tmp_path, bench):
    bench.set(ToolMode("approve", delay=0.6))
    found = box_config(
        tmp_path / "box", "sberbank", folder=bench.folder, parameters=PARAMETERS | QUICK
    )
    with box(found) as till:
        till.start("line-1", currency="RUB")
        till.follow("line-1:1", lambda a: a["step"] == "card_wanted")
        till.post("payments/line-1:1/cancel")

        assert till.follow("line-1:1")["state"] == "approved"
    assert not [t for t in threading.enumerate() if t.name == "terminal-terminal"]
