"""Status information ``04 0F`` (PA00P015, 3.1) as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ... import damage
from ...errors import ProtocolError
from .. import currencies
from ..masking import mask_card_numbers
from . import bcd, bitmaps, card_types, charsets, const, tlv


@dataclass(frozen=True)
class StatusInformation:
    """What the terminal says about one transaction.

    ``amount`` is in minor units; numbers with leading zeros stay texts;
    ``time`` is HHMMSS and ``date`` MMDD of the terminal's own clock (no year).
    ``transaction_id`` are the bytes of tag 1F1F, to be mirrored unchanged.
    ``print_customer`` and ``print_merchant`` are the card's own texts for a slip
    (tags 46, 47), ``application_id`` its AID as hexadecimal digits (tag 43).
    """

    result: int
    amount: int | None
    currency: str
    trace_no: str
    original_trace_no: str
    receipt_no: str
    time: str
    date: str
    terminal_id: str
    merchant_no: str
    masked_pan: str
    card_type: int | None
    card_brand: str
    auth_code: str
    text: str
    entry: str
    verification: str
    totals: bytes | None = None
    transaction_id: bytes = b""
    application_id: str = ""
    print_customer: str = ""
    print_merchant: str = ""


def _digits(fields: dict[int, bytes], bmp: int) -> str:
    return bcd.digits(fields[bmp]) if bmp in fields else ""


def _text(raw: bytes, charset: str) -> str:
    text = charsets.decode(raw.rstrip(b"\x00"), charset).strip()
    return mask_card_numbers(text)


def _currency(fields: dict[int, bytes]) -> str:
    number = _digits(fields, 0x49)[1:]
    return currencies.alphabetic(number) if number.strip("0") else ""


def _trace(fields: dict[int, bytes], elements: tuple[tlv.Tlv, ...]) -> str:
    """Return BMP 0B; 000000 says that the number is longer and stands in tag 1F2B."""
    trace = _digits(fields, 0x0B)
    long_trace = _tag(elements, const.TAG_LONG_TRACE)
    if long_trace and not trace.strip("0"):
        return bcd.digits(long_trace)
    return trace


def _card_type(fields: dict[int, bytes], elements: tuple[tlv.Tlv, ...]) -> int | None:
    """Return BMP 8A; 255 says that the id has two bytes and stands in tag 41."""
    narrow = fields[0x8A][0] if 0x8A in fields else None
    wide = _tag(elements, const.TAG_CARD_TYPE)
    if len(wide) == 2 and narrow in (None, card_types.IN_TAG_41):
        return int.from_bytes(wide, "big")
    return narrow


def _tag(elements: tuple[tlv.Tlv, ...], tag: int) -> bytes:
    found = tlv.find(elements, tag)
    return found.value if found is not None else b""


@damage.tells
def parse(data: bytes, charset: str = charsets.DEFAULT) -> StatusInformation:
    """Read the data of ``04 0F``.

    :raises ProtocolError: damaged, or without result code (BMP 27).
    """
    fields = bitmaps.parse(data)
    if 0x27 not in fields:
        raise ProtocolError("Status information without a result code")
    elements = tlv.parse(fields.get(bitmaps.TLV, b""))
    card_type = _card_type(fields, elements)
    name = _text(fields.get(0x8B, b""), charset)
    return StatusInformation(
        result=fields[0x27][0],
        amount=bcd.decode_signed(fields[0x04]) if 0x04 in fields else None,
        currency=_currency(fields),
        trace_no=_trace(fields, elements),
        original_trace_no=_digits(fields, 0x37),
        receipt_no=_digits(fields, 0x87),
        time=_digits(fields, 0x0C),
        date=_digits(fields, 0x0D),
        terminal_id=_digits(fields, 0x29),
        merchant_no=_text(fields.get(0x2A, b""), "ascii"),
        masked_pan=bcd.masked_pan(fields.get(0x22, b"")),
        card_type=card_type,
        card_brand=card_types.brand(card_type) or name,
        auth_code=_text(fields.get(0x3B, b""), "ascii"),
        text=_text(fields.get(0x3C, b""), charset),
        entry=const.ENTRY.get(_tag(elements, const.TAG_TECHNOLOGY), ""),
        verification=const.VERIFICATION.get(_tag(elements, const.TAG_VERIFICATION), ""),
        totals=fields.get(0x60),
        transaction_id=_tag(elements, const.TAG_TRANSACTION_ID),
        application_id=_tag(elements, const.TAG_APPLICATION_ID)[:16].hex().upper(),
        print_customer=_text(_tag(elements, const.TAG_PRINT_CUSTOMER), charset),
        print_merchant=_text(_tag(elements, const.TAG_PRINT_MERCHANT), charset),
    )


def terminal_time(info: StatusInformation, near: datetime) -> datetime | None:
    """Return the transaction's local time; the year is the one closest to ``near``.

    Terminals send no year (BMP 0D), which matters around New Year.
    """
    if len(info.time) != 6 or len(info.date) != 4:
        return None
    month, day = info.date[:2], info.date[2:]
    clock = ":".join((info.time[:2], info.time[2:4], info.time[4:]))
    candidates = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            # no zone: the terminal's own local clock
            stamp = datetime.fromisoformat(f"{year}-{month}-{day}T{clock}")
        except ValueError:
            continue
        candidates.append(stamp)
    wall = near.replace(tzinfo=None)
    return min(candidates, key=lambda stamp: abs(stamp - wall), default=None)


def clock_skew(info: StatusInformation, near: datetime) -> timedelta | None:
    """Return how far the terminal's clock is ahead of ``near``."""
    stamp = terminal_time(info, near)
    return stamp - near.replace(tzinfo=None) if stamp is not None else None
