"""Messages that the simulated terminal sends: built from its ledger."""

from __future__ import annotations

from datetime import datetime

from ..framing.zvt import Apdu
from ..protocols.zvt import bcd, bitmaps, commands, const, tlv, totals
from .ledger import Booking

TERMINAL_ID = "68001234"
MERCHANT_NO = "GARAGE-DEMO"
_PIN_FROM = 5000
_BRAND_IDS = {"girocard": 5, "Mastercard": 6, "Visa": 10, "Amex": 8, "Other": 46}


def registered(currency: str) -> Apdu:
    """06 0F of a registration: ready, UTF-8 and print blocks accepted."""
    container = tlv.build(
        [
            tlv.Tlv(const.TAG_CHARSET, b"\xfe"),
            tlv.Tlv(
                const.TAG_PERMITTED_COMMANDS,
                children=(tlv.Tlv(const.TAG_COMMAND, b"\x06\xd3"),),
            ),
        ]
    )
    fields = [
        (0x19, b"\x00"),
        (0x29, bytes.fromhex(TERMINAL_ID)),
        (0x49, commands.currency_code(currency)),
        (bitmaps.TLV, container),
    ]
    return Apdu(const.COMPLETION, bitmaps.build(fields))


def intermediate(status: int, minutes: int | None = None) -> Apdu:
    """04 FF with an optional time-out in minutes."""
    extra = b"" if minutes is None else bcd.encode(minutes, 1)
    return Apdu(const.INTERMEDIATE_STATUS, bytes([status]) + extra)


def status_information(booking: Booking) -> Apdu:
    """04 0F about one booking, as PA00P015 3.1 lists its fields."""
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
        fields.append((0x3C, booking.text.encode("utf-8")))
    fields += _card(booking)
    return Apdu(const.STATUS_INFORMATION, bitmaps.build(fields))


def _card(booking: Booking) -> list[tuple[int, bytes]]:
    fields = [
        (0x22, bytes.fromhex("eeeeeeeeeeee" + booking.last_digits)),
        (0x8A, bytes([booking.card_type])),
        (0x8B, booking.brand.encode("utf-8") + b"\x00"),
    ]
    if booking.booked:
        code = f"{int(booking.trace_no) * 7919 % 1000000:06d}"
        fields.append((0x3B, code.encode("ascii").ljust(8, b"\x00")))
        container = tlv.build(
            [
                tlv.Tlv(
                    const.TAG_VERIFICATION, b"\x02" if needs_pin(booking) else b"\x00"
                ),
                tlv.Tlv(const.TAG_TECHNOLOGY, b"\x02"),
            ]
        )
        fields.append((bitmaps.TLV, container))
    return fields


def needs_pin(booking: Booking) -> bool:
    """Tell whether the sale is above the limit for contactless without PIN."""
    return booking.kind == "sale" and booking.amount > _PIN_FROM


def slip(booking: Booking, kind: str) -> Apdu:
    """06 D3 with the customer's or merchant's slip; marked as a simulation."""
    heading = {"sale": "Zahlung", "refund": "Gutschrift", "reversal": "Storno"}
    amount = f"{booking.amount // 100},{booking.amount % 100:02d}"
    lines = [
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
    number = b"\x02" if kind == "customer" else b"\x01"
    return _print_block(lines, number)


def _print_block(lines: list[str], kind: bytes) -> Apdu:
    texts = tuple(tlv.Tlv(const.TAG_TEXT, line.encode("utf-8")) for line in lines)
    container = tlv.build(
        [
            tlv.Tlv(const.TAG_RECEIPT_TYPE, kind),
            tlv.Tlv(const.TAG_PRINT_TEXTS, children=texts),
        ]
    )
    return Apdu(const.PRINT_BLOCK, bitmaps.build([(bitmaps.TLV, container)]))


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


def totals_slip(bookings: list[Booking], closed: bool) -> Apdu:
    """06 D3 with the slip of an end of day or of an X report."""
    amount = sum(booking.signed for booking in bookings)
    sign = "-" if amount < 0 else ""
    lines = [
        "*** SIMULATOR - KEIN GELD ***",
        "KASSENSCHNITT" if closed else "ZWISCHENSUMME",
        f"Anzahl {len(bookings)}",
        f"Summe EUR {sign}{abs(amount) // 100},{abs(amount) % 100:02d}",
    ]
    return _print_block(lines, b"\x03")


def brand_id(brand: str) -> int:
    """Return the ZVT card type id of a brand (PA00P015, chapter 11)."""
    return _BRAND_IDS.get(brand, _BRAND_IDS["Other"])
