"""Totals on the slips of reconciliation, X report and control tape.

A block per operation ends with "Всего операций" and "на сумму"; a control tape also
lists each operation with its card type. Cancelled sales are no longer part of the block
"Оплата" (as on the published slips), so "Отмена" is shown but not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TITLE = re.compile(r"^\s*(Оплата|Возврат|Отмена)\s*$", re.IGNORECASE)
_COUNT = re.compile(r"^\s*Всего\s+операций\s*:\s*(\d{1,9})\s*$", re.IGNORECASE)
_SUM = re.compile(r"^\s*на\s+сумму\s*:\s*(\d{1,12})[.,](\d\d)\s*$", re.IGNORECASE)
_ENTRY = re.compile(r"^\s*\d\d\.\d\d\.\d\d\s+\d\d:\d\d\s+(\d{1,10})\s*$")
_TYPE = re.compile(r"^\s*Тип\s+карты\s*:\s*(\S.{0,30}?)\s*$", re.IGNORECASE)
_AMOUNT = re.compile(r"^\s*Сумма\s*:\s*(\d{1,12})[.,](\d\d)\s*$", re.IGNORECASE)
_AGREED = re.compile(r"^\s*Итоги\s+совпали\s*$", re.IGNORECASE | re.MULTILINE)
_SIGNS = {"оплата": 1, "возврат": -1, "отмена": 0}


@dataclass
class Totals:
    """Sums in kopecks from the shop's view; refunds count against.

    ``agreed``: the bank's totals are the same ("Итоги совпали").
    """

    agreed: bool = False
    count: int = 0
    amount: int = 0
    complete: bool = False
    receipts: list[str] = field(default_factory=list)
    brands: dict[str, tuple[int, int]] = field(default_factory=dict)


def parse(text: str) -> Totals:
    """Read a totals slip; ``complete`` is False when it shows no block at all."""
    found = Totals(agreed=_AGREED.search(text) is not None)
    sign, brand, counted = 0, "", 0
    for line in text.splitlines():
        if title := _TITLE.match(line):
            sign = _SIGNS[title[1].casefold()]
        elif entry := _ENTRY.match(line):
            brand = ""
            found.receipts.append(entry[1])
        elif kind := _TYPE.match(line):
            brand = kind[1]
        elif amount := _AMOUNT.match(line):
            _add_brand(found, brand, sign, amount)
        elif count := _COUNT.match(line):
            counted = int(count[1])
        elif total := _SUM.match(line):
            found.complete = True
            found.count += counted if sign else 0
            found.amount += sign * _minor(total)
    return found


def _add_brand(found: Totals, brand: str, sign: int, amount: re.Match[str]) -> None:
    if brand and sign:
        count, known = found.brands.get(brand, (0, 0))
        found.brands[brand] = (count + 1, known + sign * _minor(amount))


def _minor(match: re.Match[str]) -> int:
    return int(match[1]) * 100 + int(match[2])
