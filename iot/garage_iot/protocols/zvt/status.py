"""Status information ``04 0F`` (PA00P015, 3.1) as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...errors import ProtocolError
from ..masking import mask_card_numbers
from . import bcd, bitmaps, const, tlv


@dataclass(frozen=True)
class StatusInformation:
    """What the terminal says about one transaction.

    ``amount`` is in minor units; numbers with leading zeros stay texts;
    ``time`` is HHMMSS and ``date`` MMDD of the terminal's own clock (no year).
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


def _digits(fields: dict[int, bytes], bmp: int) -> str:
    return bcd.digits(fields[bmp]) if bmp in fields else ""


def _text(raw: bytes, charset: str) -> str:
    return mask_card_numbers(raw.rstrip(b"\x00").decode(charset, "replace").strip())


def _currency(fields: dict[int, bytes]) -> str:
    number = int(_digits(fields, 0x49) or 0)
    for name, code in const.CURRENCIES.items():
        if code == number:
            return name
    return str(number) if number else ""


def _trace(fields: dict[int, bytes], elements: tuple[tlv.Tlv, ...]) -> str:
    trace = _digits(fields, 0x0B)
    long_trace = tlv.find(elements, const.TAG_LONG_TRACE)
    if long_trace is not None and not trace.strip("0"):
        return bcd.digits(long_trace.value)
    return trace


def _card_type(fields: dict[int, bytes], elements: tuple[tlv.Tlv, ...]) -> int | None:
    wide = tlv.find(elements, const.TAG_CARD_TYPE)
    if wide is not None:
        return int.from_bytes(wide.value, "big")
    return fields[0x8A][0] if 0x8A in fields else None


def _tag(elements: tuple[tlv.Tlv, ...], tag: int) -> bytes:
    found = tlv.find(elements, tag)
    return found.value if found is not None else b""


def parse(data: bytes, charset: str = "cp437") -> StatusInformation:
    """Read the data of ``04 0F``.

    :raises ProtocolError: damaged, or without result code (BMP 27).
    """
    fields = bitmaps.parse(data)
    if 0x27 not in fields:
        raise ProtocolError("Status information without a result code")
    elements = tlv.parse(fields.get(bitmaps.TLV, b""))
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
        card_type=_card_type(fields, elements),
        card_brand=_text(fields.get(0x8B, b""), charset),
        auth_code=_text(fields.get(0x3B, b""), "ascii"),
        text=_text(fields.get(0x3C, b""), charset),
        entry=const.ENTRY.get(_tag(elements, const.TAG_TECHNOLOGY), ""),
        verification=const.VERIFICATION.get(_tag(elements, const.TAG_VERIFICATION), ""),
        totals=fields.get(0x60),
    )


def terminal_time(info: StatusInformation, near: datetime) -> datetime | None:
    """Return the transaction's local time; the year is the one closest to ``near``.

    Terminals send no year (BMP 0D), which matters around New Year.
    """
    if len(info.time) != 6 or len(info.date) != 4:
        return None
    candidates = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            stamp = datetime.strptime(  # noqa: DTZ007 - the terminal's own local clock
                f"{year}{info.date}{info.time}", "%Y%m%d%H%M%S"
            )
        except ValueError:
            continue
        candidates.append(stamp)
    wall = near.replace(tzinfo=None)
    return min(candidates, key=lambda stamp: abs(stamp - wall), default=None)


def clock_skew(info: StatusInformation, near: datetime) -> timedelta | None:
    """Return how far the terminal's clock is ahead of ``near``."""
    stamp = terminal_time(info, near)
    return stamp - near.replace(tzinfo=None) if stamp is not None else None
