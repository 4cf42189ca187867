"""Damaged bytes stand in the log in hex, and no card number with them."""

from __future__ import annotations

import contextlib
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage_iot.damage import masked_hex
from garage_iot.errors import ProtocolError
from garage_iot.framing import caisse_ap, concert, inpas, nexo, opi, ucs, zvt_serial
from garage_iot.protocols.concert import messages
from garage_iot.protocols.masking import is_card_number

PAN = "4276380012341231"


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        (b"\x02OK\xff", "02 4F 4B FF"),
        (b"=4276 3800-1234 1231;", "3D" + " **" * 15 + " 31 32 33 31 3B"),
        (bytes.fromhex(f"0405{PAN}2F"), "04 05" + " **" * 6 + " 12 31 2F"),
        (bytes.fromhex("22F1F0" + "1" * 20), "22 F1 F0" + " **" * 10),
        (bytes.fromhex("0400000000499049"), "04 00 00 00 00 49 90 49"),
        (b"000000004990", "30 30 30 30 30 30 30 30 34 39 39 30"),
        (b"\x00" * 300, "00" + " 00" * 255 + " and 44 bytes more"),
        (
            b" " * 250 + PAN.encode(),
            "20 " * 250 + "** ** ** ** ** ** and 10 bytes more",
        ),
        (b"", ""),
    ],
)
def test_bytes_are_shown_in_hex_and_card_numbers_are_not(received, shown):
    assert masked_hex(received) == shown


def card_number(body: str) -> str:
    """Return the digits with their check digit behind them."""
    return next(body + c for c in "0123456789" if is_card_number(body + c))


@given(
    st.text("123456789", min_size=12, max_size=18).map(card_number),
    st.binary(max_size=20),
    st.binary(max_size=20),
)
def test_no_card_number_is_readable_whatever_stands_around_it(number, before, after):
    packed = bytes.fromhex(number + "F" * (len(number) % 2))

    for card in (number.encode(), packed):
        shown = masked_hex(before + card + after).replace(" ", "")
        assert card.hex().upper() not in shown


def spoilt(frame: bytes) -> bytes:
    """Return a frame whose last byte is wrong."""
    return frame[:-1] + bytes([frame[-1] ^ 0x41])


NUMBER = PAN.encode()
DAMAGED = {
    "caisse_ap": lambda: caisse_ap.Decoder().feed(b"??" + NUMBER),
    "opi": lambda: opi.Decoder().feed(b"\xff\xff\xff\xff" + NUMBER),
    "ucs": lambda: ucs.Decoder().feed(b"\x00" + NUMBER),
    "nexo": lambda: nexo.decode(b'{"PAN":' + NUMBER),
    "concert": lambda: concert.Decoder().feed(spoilt(concert.encode(NUMBER))),
    "concert_text": lambda: messages.parse(NUMBER, messages.Request(1, "978")),
    "inpas": lambda: inpas.Decoder().feed(spoilt(inpas.encode(NUMBER))),
    "zvt_serial": lambda: zvt_serial.Decoder().feed(spoilt(zvt_serial.encode(NUMBER))),
}


@pytest.mark.parametrize("protocol", DAMAGED)
def test_what_a_decoder_refuses_stands_in_the_log(caplog, protocol):
    log = caplog.at_level(logging.WARNING, "garage_iot.damage")
    with log, contextlib.suppress(ProtocolError):
        DAMAGED[protocol]()

    assert "Received: " in caplog.text
    assert "** **" in caplog.text
    assert "31 32 33 31" in caplog.text
    assert NUMBER.hex(" ").upper() not in caplog.text
