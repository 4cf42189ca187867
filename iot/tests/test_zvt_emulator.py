"""The ZVT driver against a terminal with all its habits, over real sockets and ptys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from box_support import PATIENCE

from garage_iot.devices.base import Baseline, Hint, InDoubt, Order, Outcome
from garage_iot.devices.zvt_link import LinkTimes
from garage_iot.devices.zvt_serial import linked
from garage_iot.devices.zvt_settings import ZvtSettings
from garage_iot.devices.zvt_terminal import ZvtTerminal
from garage_iot.errors import Refused
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator
from garage_iot.simulators.zvt_serial import SerialZvtSimulator
from garage_iot.simulators.zvt_traits import WRITERS, Traits
from garage_iot.transports.serial import SerialTransport
from garage_iot.transports.tcp import TcpTransport

SALE = Order("sale", 4990, "EUR")
FAST = ZvtSettings(answer_timeout=2, result_timeout=5, confirm_delay=0.02)
TIMES = LinkTimes(answer=0.4)
Start = Callable[..., tuple[TerminalSimulator, ZvtTerminal]]


@pytest.fixture
def start(tmp_path) -> Iterator[Start]:
    """Return a way to switch on a terminal and a driver for it."""
    running: list[TerminalSimulator] = []

    def begin(traits: Traits | None = None, **settings):
        found = TerminalSimulator(
            tmp_path / "ledger.jsonl", mode=Mode(delay=0.0), traits=traits
        )
        running.append(found)
        driver = ZvtTerminal(
            lambda: TcpTransport.connect("127.0.0.1", found.port, 3),
            replace(FAST, **settings),
        )
        return found, driver

    yield begin
    for found in running:
        found.stop()


@pytest.fixture
def cable(tmp_path) -> Iterator[tuple[SerialZvtSimulator, ZvtTerminal]]:
    """A terminal on a serial line and its driver."""
    found = SerialZvtSimulator(
        tmp_path / "ledger.jsonl", tmp_path / "tty", Mode(delay=0.0), times=TIMES
    )
    connect = linked(lambda: SerialTransport.connect(found.where), TIMES)
    yield found, ZvtTerminal(connect, FAST)
    found.stop()


def pay(driver: ZvtTerminal, order: Order = SALE) -> Outcome:
    return driver.perform(driver.connect(), order, lambda step, text: None)


def doubt(driver: ZvtTerminal, order: Order = SALE) -> Hint:
    with pytest.raises(InDoubt):
        pay(driver, order)
    sent_at = datetime.now().astimezone() - timedelta(seconds=2)
    return Hint(sent_at, order.baseline or Baseline())


def settled(driver: ZvtTerminal, hint: Hint) -> Outcome:
    """Ask as the box does: again while the terminal is busy with its end."""
    deadline = time.monotonic() + PATIENCE
    while not isinstance(verdict := driver.query(SALE, hint), Outcome):
        assert time.monotonic() < deadline, verdict
    return verdict


@pytest.mark.parametrize("writer", WRITERS)
def test_however_the_bytes_leave_the_terminal_the_sale_is_the_same(start, writer):
    terminal, driver = start(Traits(writer=writer))

    outcome = pay(driver)

    assert (outcome.state, terminal.ledger.charged()) == ("approved", 4990)
    assert "KUNDENBELEG" in outcome.result.slip_customer


@pytest.mark.parametrize("charset", ["utf-8", "cp437", "iso-8859-1", "7bit"])
@pytest.mark.parametrize("lines", [False, True])
def test_umlauts_arrive_in_every_charset_and_slip_form(start, charset, lines):
    setting = "auto" if charset in ("utf-8", "cp437") else charset
    _, driver = start(Traits(charset=charset, lines=lines), charset=setting)

    outcome = pay(driver)

    assert "** HÄNDLERBELEG **" in outcome.result.slip_merchant
    assert "** KUNDENBELEG **" in outcome.result.slip_customer


def test_receipt_types_behind_the_text_sort_the_slips(start):
    _, driver = start(Traits(lines=True, suffix=True))

    outcome = pay(driver)

    assert "\x1f" not in outcome.result.slip_merchant
    assert "KUNDENBELEG" in outcome.result.slip_customer


def test_a_terminal_without_slips_gets_them_written_by_the_box(start):
    _, driver = start(Traits(without_slips=True))

    result = pay(driver).result

    for word in ("68001234", "GARAGE-DEMO", "EUR 49,90", "Kontaktlos", "girocard"):
        assert word in result.slip_merchant
    assert result.masked_pan in result.slip_customer


def test_a_terminal_that_prints_itself_gets_no_slip_from_the_box(start):
    _, driver = start(Traits(without_slips=True), terminal_prints=True)

    assert pay(driver).result.slip_customer == ""


def test_a_card_type_of_two_bytes_is_read(start):
    _, driver = start(Traits(wide_card_type=True))

    result = pay(driver).result

    assert (result.card_type, result.card_brand) == (5, "girocard")


def test_numbered_messages_run_through_a_whole_day(start):
    terminal, driver = start(Traits(message_ids=True), message_ids=True)

    assert pay(driver).state == "approved"
    assert driver.ping().ok
    assert driver.totals(close=True).amount == 4990
    assert terminal.sequence.number >= 15


def test_a_terminal_without_message_numbers_is_not_numbered(start):
    terminal, driver = start(Traits(), message_ids=True)

    assert pay(driver).state == "approved"
    assert terminal.sequence is None


def test_a_line_that_breaks_inside_a_text_is_in_doubt_and_found_declined(start):
    terminal, driver = start()
    terminal.switches.set_next(Mode("cut_text", 0.0))

    verdict = settled(driver, doubt(driver))

    assert (verdict.state, verdict.code) == ("declined", "declined:05")


def test_a_refusal_without_result_still_brings_its_slip(start):
    terminal, driver = start()
    terminal.switches.set_next(Mode("no_slip_abort", 0.0))

    outcome = pay(driver)

    assert outcome.state == "declined"
    assert "HÄNDLERBELEG" in outcome.result.slip_merchant


def test_pin_questions_keep_the_payment_alive(start):
    terminal, driver = start(result_timeout=0.6)
    terminal.switches.set_next(Mode("pin_slow", 0.3))

    assert pay(driver).state == "approved"


def test_a_lost_host_is_not_paid(start):
    terminal, driver = start()
    terminal.switches.set_next(Mode("host_lost", 0.0))

    outcome = pay(driver)

    assert (outcome.state, outcome.code) == ("failed", "terminal_refused:9b")
    assert terminal.ledger.charged() == 0


@pytest.mark.parametrize("status", [0x51, 0x62, 0xC2])
def test_what_the_terminal_asks_for_is_done_by_the_connection_test(start, status):
    terminal, driver = start()
    terminal.status = status

    health = driver.ping()

    assert (health.ok, terminal.status, len(terminal.upkeep)) == (True, 0, 1)
    assert pay(driver).state == "approved"


def test_a_refused_payment_leads_to_the_diagnosis_before_the_next_one(start):
    terminal, driver = start()
    pay(driver)
    terminal.status = 0xC2

    first, second = pay(driver), pay(driver)

    assert (first.code, second.state) == ("terminal_refused:c2", "approved")
    assert terminal.upkeep == [0x0670]


def test_a_diagnosis_that_fails_refuses_the_payment_with_the_reason(start):
    terminal, driver = start()
    terminal.status, terminal.broken = 0xC2, True

    with pytest.raises(Refused, match="diagnosis, but it failed: .*connection"):
        driver.connect()


def test_without_upkeep_the_terminal_is_left_alone(start):
    terminal, driver = start(upkeep=False)
    terminal.status = 0xC2

    health = driver.ping()

    assert (health.ok, health.code) == (False, "terminal_status:c2")
    assert terminal.upkeep == []


def test_a_broken_end_of_day_blocks_sales_until_it_is_done(start):
    terminal, driver = start()
    pay(driver)
    terminal.day_breaks = True
    with pytest.raises(Exception, match="unreachable"):
        driver.totals(close=True)

    refused = pay(driver)
    closed = driver.totals(close=True)

    assert refused.code == "terminal_refused:f0"
    assert "end of day" in refused.text
    assert (closed.amount, pay(driver).state) == (4990, "approved")


def test_an_end_of_day_that_is_impossible_says_so(start):
    terminal, driver = start()
    terminal.broken = True

    with pytest.raises(Refused, match="repeat it later"):
        driver.totals(close=True)


def test_an_update_after_the_end_of_day_is_waited_for(start):
    terminal, driver = start(Traits(update_seconds=60))
    pay(driver)

    closed = driver.totals(close=True)

    assert "wait for its update" in closed.text
    with pytest.raises(Refused, match="wait for its update"):
        driver.connect()
    assert driver.ping().ok is False
    terminal.end_update()
    assert driver.ping().ok is True
    assert pay(driver).state == "approved"


def test_totals_that_lack_a_sale_are_told_as_the_terminal_says(start):
    _, driver = start(Traits(totals_short=True))
    pay(driver)
    pay(driver)

    assert driver.totals(close=False).amount == 4990


@pytest.mark.parametrize(
    ("numbers", "words"),
    [((), None), (("0012",), "0012."), (("0012", "0013"), "0012, 0013.")],
)
def test_open_reservations_are_named_at_the_end_of_day(start, numbers, words):
    _, driver = start(Traits(preauthorised=numbers))

    text = driver.totals(close=True).text

    assert ("Open reservations" in text) is (words is not None)
    assert words is None or text.endswith(words)


def test_the_last_receipt_is_printed_again(start):
    _, driver = start()
    with pytest.raises(Refused):
        driver.reprint()
    first = pay(driver).result

    slips = driver.reprint()

    assert slips.merchant == first.slip_merchant
    assert slips.customer == first.slip_customer


@pytest.mark.parametrize("recovery", ["ask", "reversal", "keep"])
@pytest.mark.parametrize("keeps", [True, False])
def test_a_payment_whose_answer_got_lost_is_found(start, recovery, keeps):
    terminal, driver = start(Traits(keep=keeps), recovery=recovery)
    terminal.switches.set_next(Mode("cut_after", 0.0))

    verdict = settled(driver, doubt(driver))

    assert verdict.state == "approved"
    assert terminal.ledger.charged() == 4990


@pytest.mark.parametrize("recovery", ["ask", "reversal"])
def test_a_payment_that_the_terminal_took_back_is_not_paid(start, recovery):
    terminal, driver = start(recovery=recovery)
    terminal.switches.auto_reversal = True
    terminal.switches.set_next(Mode("manual"))

    def pull_cable(step: str, text: str) -> None:
        terminal.cut_lines()
        terminal.switches.press("approve")

    with pytest.raises(InDoubt):
        driver.perform(driver.connect(), SALE, pull_cable)
    hint = Hint(datetime.now().astimezone() - timedelta(seconds=2), Baseline())
    verdict = settled(driver, hint)

    assert (verdict.state, verdict.code) == ("failed", "reversed_by_terminal")
    assert terminal.ledger.charged() == 0


def test_the_number_told_by_the_terminal_is_mirrored_and_nothing_is_reversed(start):
    terminal, driver = start(Traits(keep=True), recovery="keep")
    first = pay(driver)
    known = Baseline(
        first.result.receipt_no, first.result.trace_no, None,
        first.result.transaction_id,
    )  # fmt: skip

    second = pay(driver, replace(SALE, baseline=known))

    assert (known.transaction_id, second.state) == ("0001", "approved")
    assert terminal.ledger.charged() == 2 * 4990


def test_an_old_number_makes_a_keeping_terminal_take_its_last_payment_back(start):
    terminal, driver = start(Traits(keep=True), recovery="keep")
    known = Baseline("0001", "000001", None, "0001")
    pay(driver)
    pay(driver)

    pay(driver, replace(SALE, baseline=known))

    assert terminal.ledger.charged() == 2 * 4990
    assert [b.kind for b in terminal.ledger.all()].count("reversal") == 1


def test_without_a_known_number_the_keeping_terminal_reverses_nothing(start):
    terminal, driver = start(Traits(keep=True), recovery="keep")
    pay(driver)
    pay(driver)

    pay(driver, replace(SALE, baseline=Baseline("0001", "000001")))

    assert terminal.ledger.charged() == 3 * 4990


@pytest.mark.parametrize("fault", ["crc", "nak", "no_ack", "gap", "noise"])
def test_one_fault_of_the_serial_line_changes_nothing(cable, fault):
    terminal, driver = cable
    pay(driver)
    terminal.faults.append(fault)

    outcome = pay(driver)

    assert (outcome.state, terminal.ledger.charged()) == ("approved", 2 * 4990)
    assert not terminal.faults


def test_a_line_that_garbles_everything_starts_no_payment(cable):
    terminal, driver = cable
    session = driver.connect()
    terminal.faults.append("deaf")

    outcome = driver.perform(session, SALE, lambda step, text: None)

    assert (outcome.state, outcome.code) == ("failed", "terminal_unreachable")
    assert terminal.ledger.charged() == 0
