"""Commands from till to terminal (PA00P015, chapter 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...framing.zvt import Apdu
from .. import currencies
from . import bcd, bitmaps, const, containers, sequence, tlv

_SEND_LAST_STATUS_NO_PRINT = b"\x03"
_WITHOUT_SOFTWARE_VERSION = b"\x02"
_ALL_OPEN = b"\xff\xff"
_LAST_RECEIPT = b"\x01"
_LINE_DIAGNOSIS = b"\x01"


@dataclass(frozen=True)
class Offer:
    """What the till offers a terminal in the registration (2.1).

    :param charset: value of tag 14 (FE UTF-8, FF code page 437); None names none.
    :param print_blocks: receipts may come as blocks (06 D3), not only as lines.
    :param message_ids: both sides number their messages (chapter 5).
    """

    config: int = const.CONFIG_BYTE
    charset: int | None = 0xFE
    print_blocks: bool = True
    message_ids: bool = False


def currency_code(currency: str) -> bytes:
    """Return the numeric ISO 4217 code in two bytes, e.g. ``EUR -> 09 78``.

    :raises ValueError: a currency that the box does not know.
    """
    try:
        return bcd.encode(int(currencies.numeric(currency)), 2)
    except LookupError as error:
        raise ValueError(f"Unknown currency {currency}") from error


def registration(password: str, currency: str, offer: Offer = Offer()) -> Apdu:
    """06 00: who prints, and which texts we understand (2.1).

    The terminal may accept less than is offered in its completion.
    """
    container: list[tlv.Tlv] = []
    if offer.charset is not None:
        container.append(tlv.Tlv(const.TAG_CHARSET, bytes([offer.charset])))
    if offer.print_blocks:
        block = tlv.Tlv(const.TAG_COMMAND, const.PRINT_BLOCK.to_bytes(2, "big"))
        container.append(tlv.Tlv(const.TAG_PERMITTED_COMMANDS, children=(block,)))
    if offer.message_ids:
        container.append(sequence.tag(0))
    head = _password(password) + bytes([offer.config]) + currency_code(currency)
    fields = bitmaps.build([(bitmaps.TLV, tlv.build(container))])
    return Apdu(const.REGISTRATION, head + fields)


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


def mirror(command: Apdu, transaction_id: bytes) -> Apdu:
    """Add the number of the last transaction that the till knows (tag 1F1F, chapter 4).

    The terminal's own bytes go back unchanged. Without a known number the tag has
    length 0, never the value 0: a terminal that reads "one less than mine" takes its
    last transaction back.
    """
    return containers.add(command, tlv.Tlv(const.TAG_TRANSACTION_ID, transaction_id))


def send_totals(password: str) -> Apdu:
    """06 10: turnover totals without closing, an X report (2.12)."""
    return Apdu(const.SEND_TOTALS, _password(password))


def end_of_day(password: str) -> Apdu:
    """06 50: totals, reconciliation with the host, counters to zero (2.16)."""
    return Apdu(const.END_OF_DAY, _password(password))


def open_preauthorisations() -> Apdu:
    """06 23 with receipt FFFF: which reservations are open (2.8).

    The answer is always an abort, see ``enquiry.open_preauthorisations``.
    """
    return Apdu(const.OPEN_RECEIPTS, bitmaps.build([(0x87, _ALL_OPEN)]))


def repeat_status(password: str) -> Apdu:
    """06 20 with service byte 03: last status information again, no print (2.13)."""
    service = bitmaps.build([(0x03, _SEND_LAST_STATUS_NO_PRINT)])
    return Apdu(const.REPEAT_RECEIPT, _password(password) + service)


def repeat_receipt(password: str) -> Apdu:
    """06 20 with receipt id 01: print the last receipt once more (2.13)."""
    which = tlv.build([tlv.Tlv(const.TAG_RECEIPT_ID, _LAST_RECEIPT)])
    container = bitmaps.build([(bitmaps.TLV, which)])
    return Apdu(const.REPEAT_RECEIPT, _password(password) + container)


def diagnosis() -> Apdu:
    """06 70 with type 01: line diagnosis, the terminal talks to its host (2.18)."""
    kind = tlv.build([tlv.Tlv(const.TAG_DIAGNOSIS_TYPE, _LINE_DIAGNOSIS)])
    return Apdu(const.DIAGNOSIS, bitmaps.build([(bitmaps.TLV, kind)]))


def initialisation(password: str) -> Apdu:
    """06 93: the terminal loads its keys and limits anew (2.19)."""
    return Apdu(const.INITIALISATION, _password(password))


def set_clock(password: str, now: datetime) -> Apdu:
    """06 91: set the terminal's date (BMP AA) and time (BMP 0C), local time (2.43)."""
    fields = [
        (0xAA, bytes.fromhex(now.strftime("%y%m%d"))),
        (0x0C, bytes.fromhex(now.strftime("%H%M%S"))),
    ]
    return Apdu(const.SET_CLOCK, _password(password) + bitmaps.build(fields))


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
