"""Reading decoded answers of suppliers: each value is checked before it is used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

MOST = Decimal(10) ** 9
MOST_DAYS = 3650
MOST_TEXT = 500


class AnswerFormatError(ValueError):
    """The answer is not in the agreed form; nothing of it is used."""


def as_dict(value: object) -> dict[str, object]:
    """Return an object of the answer.

    :raises AnswerFormatError: when it is none
    """
    if not isinstance(value, dict):
        raise AnswerFormatError("an object is expected")
    return value


def as_list(value: object) -> list[object]:
    """Return a list of the answer.

    :raises AnswerFormatError: when it is none
    """
    if not isinstance(value, list):
        raise AnswerFormatError("a list is expected")
    return value


def as_text(value: object) -> str:
    """Return a text that must not be empty.

    :raises AnswerFormatError: when it is none, or empty
    """
    if not isinstance(value, str) or not value.strip():
        raise AnswerFormatError("a text is expected")
    return value.strip()


def as_remark(value: object) -> str:
    """Return a text for people, at most MOST_TEXT characters, without control signs.

    :raises AnswerFormatError: when it is neither a text nor missing
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise AnswerFormatError("a text is expected")
    return printable(value)


def printable(text: str) -> str:
    """Return a text of outside as it may be shown: one line, not too long."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:MOST_TEXT]


def as_amount(value: object) -> Decimal:
    """Return an amount from 0 to MOST.

    :raises AnswerFormatError: when it is none
    """
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise AnswerFormatError("an amount is expected")
    try:
        amount = Decimal(value)
    except InvalidOperation as error:
        raise AnswerFormatError("an amount is expected") from error
    if not amount.is_finite() or not 0 <= amount <= MOST:
        raise AnswerFormatError("an amount is out of range")
    return amount


def as_days(value: object) -> int | None:
    """Return a number of days, None where it is missing.

    :raises AnswerFormatError: when it is no number from 0 to MOST_DAYS
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise AnswerFormatError("days are expected")
    if not 0 <= value <= MOST_DAYS:
        raise AnswerFormatError("days are out of range")
    return value


def as_date(value: object) -> date | None:
    """Return a day written as 2026-03-02, None where it is missing.

    :raises AnswerFormatError: when it is no day
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(as_text(value))
    except ValueError as error:
        raise AnswerFormatError("a day is expected") from error


def as_currency(value: object) -> str:
    """Return a currency's three letters.

    :raises AnswerFormatError: when they are not three
    """
    if not isinstance(value, str) or len(value) != 3:
        raise AnswerFormatError("currency")
    return value
