"""The ZVT driver on a pipe in memory: fragments, damage, silence."""

from __future__ import annotations

import random
from datetime import datetime, timezone

import pytest

from garage_iot.devices import zvt_verdict
from garage_iot.devices.base import InDoubt, Order
from garage_iot.devices.zvt_terminal import ZvtSettings, ZvtTerminal
from garage_iot.errors import ConnectionLost, ProtocolError, Unreachable
from garage_iot.framing.zvt import Apdu, Decoder, encode
from garage_iot.protocols.zvt import commands
from garage_iot.protocols.zvt.dialogue import Dialogue
from garage_iot.simulators import zvt_answers
from garage_iot.simulators.ledger import Booking
from garage_iot.transports.null import NullTransport

NOW = datetime(2026, 11, 22, 14, 30, 5, tzinfo=timezone.utc).isoformat()
BOOKED = Booking("sale", 4990, "EUR", 0, "0045", "000123", at=NOW)
SALE = Order("sale", 4990, "EUR")
FAST = ZvtSettings(answer_timeout=0.2, result_timeout=0.2, confirm_delay=0.0)
OK = b"\x80\x00\x00"
REGISTERED = OK + encode(zvt_answers.registered("EUR"))
APPROVED = OK + b"".join(
    encode(apdu)
    for apdu in (
        zvt_answers.intermediate(0x0A, 1),
        zvt_answers.intermediate(0x04),
        zvt_answers.status_information(BOOKED),
        zvt_answers.slip(BOOKED, "merchant"),
        zvt_answers.slip(BOOKED, "customer"),
        Apdu(0x060F),
    )
)


def perform(*segments: bytes, close: bool = False):
    """Let a terminal that says ``segments`` take a sale; return outcome and steps."""
    ours, theirs = NullTransport.pair()
    for segment in segments:
        theirs.send(segment)
    driver = ZvtTerminal(lambda: ours, FAST)
    session = driver.connect()
    if close:
        theirs.close()
    steps: list[str] = []
    outcome = driver.perform(session, SALE, lambda step, text: steps.append(step))
    return outcome, steps


def drain(transport: NullTransport) -> list[Apdu]:
    """Return every message up to the end of the connection."""
    decoder, found = Decoder(), []
    try:
        while True:
            found += decoder.feed(transport.receive(1))
    except ConnectionLost:
        return found


def test_an_ordinary_sale_shows_its_steps_and_brings_both_slips():
    outcome, steps = perform(REGISTERED, APPROVED)

    assert outcome.state == "approved"
    assert steps == ["card_wanted", "authorising"]
    assert "HÄNDLERBELEG" in outcome.result.slip_merchant
    assert "KUNDENBELEG" in outcome.result.slip_customer


def test_one_byte_at_a_time_gives_the_same_result():
    stream = REGISTERED + APPROVED

    outcome, _ = perform(*(bytes([byte]) for byte in stream))

    assert outcome.state == "approved"


def test_everything_in_one_segment_gives_the_same_result():
    outcome, _ = perform(REGISTERED + APPROVED + b"\x04\xff")

    assert outcome.state == "approved"


@pytest.mark.parametrize("cut", range(3, len(APPROVED) - 1, 23))
def test_a_sale_cut_off_anywhere_is_in_doubt_and_never_approved(cut):
    with pytest.raises(InDoubt):
        perform(REGISTERED, APPROVED[:cut], close=True)


def test_silence_after_the_command_is_in_doubt():
    with pytest.raises(InDoubt) as doubt:
        perform(REGISTERED)

    assert doubt.value.code == "no_answer"


def test_a_terminal_that_does_not_register_is_unreachable():
    ours, _ = NullTransport.pair()

    with pytest.raises(Unreachable):
        ZvtTerminal(lambda: ours, FAST).connect()


def test_an_acknowledgement_goes_back_for_every_message_of_the_terminal():
    ours, theirs = NullTransport.pair()
    theirs.send(REGISTERED + APPROVED)
    driver = ZvtTerminal(lambda: ours, FAST)

    driver.perform(driver.connect(), SALE, lambda step, text: None)

    assert [apdu.control for apdu in drain(theirs)] == [0x0600, 0x8000, 0x0601] + [
        0x8000
    ] * 6


def test_random_bytes_never_crash_and_never_approve():
    chance = random.Random(2026)
    for _ in range(400):
        dialogue = Dialogue(commands.authorisation(4990, "EUR"))
        dialogue.receive(Apdu(0x8000))
        try:
            for apdu in Decoder().feed(chance.randbytes(300)):
                dialogue.receive(apdu)
        except ProtocolError:
            continue
        assert dialogue.infos == []


def test_a_damaged_byte_anywhere_never_approves_another_amount():
    chance = random.Random(7)
    stream = APPROVED[3:]
    for _ in range(400):
        damaged = bytearray(stream)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        dialogue = Dialogue(commands.authorisation(4990, "EUR"), "utf-8")
        dialogue.receive(Apdu(0x8000))
        try:
            for apdu in Decoder().feed(bytes(damaged)):
                dialogue.receive(apdu)
            outcome = zvt_verdict.judge(dialogue, SALE, datetime.fromisoformat(NOW))
        except (ProtocolError, InDoubt):
            continue
        if outcome.state == "approved":
            assert outcome.result.amount == 4990
