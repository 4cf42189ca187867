"""Cutting ZVT byte streams into messages."""

import random

import pytest

from garage_iot.framing.zvt import Apdu, Decoder, encode

SALE = bytes.fromhex("06010a040000000049904909 78".replace(" ", ""))


def test_a_sale_of_49_90_is_encoded_as_in_the_specification():
    apdu = Apdu(0x0601, bytes.fromhex("04000000004990490978"))

    assert encode(apdu) == SALE


def test_data_of_255_bytes_use_the_long_length_low_byte_first():
    assert encode(Apdu(0x040F, b"x" * 255))[:5] == b"\x04\x0f\xff\xff\x00"
    assert encode(Apdu(0x040F, b"x" * 254))[:3] == b"\x04\x0f\xfe"


def test_a_message_longer_than_the_protocol_allows_is_refused():
    with pytest.raises(ValueError, match="65535"):
        encode(Apdu(0x040F, b"x" * 65536))


def test_a_short_message_in_the_long_form_is_understood():
    assert Decoder().feed(b"\x80\x00\xff\x00\x00") == [Apdu(0x8000)]


def test_messages_come_out_whole_when_every_byte_arrives_alone():
    decoder = Decoder()

    found = [apdu for byte in SALE * 2 for apdu in decoder.feed(bytes([byte]))]

    assert [encode(apdu) for apdu in found] == [SALE, SALE]


def test_two_messages_in_one_segment_are_both_found():
    found = Decoder().feed(b"\x80\x00\x00\x04\xff\x01\x04")

    assert found == [Apdu(0x8000), Apdu(0x04FF, b"\x04")]


def test_an_incomplete_message_waits_for_its_rest():
    decoder = Decoder()

    assert decoder.feed(SALE[:-1]) == []
    assert decoder.pending == len(SALE) - 1
    assert decoder.feed(SALE[-1:]) == [Apdu(0x0601, SALE[3:])]


def test_any_fragmentation_gives_the_same_messages():
    chance = random.Random(7)
    apdus = [
        Apdu(chance.randrange(65536), chance.randbytes(n)) for n in (0, 3, 254, 600)
    ]
    stream, decoder, found = b"".join(map(encode, apdus)), Decoder(), []

    while stream:
        cut = chance.randrange(1, 90)
        found += decoder.feed(stream[:cut])
        stream = stream[cut:]

    assert found == apdus
