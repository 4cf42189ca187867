"""Carts that come back from a supplier's web shop, in the fields of OCI 4 and 5.

The shop posts one field per property and line, ``NEW_ITEM-QUANTITY[1]`` and so on
(Open Catalog Interface, release 4.0 and 5.0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .wire import MOST, MOST_DAYS, printable

MOST_LINES = 200
_FIELD = re.compile(r"NEW_ITEM-([A-Z_]+)\[(\d{1,4})\]")
# what a form reader leaves of bytes that are not UTF-8
_FOREIGN = re.compile(r"%([89A-F][0-9A-F])")


@dataclass(frozen=True)
class CartLine:
    """One article in the cart; ``price`` is for one piece, in ``currency``.

    ``currency`` is empty and ``lead_days`` None where the shop does not tell.
    """

    place: int
    number: str
    name: str
    quantity: Decimal
    price: Decimal
    currency: str = ""
    unit: str = ""
    brand: str = ""
    maker_number: str = ""
    lead_days: int | None = None


@dataclass(frozen=True)
class Cart:
    """What came back; ``damaged`` are the places of lines that were left out."""

    lines: tuple[CartLine, ...]
    damaged: tuple[int, ...] = ()


def read_oci(form: Mapping[str, str]) -> Cart:
    """Return the cart of a posted form; a damaged line is left out and named.

    :param form: fields by name, upper or lower case
    """
    rows: dict[int, dict[str, str]] = {}
    for name, text in form.items():
        found = _FIELD.fullmatch(name.strip().upper())
        if found:
            rows.setdefault(int(found[2]), {})[found[1]] = _clean(text)
    lines: list[CartLine] = []
    damaged: list[int] = []
    for place in sorted(rows):
        line = _read_line(place, rows[place])
        if line and len(lines) < MOST_LINES:
            lines.append(line)
        else:
            damaged.append(place)
    return Cart(tuple(lines), tuple(damaged))


def _clean(text: str) -> str:
    def decode(found: re.Match[str]) -> str:
        return bytes.fromhex(found[1]).decode("cp1252", "replace")

    return printable(_FOREIGN.sub(decode, text))


def _read_line(place: int, row: dict[str, str]) -> CartLine | None:
    number = row.get("VENDORMAT") or row.get("EXT_PRODUCT_ID") or row.get("MANUFACTMAT")
    quantity, price = _amount(row.get("QUANTITY")), _amount(row.get("PRICE") or "0")
    per = _amount(row.get("PRICEUNIT") or "1")
    if not number or not quantity or price is None or not per:
        return None
    return CartLine(
        place=place,
        number=number[:64],
        name=row.get("DESCRIPTION") or number,
        quantity=quantity,
        price=price / per,
        currency=row.get("CURRENCY", "").upper()[:3],
        unit=row.get("UNIT", "")[:12],
        brand=row.get("MANUFACTCODE", "")[:64],
        maker_number=row.get("MANUFACTMAT", "")[:64],
        lead_days=_days(row.get("LEADTIME", "")),
    )


def _amount(text: str | None) -> Decimal | None:
    """Return an amount written with a point, or with one comma."""
    text = (text or "").strip()
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    if not re.fullmatch(r"\d{1,11}(\.\d{1,6})?", text, re.ASCII):
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount <= MOST else None


def _days(text: str) -> int | None:
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII):
        return None
    return min(int(text), MOST_DAYS)
