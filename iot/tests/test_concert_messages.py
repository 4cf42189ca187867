"""Concert V2 frames, messages and the ENQ/ACK line protocol, as bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage_iot.devices import concert_verdict
from garage_iot.devices.base import InDoubt, Order
from garage_iot.errors import ProtocolError
from garage_iot.framing.caisse_ap import Decoder as CaisseApDecoder
from garage_iot.framing.concert import LONGEST_TEXT, Decoder, encode
from garage_iot.framing.signals import Damaged, Frame, Signal, lrc
from garage_iot.protocols.concert import messages
from garage_iot.protocols.concert.messages import Request
from garage_iot.protocols.enquiry_link import Receiver, Receiving, Sender, Sending

REQUEST = bytes.fromhex(
    "02 30 31 30 30 30 30 34 39 39 30 30 31 30 39 37 38"
    + "20" * 10
    + "41 30 31 30 42 30 31 30 03 02"
)
ANSWER = bytes.fromhex(
    "02 30 31 30 30 30 30 30 34 39 39 30 31 39 37 38" + "20" * 10 + "03 31"
)
SALE = Request(4990, "978")
ORDER = Order("sale", 4990, "EUR", number=42)
ENQ, ACK, NAK, EOT = (bytes([code]) for code in (0x05, 0x06, 0x15, 0x04))

texts = st.binary(max_size=60).map(
    lambda raw: bytes(byte for byte in raw if byte not in (2, 3))
)


def judge(text: bytes, request: Request = SALE):
    return concert_verdict.judge(messages.parse(text, request), request, ORDER)


def test_the_documented_request_comes_out_byte_by_byte():
    assert len(SALE.encode()) == 34
    assert encode(SALE.encode()) == REQUEST


def test_the_documented_answer_is_an_approval():
    (frame,) = Decoder().feed(ANSWER)

    outcome = judge(frame.text)

    assert len(ANSWER) == 28
    assert (outcome.state, outcome.result.amount) == ("approved", 4990)


@given(texts)
def test_every_text_is_read_back_as_it_was_written(text):
    assert Decoder().feed(encode(text)) == [Frame(text)]


@given(st.lists(texts, max_size=4), st.data())
def test_any_cuts_and_signals_between_frames_change_nothing(sent, data):
    stream = b"".join(ENQ + encode(text) + EOT for text in sent)
    decoder, found = Decoder(), []

    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        found += decoder.feed(stream[:cut])
        stream = stream[cut:]

    assert [event.text for event in found if isinstance(event, Frame)] == sent
    assert sum(isinstance(event, Signal) for event in found) == 2 * len(sent)


@pytest.mark.parametrize("check", [2, 3])
def test_a_check_character_that_looks_like_stx_or_etx_is_taken_as_one(check):
    text = bytes([check ^ 3])
    assert lrc(text + b"\x03") == check

    found = Decoder().feed(encode(text) + EOT)

    assert found == [Frame(text), Signal(4)]


@given(texts.filter(bool), st.integers(0, 400))
def test_one_damaged_bit_is_never_read_as_the_same_frame(text, place):
    stream = bytearray(encode(text))
    stream[place % len(stream)] ^= 1 << place % 8

    found = Decoder().feed(bytes(stream))

    assert Frame(text) not in found


@given(st.binary(max_size=1500))
def test_random_bytes_never_crash_and_never_approve(received):
    for event in Decoder().feed(received):
        if not isinstance(event, Frame):
            continue
        with pytest.raises((ProtocolError, InDoubt)):
            judge(event.text)


def test_a_frame_without_end_is_given_up():
    decoder = Decoder()

    found = decoder.feed(b"\x02" + b"x" * (LONGEST_TEXT + 1))

    assert isinstance(found[0], Damaged)
    assert not decoder.in_frame


def test_a_text_that_would_break_the_frame_is_refused():
    for text in (b"a\x03", b"\x02", b"x" * (LONGEST_TEXT + 1)):
        with pytest.raises(ProtocolError):
            encode(text)


def test_a_frame_and_a_caisse_ap_message_are_not_mixed_up():
    assert Decoder().feed(b"CZ0040300AE00210") == []
    with pytest.raises(ProtocolError):
        CaisseApDecoder().feed(ANSWER)


@pytest.mark.parametrize("amount", [0, -5, 100_000_000])
def test_an_amount_of_more_than_eight_digits_is_refused(amount):
    with pytest.raises(ValueError, match="amounts from 1"):
        Request(amount, "978").encode()


@pytest.mark.parametrize(
    "extra", ["4970101234567890", "497010######1234    2812", "x" * 200]
)
def test_a_longer_answer_is_read_wherever_the_extra_data_stand(extra):
    request = Request(4990, "978", answer_flag="1")
    last = f"01000004990{1}978{' ' * 10}{extra}".encode()
    middle = f"01000004990{1}{extra}978{' ' * 10}".encode()

    found = [messages.parse(text, request) for text in (last, middle)]

    assert [answer.currency for answer in found] == ["978", "978"]
    assert "4970101234567890" not in str(found)
    if extra.startswith("4970"):
        assert found[0].masked_pan.startswith("497010***")


def test_extra_data_that_were_not_asked_for_are_dropped():
    text = ANSWER[1:-2] + b"4970101234567890"

    assert messages.parse(text, SALE).masked_pan == ""


@pytest.mark.parametrize(
    "text",
    [
        b"", b"01", ANSWER[1:-3], b"010000049A01978" + b" " * 10,
        b"\xff" * 25, b"010-0004990197800" + b" " * 10,
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_a_protocol_error(text):
    with pytest.raises(ProtocolError):
        messages.parse(text, SALE)


@pytest.mark.parametrize(
    "text",
    [
        b"01000004989" b"1978", b"01000004990" b"1756", b"02000004990" b"1978",
        b"01000004990" b"C978", b"01500004990" b"1978", b"01700004989" b"1978",
    ],
)  # fmt: skip
def test_whatever_does_not_fit_is_in_doubt(text):
    with pytest.raises(InDoubt):
        judge(text + b" " * 10)


def test_result_seven_says_that_it_is_not_known_why():
    outcome = judge(b"01700004990" + b"1978" + b" " * 10)

    assert (outcome.state, outcome.code) == ("declined", "declined:7")
    assert "does not say which" in outcome.text


def test_the_answer_to_an_earlier_number_is_recognised():
    request = Request(4990, "978", private="0000000042")
    answer = messages.parse(b"01000004990" + b"1978" + b"0000000041", request)

    assert concert_verdict.is_stale(answer, request)
    assert not concert_verdict.is_stale(answer, SALE)


def sender() -> Sender:
    found = Sender(encode)
    assert found.begin() == ENQ
    return found


def test_the_documented_handshake_of_a_request():
    found = sender()

    assert found.receive(Signal(6)) == b""
    assert found.state is Sending.READY
    assert found.deliver(SALE.encode()) == REQUEST
    assert found.receive(Signal(6)) == EOT
    assert found.state is Sending.DELIVERED


def test_three_unanswered_enquiries_end_without_a_frame():
    found = sender()
    sent = [found.expire() for _ in range(5)]

    assert sent == [EOT, ENQ, EOT, ENQ, EOT]
    assert found.state is Sending.FAILED
    assert not found.busy


def test_a_nak_repeats_the_frame_and_three_are_a_refusal():
    found = sender()
    found.receive(Signal(6))
    found.deliver(SALE.encode())

    sent = [found.receive(Signal(0x15)) for _ in range(3)]

    assert sent == [REQUEST, REQUEST, EOT]
    assert found.state is Sending.REFUSED


@pytest.mark.parametrize("event", [Signal(5), Signal(4), None])
def test_a_frame_without_ack_may_have_been_taken(event):
    found = sender()
    found.receive(Signal(6))
    found.deliver(SALE.encode())

    answer = found.expire() if event is None else found.receive(event)

    assert found.state is Sending.UNSURE
    assert answer == (EOT if event is None else b"")


def test_a_message_of_the_other_side_is_heard_before_asking_again():
    found = sender()

    assert found.receive(Signal(5)) == ACK
    assert found.receive(Frame(b"old")) == ACK
    assert found.receive(Signal(4)) == b""

    assert (found.state, found.overheard) == (Sending.PAUSING, [b"old"])
    assert found.expire() == ENQ


def test_the_documented_handshake_of_an_answer():
    found = Receiver()

    assert found.receive(Signal(5)) == ACK
    assert found.receive(Frame(b"paid")) == ACK
    assert found.receive(Signal(4)) == b""
    assert (found.state, found.messages) == (Receiving.CLOSED, [b"paid"])


def test_a_damaged_answer_is_asked_for_again_three_times():
    found = Receiver()
    found.receive(Signal(5))

    sent = [found.receive(Damaged("wrong")) for _ in range(3)]

    assert sent == [NAK, NAK, EOT]
    assert found.state is Receiving.BROKEN


def test_an_answer_whose_end_is_missing_counts():
    found = Receiver()
    found.receive(Signal(5))
    found.receive(Frame(b"paid"))
    found.receive(Frame(b"paid"))

    found.expire()

    assert (found.state, found.messages) == (Receiving.CLOSED, [b"paid"])
