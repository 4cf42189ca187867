"""Messages that the simulated terminal sends: built from its ledger."""

from __future__ import annotations

from datetime import datetime

from ..framing.zvt import Apdu
from ..protocols.zvt import (
    bcd,
    bitmaps,
    card_types,
    charsets,
    commands,
    const,
    sequence,
    tlv,
    totals,
)
from .ledger import Booking

TERMINAL_ID = "68001234"
MERCHANT_NO = "GARAGE-DEMO"
UTF_8 = 0xFE
_PIN_FROM = 5000
_BRAND_IDS = {"girocard": 5, "Mastercard": 6, "Visa": 10, "Amex": 8, "Other": 46}


def registered(
    currency: str,
    charset: int | None = UTF_8,
    blocks: bool = True,
    message_ids: bool = False,
    needs: int = 0,
) -> Apdu:
    """06 0F of a registration: what the terminal accepts of the till's offer.

    :param charset: value of tag 14 to echo; None echoes none.
    :param needs: status byte, 01 initialisation, 02 diagnosis.
    """
    container: list[tlv.Tlv] = []
    if charset is not None:
        container.append(tlv.Tlv(const.TAG_CHARSET, bytes([charset])))
    if blocks:
        block = tlv.Tlv(const.TAG_COMMAND, b"\x06\xd3")
        container.append(tlv.Tlv(const.TAG_PERMITTED_COMMANDS, children=(block,)))
    if message_ids:
        container.append(sequence.tag(0))
    fields = [
        (0x19, bytes([needs])),
        (0x29, bytes.fromhex(TERMINAL_ID)),
        (0x49, commands.currency_code(currency)),
        (bitmaps.TLV, tlv.build(container)),
    ]
    return Apdu(const.COMPLETION, bitmaps.build(fields))


def intermediate(status: int, minutes: int | None = None) -> Apdu:
    """04 FF with an optional time-out in minutes."""
    extra = b"" if minutes is None else bcd.encode(minutes, 1)
    return Apdu(const.INTERMEDIATE_STATUS, bytes([status]) + extra)


def aborted(code: int) -> Apdu:
    """06 1E: the command ended without success."""
    return Apdu(const.ABORTED, bytes([code]))


def status_information(
    booking: Booking,
    charset: str = "utf-8",
    mirror: bool = False,
    wide_card_type: bool = False,
) -> Apdu:
    """04 0F about one booking, as PA00P015 3.1 lists its fields.

    :param mirror: tell the receipt number in tag 1F1F (chapter 4).
    :param wide_card_type: give the card type in tag 41.
    """
    at = datetime.fromisoformat(booking.at)
    fields = [
        (0x27, bytes([booking.result])),
        (0x04, bcd.encode(booking.amount, 6)),
        (0x49, commands.currency_code(booking.currency)),
        (0x0B, bytes.fromhex(booking.trace_no)),
        (0x0C, bytes.fromhex(at.strftime("%H%M%S"))),
        (0x0D, bytes.fromhex(at.strftime("%m%d"))),
        (0x29, bytes.fromhex(TERMINAL_ID)),
        (0x2A, MERCHANT_NO.ljust(15).encode("ascii")),
        (0x87, bytes.fromhex(booking.receipt_no)),
    ]
    if booking.original_trace_no:
        fields.append((0x37, bytes.fromhex(booking.original_trace_no)))
    if booking.text:
        fields.append((0x3C, charsets.encode(booking.text, charset)))
    narrow = card_types.IN_TAG_41 if wide_card_type else booking.card_type
    fields += [
        (0x22, bytes.fromhex("eeeeeeeeeeee" + booking.last_digits)),
        (0x8A, bytes([narrow])),
        (0x8B, charsets.encode(booking.brand, charset) + b"\x00"),
    ]
    if booking.booked:
        code = f"{int(booking.trace_no) * 7919 % 1000000:06d}"
        fields.append((0x3B, code.encode("ascii").ljust(8, b"\x00")))
    container = _container(booking, mirror, wide_card_type)
    if container:
        fields.append((bitmaps.TLV, tlv.build(container)))
    return Apdu(const.STATUS_INFORMATION, bitmaps.build(fields))


def _container(booking: Booking, mirror: bool, wide_card_type: bool) -> list[tlv.Tlv]:
    found: list[tlv.Tlv] = []
    if booking.booked:
        pin = b"\x02" if needs_pin(booking) else b"\x00"
        found.append(tlv.Tlv(const.TAG_VERIFICATION, pin))
        found.append(tlv.Tlv(const.TAG_TECHNOLOGY, b"\x02"))
    if mirror:
        receipt = bytes.fromhex(booking.receipt_no)
        found.append(tlv.Tlv(const.TAG_TRANSACTION_ID, receipt))
    if wide_card_type:
        wide = booking.card_type.to_bytes(2, "big")
        found.append(tlv.Tlv(const.TAG_CARD_TYPE, wide))
    return found


def needs_pin(booking: Booking) -> bool:
    """Tell whether the sale is above the limit for contactless without PIN."""
    return booking.kind == "sale" and booking.amount > _PIN_FROM


def slip_lines(booking: Booking, kind: str) -> list[str]:
    """Return the customer's or merchant's slip; marked as a simulation."""
    heading = {"sale": "Zahlung", "refund": "Gutschrift", "reversal": "Storno"}
    amount = f"{booking.amount // 100},{booking.amount % 100:02d}"
    return [
        "*** SIMULATOR - KEIN GELD ***",
        "** KUNDENBELEG **" if kind == "customer" else "** HÄNDLERBELEG **",
        f"Terminal-ID {TERMINAL_ID}",
        f"TA-Nr {booking.trace_no} Beleg-Nr {booking.receipt_no}",
        f"{heading[booking.kind]} {booking.brand}",
        f"Karte ************{booking.last_digits}",
        f"Betrag {booking.currency} {amount}",
        datetime.fromisoformat(booking.at).strftime("%d.%m.%Y %H:%M:%S"),
        "Zahlung erfolgt" if booking.booked else f"Abgelehnt {booking.result:02X}",
    ]


def slip(booking: Booking, kind: str) -> Apdu:
    """06 D3 with the customer's or merchant's slip in UTF-8."""
    return print_block(slip_lines(booking, kind), kind, "utf-8")


_RECEIPT_TYPES = {"merchant": b"\x01", "customer": b"\x02", "administrative": b"\x03"}


def print_block(lines: list[str], kind: str, charset: str) -> Apdu:
    """06 D3 with a whole receipt; its end is marked."""
    texts = [tlv.Tlv(const.TAG_TEXT, charsets.encode(line, charset)) for line in lines]
    end = tlv.Tlv(const.TAG_LINE_ATTRIBUTE, b"\x81")
    container = tlv.build(
        [
            tlv.Tlv(const.TAG_RECEIPT_TYPE, _RECEIPT_TYPES[kind]),
            tlv.Tlv(const.TAG_PRINT_TEXTS, children=(*texts, end)),
        ]
    )
    return Apdu(const.PRINT_BLOCK, bitmaps.build([(bitmaps.TLV, container)]))


def print_lines(
    lines: list[str], kind: str, charset: str, suffix: bool = False
) -> list[Apdu]:
    """06 D1 for each line, the last one with its top bit set.

    :param suffix: put the receipt type behind each text (seen in Austria).
    """
    tail = b"\x06\x04\x1f\x07\x01" + _RECEIPT_TYPES[kind] if suffix else b""
    attributes = [b"\x00"] * (len(lines) - 1) + [b"\x81"]
    return [
        Apdu(const.PRINT_LINE, attribute + charsets.encode(line, charset) + tail)
        for attribute, line in zip(attributes, lines, strict=True)
    ]


def totals_information(bookings: list[Booking], now: datetime) -> Apdu:
    """04 0F with the totals of a batch (BMP 60)."""
    groups: dict[str, tuple[int, int]] = {}
    for booking in bookings:
        brand = booking.brand if booking.brand in totals.GROUPS else "Other"
        count, amount = groups.get(brand, (0, 0))
        groups[brand] = (count + 1, amount + booking.signed)
    first = bookings[0].receipt_no if bookings else "0"
    last = bookings[-1].receipt_no if bookings else "0"
    fields = [
        (0x27, b"\x00"),
        (0x04, bcd.encode_signed(sum(booking.signed for booking in bookings), 6)),
        (0x0C, bytes.fromhex(now.strftime("%H%M%S"))),
        (0x0D, bytes.fromhex(now.strftime("%m%d"))),
        (0x60, totals.build_groups(first, last, groups)),
    ]
    return Apdu(const.STATUS_INFORMATION, bitmaps.build(fields))


def totals_lines(bookings: list[Booking], closed: bool) -> list[str]:
    """Return the slip of an end of day or of an X report."""
    amount = sum(booking.signed for booking in bookings)
    sign = "-" if amount < 0 else ""
    return [
        "*** SIMULATOR - KEIN GELD ***",
        "KASSENSCHNITT" if closed else "ZWISCHENSUMME",
        f"Anzahl {len(bookings)}",
        f"Summe EUR {sign}{abs(amount) // 100},{abs(amount) % 100:02d}",
    ]


def open_reservations(numbers: tuple[str, ...]) -> Apdu:
    """06 1E B8 of ``06 23``: one number in BMP 87, several in tag 23; FFFF is none."""
    head = b"\xb8"
    if len(numbers) < 2:
        number = bytes.fromhex(numbers[0]) if numbers else b"\xff\xff"
        return Apdu(const.ABORTED, head + bitmaps.build([(0x87, number)]))
    children = tuple(
        tlv.Tlv(const.TAG_RECEIPT_NO, bytes.fromhex(number)) for number in numbers
    )
    listed = tlv.build([tlv.Tlv(const.TAG_OPEN_RECEIPTS, children=children)])
    return Apdu(const.ABORTED, head + bitmaps.build([(bitmaps.TLV, listed)]))


def brand_id(brand: str) -> int:
    """Return the ZVT card type id of a brand (PA00P015, chapter 11)."""
    return _BRAND_IDS.get(brand, _BRAND_IDS["Other"])
