"""The nexo driver against its simulated terminal over real HTTP and HTTPS."""

from __future__ import annotations

import hashlib
import random
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from box_support import Till
from nexo_support import (
    FAST,
    KEY,
    POI,
    SALE,
    ask_until_known,
    certificate,
    driver,
    free_port,
    on_box,
    perform,
    sealed,
    simulator,
)

from garage_iot.devices import nexo_line, nexo_verdict
from garage_iot.devices.base import InDoubt, Order, Outcome, Undecided
from garage_iot.devices.nexo_settings import problems
from garage_iot.devices.spec import DeviceSetup
from garage_iot.errors import ProtocolError, Unreachable
from garage_iot.framing.nexo import RESPONSE, Header, Message, decode, encode
from garage_iot.protocols.nexo import answers
from garage_iot.service.box import Box
from garage_iot.simulators import nexo_answers
from garage_iot.simulators.customer import wanted
from garage_iot.simulators.nexo import NexoSimulator, Notify
from garage_iot.simulators.switches import Mode
from garage_iot.transports.http_inbox import HttpInbox
from garage_iot.transports.https import HttpConnection, Tls


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

    box.query(SALE, None)

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


def test_a_terminal_that_is_off_is_unreachable_and_nothing_was_sent(terminal):
    box = driver(terminal.port)
    terminal.pull_plug()

    with pytest.raises(Unreachable):
        box.connect()
    assert box.ping().code == "terminal_unreachable"


def test_displays_are_shown_and_prints_become_slips(terminal):
    port, steps = free_port(), []
    terminal.notify = Notify("127.0.0.1", port)
    box = driver(terminal.port, notify_port=port)
    play(terminal, "print", 0.1)

    session = box.connect()
    outcome = box.perform(session, SALE, lambda step, text: steps.append(text))
    box.close()

    assert steps == ["Follow the terminal", "Present the card", "Asking the bank"]
    assert "MERCHANT COPY" in outcome.result.slip_merchant


def test_an_approval_pushed_to_the_port_for_messages_decides_nothing(terminal):
    port = free_port()
    terminal.notify = Notify("127.0.0.1", port)
    box = driver(terminal.port, notify_port=port)
    play(terminal, "duplicate")

    outcome = perform(box)
    box.close()

    assert outcome.state == "approved"
    assert len(terminal.ledger.all()) == 1


class TestSecured:
    """HTTPS with a certificate of the terminal's own, messages encrypted."""

    @pytest.fixture
    def pem(self, tmp_path: Path) -> Path:
        return certificate(tmp_path)

    @pytest.fixture
    def terminal(self, tmp_path: Path, pem: Path) -> Iterator[NexoSimulator]:
        found = simulator(
            tmp_path, mode=Mode("approve", 0.0), codec=sealed(), certificate=pem
        )
        yield found
        found.stop()

    @staticmethod
    def fingerprint(pem: Path) -> str:
        text = pem.read_text().partition("-----BEGIN PRIVATE")[0]
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(text)).hexdigest()

    def test_a_sale_with_fingerprint_and_encryption(self, terminal, pem):
        box = driver(
            terminal.port, scheme="https", fingerprint=self.fingerprint(pem), **KEY
        )

        assert perform(box).state == "approved"

    def test_a_sale_with_root_certificate_and_its_name(self, terminal, pem):
        named = {"ca_file": str(pem), "certificate_name": "terminal.test"}
        box = driver(terminal.port, scheme="https", **named, **KEY)

        assert perform(box).state == "approved"

    @pytest.mark.parametrize(
        "proof",
        [{"fingerprint": 32 * "ab"}, {"certificate_name": "other.test"}],
    )
    def test_another_certificate_is_refused_before_anything_is_sent(
        self, terminal, pem, proof
    ):
        proof = {"ca_file": str(pem)} | proof
        box = driver(terminal.port, scheme="https", **proof, **KEY)

        with pytest.raises(Unreachable):
            box.connect()
        assert "certificate" in box.ping().text
        assert terminal.requests == []

    def test_a_forged_answer_is_in_doubt_and_the_terminal_is_asked(self, terminal, pem):
        box = driver(terminal.port, scheme="https", ca_file=str(pem), **KEY)
        play(terminal, "wrong_hmac")

        with pytest.raises(InDoubt) as doubt:
            perform(box)

        assert doubt.value.code == "protocol_error"
        assert ask_until_known(box).state == "approved"

    def test_a_terminal_with_another_key_never_gets_an_order_approved(
        self, terminal, pem
    ):
        other = KEY | {"passphrase": "another"}
        box = driver(terminal.port, scheme="https", ca_file=str(pem), **other)

        with pytest.raises(InDoubt):
            perform(box)
        assert terminal.ledger.all() == []


def test_the_port_for_messages_speaks_tls_and_knows_its_terminal_only(tmp_path):
    pem = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    tls = Tls(ca_file=pem, name="terminal.test")

    for sender, answer in (("127.0.0.1", b"BODY"), ("127.0.0.2", None)):
        inbox = HttpInbox(("127.0.0.1", 0), sender, bytes.upper, 100, context)
        line = HttpConnection.connect("127.0.0.1", inbox.port, 5, tls)
        if answer is None:
            with pytest.raises(ProtocolError, match="403"):
                line.post("/nexo", b"body", 5, 100)
        else:
            assert line.post("/nexo", b"body", 5, 100) == answer
        line.close()
        inbox.close()


def test_a_damaged_byte_anywhere_never_approves_another_amount(terminal):
    booked = wanted(terminal.ledger, "sale", 4990, "EUR")
    booked = replace(booked, reference="Order 0042", at=nexo_line.now())
    body = nexo_answers.paid(replace(booked, trace_no="000001", receipt_no="0001"))
    header = Header(service_id="0000000042", message_type="Response")
    whole = encode(Message(RESPONSE, header, "PaymentResponse", body))
    chance = random.Random(2026)
    for _ in range(600):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        try:
            paid = answers.payment(decode(bytes(damaged)).body)
            outcome = nexo_verdict.judge(paid, SALE, POI)
        except (ProtocolError, InDoubt):
            continue
        assert outcome.state != "approved" or outcome.result.amount == 4990


def test_settings_that_do_not_fit_together_are_told_in_words(tmp_path):
    values = FAST | {"scheme": "https", "passphrase": "x", "ca_file": "/nowhere.pem"}
    found = problems(DeviceSetup(values=values | {"key_identifier": ""}))

    assert len(found) == 2
    assert "key identifier" in found[0]
    assert "/nowhere.pem cannot be read" in found[1]


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
