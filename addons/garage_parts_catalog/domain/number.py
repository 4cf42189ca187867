"""Article numbers as people and suppliers write them, made comparable.

The normal form is upper case and keeps only ``0-9``, ``A-Z`` and letters beyond
ASCII; blanks, dashes, dots and other signs go.  Python and PostgreSQL compute it
from one and the same character table, independent of the database's locale.
"""

from __future__ import annotations

from functools import lru_cache

_LETTERS_FROM = 0x80
_LETTERS_TO = 0x590
_SIGNS = (
    (0x01, 0x80),  # ASCII, letters and digits excepted below
    (0x80, 0xC0),  # C1 controls and Latin-1 signs, letters excepted below
    (0xD7, 0xD8),  # multiplication sign
    (0xF7, 0xF8),  # division sign
    (0x2000, 0x2070),  # typographic blanks, dashes and quotes
    (0x20A0, 0x20D0),  # currency signs
    (0x2122, 0x2123),  # trade mark sign
    (0x2212, 0x2213),  # minus sign
    (0x061C, 0x061D),  # mark of Arabic writing
    (0x3000, 0x3001),  # ideographic blank
    (0xFEFF, 0xFF00),  # byte order mark
)


_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅавекмнорстухіјѕ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABEKMHOPCTYXIJSABEKMHOPCTYXIJS" + "ABEZHIKMNOPTYX",
)


def _upper_pairs() -> tuple[str, str]:
    """Lower-case letters and their one-letter capitals, position by position."""
    lower = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    lower += [chr(code) for code in range(_LETTERS_FROM, _LETTERS_TO)]
    pairs = [
        (char, char.upper())
        for char in lower
        if char.isalpha() and char.upper() != char and len(char.upper()) == 1
    ]
    return "".join(p[0] for p in pairs), "".join(p[1] for p in pairs)


def _dropped() -> str:
    chars = (chr(code) for start, stop in _SIGNS for code in range(start, stop))
    return "".join(char for char in chars if not char.isalpha() and char not in _DIGITS)


_DIGITS = "0123456789"
_LOWER, _UPPER = _upper_pairs()
_DROP = _dropped()
_TABLE: dict[int, str | None] = {
    **{ord(low): up for low, up in zip(_LOWER, _UPPER, strict=True)},
    **{ord(char): None for char in _DROP},
    0: None,
}


def normalize(text: str | None) -> str:
    """Return the comparable form of an article number ("" for nothing)."""
    return text.translate(_TABLE) if text else ""


#: the same where few numbers come many times
normalize_again = lru_cache(maxsize=1 << 16)(normalize)


def latin_number(text: str) -> str:
    """Return a number with Latin letters where a keyboard left look-alikes in it.

    A number with any letter that looks like none of them is left as it is.
    """
    if text.isascii():
        return text
    latin = text.translate(_LOOK_ALIKES)
    foreign = any(char.isalpha() and not char.isascii() for char in latin)
    return text if foreign else latin


def sql_normalize(column: str) -> str:
    """Return the SQL expression that equals :func:`normalize` for a text column.

    ``column`` is an SQL identifier or expression written by us, never user input.
    """
    source = (_LOWER + _DROP).replace("'", "''")
    return f"translate({column}, '{source}', '{_UPPER}')"
