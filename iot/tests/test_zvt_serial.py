"""ZVT on a serial line: frames, check sums, repetitions."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage_iot.devices.zvt_link import LinkTimes, NotTaken, ZvtSerialLink
from garage_iot.errors import ConnectionLost, ProtocolError
from garage_iot.framing import zvt_serial as framing
from garage_iot.framing.zvt_serial import ACK, NAK, Decoder, Frame, Signal
from garage_iot.transports.null import NullTransport

SALE = bytes.fromhex("06010a04000000001010490978")
SALE_FRAME = bytes.fromhex("100206010a040000000010101010490978100367d4")
OK = bytes.fromhex("800000")
FAST = LinkTimes(byte_gap=0.05, answer=0.2)


def test_the_amount_of_the_acceptance_test_is_doubled_and_checked():
    assert framing.encode(SALE) == SALE_FRAME
    assert Decoder().feed(SALE_FRAME) == [Frame(SALE)]


@given(st.lists(st.binary(max_size=60), max_size=5), st.data())
def test_any_content_survives_any_fragmentation(apdus, data):
    stream = b"".join(framing.encode(apdu) + ACK for apdu in apdus)
    decoder, found = Decoder(), []
    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        found += decoder.feed(stream[:cut])
        stream = stream[cut:]

    assert [e.apdu for e in found if isinstance(e, Frame)] == apdus
    assert found.count(Signal.TAKEN) == len(apdus)


@given(st.binary(min_size=3, max_size=60), st.data())
def test_one_wrong_bit_is_never_taken_for_a_message(apdu, data):
    frame = bytearray(framing.encode(apdu))
    at = data.draw(st.integers(2, len(frame) - 1))
    frame[at] ^= 1 << data.draw(st.integers(0, 7))

    found = Decoder().feed(bytes(frame))

    assert Frame(apdu) not in found


@given(st.binary(max_size=300))
def test_noise_before_a_frame_costs_at_most_that_frame(noise):
    decoder = Decoder()
    decoder.feed(noise)
    decoder.reset()

    assert decoder.feed(SALE_FRAME) == [Frame(SALE)]


def test_a_frame_that_begins_anew_replaces_the_first():
    assert Decoder().feed(SALE_FRAME[:9] + SALE_FRAME) == [Frame(SALE)]


def test_a_frame_without_end_is_given_up():
    endless = b"\x10\x02" + b"\x00" * 70_000

    assert Decoder().feed(endless) == [Signal.DAMAGED]


@pytest.fixture
def line():
    """A link and the other end of its line."""
    ours, theirs = NullTransport.pair()
    return ZvtSerialLink(ours, FAST), theirs


def test_a_message_goes_out_once_when_it_is_acknowledged(line):
    link, theirs = line
    theirs.send(ACK)

    link.send(SALE)

    assert theirs.receive(1) == SALE_FRAME
    assert theirs.receive(0.01) == b""


def test_a_refused_message_is_repeated_twice_at_most(line):
    link, theirs = line
    theirs.send(NAK * 3)

    with pytest.raises(NotTaken):
        link.send(SALE)

    assert [theirs.receive(1) for _ in range(3)] == [SALE_FRAME] * 3


def test_silence_leaves_it_open_whether_the_message_arrived(line):
    link, theirs = line
    start = time.monotonic()

    with pytest.raises(ConnectionLost) as lost:
        link.send(SALE)

    assert not isinstance(lost.value, NotTaken)
    assert 0.6 <= time.monotonic() - start < 5


def test_an_answer_shows_that_the_message_arrived_without_its_acknowledgement(line):
    link, theirs = line
    theirs.send(framing.encode(OK))

    link.send(SALE)

    assert link.receive(1) == OK


def test_a_message_that_crosses_ours_is_kept(line):
    link, theirs = line
    status = bytes.fromhex("04ff010a")
    theirs.send(framing.encode(status))
    theirs.send(ACK)

    link.send(bytes.fromhex("06b000"))

    assert link.receive(1) == status


def test_a_damaged_message_is_asked_for_again(line):
    link, theirs = line
    theirs.send(SALE_FRAME[:-1] + b"\x00")
    theirs.send(SALE_FRAME)

    assert link.receive(1) == SALE
    assert theirs.receive(1) + theirs.receive(1) == NAK + ACK


def test_a_pause_inside_a_message_spoils_it(line):
    link, theirs = line
    theirs.send(SALE_FRAME[:8])
    threading.Timer(0.3, theirs.send, [SALE_FRAME]).start()

    assert link.receive(5) == SALE
    assert theirs.receive(1) + theirs.receive(1) == NAK + ACK


def test_a_repetition_is_acknowledged_and_dropped(line):
    link, theirs = line
    theirs.send(framing.encode(OK) * 2)

    assert link.receive(1) == OK
    assert link.receive(0.01) == b""
    assert theirs.receive(1) + theirs.receive(1) == ACK + ACK


def test_the_same_message_after_one_of_ours_is_a_new_one(line):
    link, theirs = line
    blank_line = bytes.fromhex("06d10100")
    for _ in range(2):
        theirs.send(framing.encode(blank_line))
        assert link.receive(1) == blank_line
        theirs.send(ACK)
        link.send(OK)


@pytest.mark.parametrize("content", ["", "06", "06010a0400", "800000800000"])
def test_a_frame_with_no_or_two_messages_is_refused(line, content):
    link, theirs = line
    theirs.send(framing.encode(bytes.fromhex(content)))

    with pytest.raises(ProtocolError):
        link.receive(1)


def test_a_wake_ends_the_waiting_even_when_it_came_during_a_send(line):
    link, theirs = line
    link.wake()
    theirs.send(ACK)
    link.send(SALE)
    start = time.monotonic()

    assert link.receive(20) == b""
    assert time.monotonic() - start < 10
