"""INPAS frames, fields, receipts and the dialogue, without a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage_iot.errors import ProtocolError
from garage_iot.framing.inpas import (
    ACK,
    EOT,
    LONGEST,
    NAK,
    Damaged,
    Decoder,
    Frame,
    Signal,
    crc,
    encode,
)
from garage_iot.protocols.inpas import const, fields, messages, receipt
from garage_iot.protocols.inpas.dialogue import Dialogue

# Sale of 49.90 roubles, number 7, terminal 10203040 (the published example).
EXAMPLE = bytes.fromhex(
    "022000 000400 34393930 040300 363433 190100 31 1A0100 37"
    " 1B0800 3130323033303430 346E"
)
SALE = messages.payment(const.SALE, 4990, "RUB", 7, "10203040")
VALUES = st.dictionaries(
    st.integers(0, 255).filter(
        lambda n: n not in const.SENSITIVE | {const.PAN, const.TEXT, const.RECEIPT}
    ),
    st.text("абвгдеABC0123456789 .", max_size=30),
    min_size=1,
    max_size=12,
)


def dialogue(request=SALE) -> Dialogue:
    return Dialogue(request, 5.0, 45.0)


def answer(**changes: str) -> Frame:
    found = {const.STATUS: "1", const.ERN: "7", const.AMOUNT: "4990"}
    numbers = {"status": const.STATUS, "ern": const.ERN}
    return Frame(fields.encode(found | {numbers[k]: v for k, v in changes.items()}))


def test_the_published_example_is_encoded_byte_by_byte():
    assert encode(fields.encode(SALE)) == EXAMPLE


def test_the_published_example_is_read_again():
    [frame] = Decoder().feed(EXAMPLE)

    assert fields.decode(frame.payload) == SALE
    assert SALE == {0: "4990", 4: "643", 25: "1", 26: "7", 27: "10203040"}


def test_the_check_sum_is_that_of_crc_16_buypass():
    assert crc(b"123456789") == 0xFEE8


@given(VALUES)
def test_what_is_encoded_is_decoded_again(values):
    [frame] = Decoder().feed(encode(fields.encode(values)))

    assert fields.decode(frame.payload) == values


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=4), st.lists(st.integers(1, 20)))
def test_any_fragmentation_gives_the_same_messages(values, cuts):
    stream = b"".join(encode(fields.encode(value)) + bytes([ACK]) for value in values)
    decoder, found = Decoder(), []
    for cut in [*cuts, len(stream)]:
        found += decoder.feed(stream[:cut])
        stream = stream[cut:]

    frames = [event for event in found if isinstance(event, Frame)]
    assert [fields.decode(frame.payload) for frame in frames] == values
    assert found.count(Signal(ACK)) == len(values)
    assert decoder.pending == 0


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_decoder_and_none_is_kept_twice(data):
    decoder = Decoder()

    events = decoder.feed(data)

    assert decoder.pending <= len(data)
    for event in events:
        if isinstance(event, Frame):
            fields_or_error(event.payload)


def fields_or_error(payload: bytes) -> dict[int, str] | None:
    try:
        return fields.decode(payload)
    except ProtocolError:
        return None


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_payload_breaks_the_fields_and_no_card_data_come_out(payload):
    found = fields_or_error(payload) or {}

    assert not found.keys() & const.SENSITIVE


@pytest.mark.parametrize("place", range(len(EXAMPLE)))
def test_a_damaged_byte_anywhere_never_gives_the_message(place):
    damaged = bytearray(EXAMPLE)
    damaged[place] ^= 0x40

    assert not [e for e in Decoder().feed(bytes(damaged)) if isinstance(e, Frame)]


def test_a_length_that_no_frame_has_is_noise_and_the_next_frame_is_found():
    broken = b"\x02" + (LONGEST + 1).to_bytes(2, "little")

    events = Decoder().feed(broken + b"\x00\x00" + EXAMPLE)

    assert isinstance(events[0], Damaged)
    assert isinstance(events[-1], Frame)


@pytest.mark.parametrize(
    "payload", [b"\x00", b"\x00\x05\x00abcd", b"\x00\xff\xff", b"\x00\x01\x001\x00\x01"]
)
def test_a_field_longer_than_its_message_is_refused(payload):
    with pytest.raises(ProtocolError):
        fields.decode(payload)


def test_one_field_with_two_values_is_refused():
    twice = fields.encode({const.STATUS: "16"}) + fields.encode({const.STATUS: "1"})

    with pytest.raises(ProtocolError):
        fields.decode(twice)


def test_card_data_are_masked_or_dropped_where_they_are_read():
    payload = fields.encode(
        {10: "4276380012341234", 11: "2812", 12: "4276380012341234=2812", 19: "ок"}
    )

    assert fields.decode(payload) == {10: "427638******1234", 19: "ок"}


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("0xDF^^СЛИП~0xDA^^x", ["СЛИП"]),
        ("DF^01^ОДИН\r\nДВА~DF^02^ТРИ", ["ОДИН\nДВА", "ТРИ"]),
        ("0xDF^^a^b", ["a^b"]),
        ("0xDA^^x", []),
        ("ПРОСТОЙ ТЕКСТ", ["ПРОСТОЙ ТЕКСТ"]),
        ("", []),
    ],
)
def test_receipts_are_read(text, slips):
    assert receipt.slips(text) == slips


@given(st.text(max_size=200))
def test_no_text_breaks_the_receipt(text):
    assert all("\x1b" not in slip for slip in receipt.slips(text))


@pytest.mark.parametrize(
    "wish",
    [
        {"amount": 0},
        {"amount": -1},
        {"ern": 0},
        {"currency": "XXX"},
        {"rrn": "1;DROP"},
    ],
)
def test_a_request_that_cannot_be_sent_is_not_built(wish):
    usual = {"amount": 100, "currency": "RUB", "ern": 1, "rrn": ""}
    with pytest.raises(ValueError, match=r"positive|currency|reference"):
        messages.payment(const.SALE, terminal_id="10203040", **usual | wish)


def test_a_request_is_taken_waited_for_and_answered():
    talk = dialogue()
    wait = Frame(fields.encode({const.OPERATION: "21"}))
    assert wait.is_wait
    assert talk.start() == EXAMPLE
    assert (talk.receive(Signal(ACK)), talk.timeout) == (b"", 45.0)
    assert talk.receive(wait) == bytes([ACK])
    assert not talk.done

    assert talk.receive(answer()) == bytes([ACK])

    assert talk.result[const.STATUS] == "1"


def test_a_refused_request_is_sent_three_times_and_then_not_started():
    talk = dialogue()
    talk.start()

    sent = [talk.receive(Signal(NAK)) for _ in range(3)]

    assert sent == [EXAMPLE, EXAMPLE, b""]
    assert talk.refused


def test_an_answer_under_another_number_is_acknowledged_and_ignored():
    talk = dialogue()
    talk.start()

    assert talk.receive(answer(ern="6")) == bytes([ACK])

    assert not talk.done
    talk.receive(answer())
    assert talk.done


def test_damaged_answers_are_asked_for_again_and_then_given_up():
    talk = dialogue()
    talk.start()

    asked = [talk.receive(Damaged("noise")) for _ in range(3)]

    assert asked == [bytes([NAK])] * 3
    with pytest.raises(ProtocolError):
        talk.receive(Damaged("noise"))


def test_an_end_without_an_answer_is_an_error():
    talk = dialogue()
    talk.start()
    talk.receive(Signal(ACK))

    with pytest.raises(ProtocolError):
        talk.receive(Signal(EOT))
