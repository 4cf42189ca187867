"""The day's figures on a report slip (UCS, ARCUS2).

These protocols send reports as text, laid out by the terminal's software. The line
with the total is found by a word that is a setting; its last number with two decimals
is the sum, a whole number before it the count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SUM = re.compile(r"(?<![\d.,])-?\d+[.,]\d{2}(?![\d.,])")
_COUNT = re.compile(r"(?<![\d.,])\d{1,6}(?![\d.,])")
_UNCLEAR = re.compile(r"(?<![\d.,])\d{1,3}[ \u00a0]\d{3}[.,]\d{2}(?![\d.,])")


@dataclass(frozen=True)
class Figures:
    """Count and sum (minor units) of a report."""

    count: int
    amount: int


def find(report: str, word: str) -> Figures | None:
    """Return the figures of the last line that holds ``word``.

    None without such a line, and for ``3 149.90``, which may be three payments of
    149.90 in all or a sum of 3149.90: a wrong total is worse than none.
    """
    for line in reversed(report.split("\n")):
        sums = list(_SUM.finditer(line))
        if word.casefold() not in line.casefold() or not sums:
            continue
        if _UNCLEAR.search(line):
            return None
        digits = re.sub(r"[.,]", "", sums[-1].group())
        counts = _COUNT.findall(line[: sums[-1].start()])
        return Figures(int(counts[-1]) if counts else 0, int(digits))
    return None
