"""Amounts as price lists write them: ``1.234,50``, ``1'234.50``, ``EUR 12``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

_NOISE = re.compile(r"[\s\u00a0\u202f'’]|EUR|USD|CHF|GBP|RUB|[€$£₽]", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)-?$", re.ASCII)
#: whole amounts with a dash in the place of the cents: 12,- and 12.--
_WHOLE = re.compile(r"(?<=\d)[.,][-–—=]{1,2}$")
_CURRENCIES = {"€": "EUR", "£": "GBP", "₽": "RUB"}
_CURRENCY = re.compile(r"EUR|USD|CHF|GBP|RUB|[€$£₽]", re.IGNORECASE)
_LOOKS = re.compile(r"[+-]?(?:\d[\d.,]*)?(?P<tail>[.,]\d+)-?$")
_MAX_DIGITS = 12
#: stands for the decimal sign in numbers of workbooks, which hold it without doubt
DECIMAL_MARK = "\u066b"
#: what most cells hold, by decimal sign
_SIMPLE = {
    sign: re.compile(rf"\d{{1,{_MAX_DIGITS}}}(?:\{sign}\d{{1,6}})?", re.ASCII).fullmatch
    for sign in ",."
}


def parse_amount(text: str, decimal: str) -> Decimal:
    """Return the amount; ``decimal`` is the decimal sign, ``,`` or ``.``.

    Raises ValueError for anything that is not one plain number.
    """
    if _SIMPLE[decimal](text):
        return Decimal(text.replace(",", "."))
    if DECIMAL_MARK in text:
        text, decimal = text.replace(DECIMAL_MARK, "."), "."
    cleaned = _WHOLE.sub("", _NOISE.sub("", text))
    thousands = "." if decimal == "," else ","
    head, sign, tail = cleaned.rpartition(decimal)
    if not sign:
        head, tail = cleaned, ""
    if thousands in tail or not _grouped(head, thousands):
        raise ValueError(text)
    cleaned = head.replace(thousands, "") + ("." + tail if tail else "")
    if not _PLAIN.match(cleaned) or len(cleaned) > 2 * _MAX_DIGITS:
        raise ValueError(text)
    if cleaned.endswith("-"):
        cleaned = "-" + cleaned[:-1]
    try:
        amount = Decimal(cleaned)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if abs(amount) >= 10**_MAX_DIGITS:
        raise ValueError(text)
    return amount


def _grouped(head: str, thousands: str) -> bool:
    """Whether thousands signs, if any, stand after groups of three digits."""
    first, *groups = head.split(thousands)
    if not groups:
        return True
    whole = 0 < len(first.lstrip("+-")) <= 3
    return whole and all(len(group.rstrip("-")) == 3 for group in groups)


def other_currency(text: str, currency: str) -> str:
    """Return the currency that stands in a cell when it is another, else "".

    :param currency: three letters; a dollar sign counts for every dollar
    """
    found = _CURRENCY.search(text)
    if not found:
        return ""
    sign = found[0].upper()
    if sign == "$":
        return "" if currency[2:] == "D" else sign
    code = _CURRENCIES.get(sign, sign)
    return "" if code == currency else code


def guess_decimal(cells: Iterable[str]) -> str:
    """Return the decimal sign that the cells use, ``.`` when nothing tells."""
    votes = {",": 0, ".": 0}
    for cell in cells:
        cleaned = _NOISE.sub("", cell)
        match = _LOOKS.match(cleaned)
        tail = match.group("tail") if match else None
        if not tail:
            continue
        sign, other = tail[0], "." if tail[0] == "," else ","
        if other in cleaned:
            votes[sign] += 5  # 1.234,50: the last sign is the decimal one
        elif cleaned.count(sign) > 1:
            votes[other] += 5  # 1.234.500: these are thousands
        elif len(tail) != 4:
            votes[sign] += 2  # 12,5 or 12,50; 1,234 could be either
    return "," if votes[","] > votes["."] else "."
