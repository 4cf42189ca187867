"""Numbers that stand on one piece: serial, lot, battery and the date on a tyre.

A tyre says when it was made: "DOT U2LL LMLR 2324" is week 23 of 2024. Only the last
four digits are the date (FMVSS 574, UNECE R30 annex 3); tyres from before 2000 have
three and are older than anything that may be sold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

#: what a number is; the value is what a scanner may send at most
LONGEST = 64
_DOT = re.compile(r"(?:^|[^0-9])(\d{4})$")
_DAYS_OF_MONTH = 30.4375


class NumberProblem(ValueError):
    """A number that cannot be right; ``code`` says why.

    Codes: ``empty``, ``long``, ``dot`` (no week and year), ``week`` (that year has no
    such week) and ``future``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PartNumber:
    """A number as it is kept, and when the piece was made, where the number tells."""

    text: str
    made: date | None = None


def read_number(kind: str, text: str, today: date) -> PartNumber:
    """Return the number that was typed or scanned.

    :param kind: ``dot`` for tyres; every other kind is taken as it is
    :param today: day of fitting; a tyre cannot be younger
    :raises NumberProblem: when it cannot be such a number
    """
    typed = " ".join((text or "").split())
    if not typed:
        raise NumberProblem("empty")
    if len(typed) > LONGEST:
        raise NumberProblem("long")
    if kind != "dot":
        return PartNumber(typed)
    made = dot_monday(typed)
    if made > today:
        raise NumberProblem("future")
    return PartNumber(f"{made:%V}{made.isocalendar().year % 100:02d}", made)


def dot_monday(text: str) -> date:
    """Return the Monday of the week in which a tyre was made.

    :param text: the four digits WWYY, with or without what stands before them
    :raises NumberProblem: when there is no week and year in it
    """
    plain = re.sub(r"[\s./-]+", "", text)
    match = re.fullmatch(r"\d{4}", plain) or _DOT.search(" ".join(text.split()))
    if not match:
        match = re.search(r"[A-Za-z](\d{4})$", plain)
    if not match:
        raise NumberProblem("dot")
    digits = match.group()[-4:]
    week, year = int(digits[:2]), 2000 + int(digits[2:])
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError as error:
        raise NumberProblem("week") from error


def age_months(made: date, today: date) -> int:
    """Return full months between making and today, never below zero."""
    return max(int((today - made).days / _DAYS_OF_MONTH), 0)


def missing_quantity(wanted: float, known: list[float]) -> float:
    """Return of how many pieces the number is not known yet (pieces)."""
    return max(wanted - sum(known), 0.0)
