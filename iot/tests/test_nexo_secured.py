"""The nexo driver: certificates, encryption, the terminal's own messages, settings."""

from __future__ import annotations

import hashlib
import random
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from nexo_support import (
    FAST,
    KEY,
    POI,
    SALE,
    ask_until_known,
    certificate,
    driver,
    free_port,
    perform,
    sealed,
    simulator,
)

from garage_iot.devices import nexo_line, nexo_verdict
from garage_iot.devices.base import InDoubt
from garage_iot.devices.nexo_settings import problems
from garage_iot.devices.spec import DeviceSetup
from garage_iot.errors import ProtocolError, Refused, Unreachable
from garage_iot.framing.nexo import RESPONSE, Header, Message, decode, encode
from garage_iot.protocols.nexo import answers
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

    ours = HttpInbox(("127.0.0.1", 0), "127.0.0.1", bytes.upper, 100, context)
    others = HttpInbox(("127.0.0.1", 0), "127.0.0.2", bytes.upper, 100, context)
    line = HttpConnection.connect("127.0.0.1", ours.port, 5, tls)

    assert line.post("/nexo", b"body", 5, 100) == b"BODY"
    with pytest.raises(Unreachable):
        HttpConnection.connect("127.0.0.1", others.port, 5, tls)

    line.close()
    ours.close()
    others.close()


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


def test_messages_of_the_terminal_give_a_payment_more_time(terminal):
    port = free_port()
    terminal.notify = Notify("127.0.0.1", port)
    box = driver(terminal.port, notify_port=port, result_timeout=1.0)
    play(terminal, "manual")
    watcher = threading.Thread(target=_talk_then_approve, args=(terminal,))
    watcher.start()

    outcome = perform(box)

    watcher.join(5)
    box.close()
    assert outcome.state == "approved"


def _talk_then_approve(terminal: NexoSimulator) -> None:
    """Speak for longer than the box would wait in silence."""
    while not terminal.running:
        threading.Event().wait(0.01)
    for _ in range(5):
        terminal.show(_asked(), "CARD_INSERTED")
        threading.Event().wait(0.3)
    terminal.switches.press("approve")


def _asked() -> Message:
    return Message(
        "SaleToPOIRequest", Header(service_id="0000000042"), "PaymentRequest"
    )


def test_a_taken_port_for_messages_is_told_before_anything_is_sent(terminal):
    port = free_port()
    box = driver(terminal.port, notify_port=port)

    with socket.create_server(("", port)), pytest.raises(Refused):
        box.connect()
    assert terminal.requests == []
