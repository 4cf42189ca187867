"""Commands from till to terminal (PA00P015, chapter 2)."""

from __future__ import annotations

from ...framing.zvt import Apdu
from . import bcd, bitmaps, const, tlv

_SEND_LAST_STATUS_NO_PRINT = b"\x03"
_WITHOUT_SOFTWARE_VERSION = b"\x02"


def currency_code(currency: str) -> bytes:
    """Return the numeric ISO 4217 code in two bytes, e.g. ``EUR -> 09 78``.

    :raises ValueError: a currency that the box does not know.
    """
    if currency not in const.CURRENCIES:
        raise ValueError(f"Unknown currency {currency}")
    return bcd.encode(const.CURRENCIES[currency], 2)


def registration(password: str, currency: str, config: int = const.CONFIG_BYTE) -> Apdu:
    """06 00: who prints, and which texts we understand (2.1).

    Offers UTF-8 and print blocks; the terminal may accept less in its completion.
    """
    container = tlv.build(
        [
            tlv.Tlv(const.TAG_CHARSET, b"\xfe"),
            tlv.Tlv(
                const.TAG_PERMITTED_COMMANDS,
                children=(tlv.Tlv(const.TAG_COMMAND, b"\x06\xd3"),),
            ),
        ]
    )
    head = _password(password) + bytes([config]) + currency_code(currency)
    return Apdu(const.REGISTRATION, head + bitmaps.build([(bitmaps.TLV, container)]))


def authorisation(amount: int, currency: str) -> Apdu:
    """06 01: a sale of ``amount`` minor units (2.2)."""
    return Apdu(const.AUTHORISATION, _money(amount, currency))


def reversal(password: str, receipt_no: str) -> Apdu:
    """06 30: take back the sale with this receipt number (2.10)."""
    receipt = bitmaps.build([(0x87, bcd.encode(int(receipt_no), 2))])
    return Apdu(const.REVERSAL, _password(password) + receipt)


def refund(password: str, amount: int, currency: str) -> Apdu:
    """06 31: pay ``amount`` minor units back to a card (2.11)."""
    return Apdu(const.REFUND, _password(password) + _money(amount, currency))


def send_totals(password: str) -> Apdu:
    """06 10: turnover totals without closing, an X report (2.12)."""
    return Apdu(const.SEND_TOTALS, _password(password))


def end_of_day(password: str) -> Apdu:
    """06 50: totals, reconciliation with the host, counters to zero (2.16)."""
    return Apdu(const.END_OF_DAY, _password(password))


def repeat_status(password: str) -> Apdu:
    """06 20 with service byte 03: last status information again, no print (2.13)."""
    service = bitmaps.build([(0x03, _SEND_LAST_STATUS_NO_PRINT)])
    return Apdu(const.REPEAT_RECEIPT, _password(password) + service)


def status_enquiry(password: str) -> Apdu:
    """05 01: is the terminal ready, busy, in need of something (2.55)."""
    service = bitmaps.build([(0x03, _WITHOUT_SOFTWARE_VERSION)])
    return Apdu(const.STATUS_ENQUIRY, _password(password) + service)


def abort() -> Apdu:
    """06 B0: please stop; best effort, the result still has to be awaited (2.9)."""
    return Apdu(const.ABORT)


def positive() -> Apdu:
    """80 00: message understood."""
    return Apdu(const.POSITIVE)


def not_supported() -> Apdu:
    """84 83: we do not know this message."""
    return Apdu(const.NOT_SUPPORTED)


def _password(password: str) -> bytes:
    return bcd.encode(int(password), 3)


def _money(amount: int, currency: str) -> bytes:
    return bitmaps.build(
        [
            (0x04, bcd.encode(amount, 6)),
            (0x49, currency_code(currency)),
        ]
    )
