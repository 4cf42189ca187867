"""Character sets of texts from the terminal (PA00P015, tag 14 and 2.1).

A charset is in force only if the terminal echoes tag 14 in the completion of the
registration; without it texts come in code page 437. Terminals that do otherwise
exist (one sends ISO-8859-1 whatever was agreed), so a setting may overrule it.
"""

from __future__ import annotations

AUTO = "auto"
DEFAULT = "cp437"
SEVEN_BIT = "7bit"
CHOICES = (AUTO, DEFAULT, "iso-8859-1", "iso-8859-15", "utf-8", SEVEN_BIT)
"""What the setting of a terminal may say; ``auto`` follows the terminal's echo."""

_BY_NUMBER = {0xFE: "utf-8", 0xFF: DEFAULT, 0x00: SEVEN_BIT} | {
    number: f"iso-8859-{number}" for number in range(1, 17) if number != 12
}
_GERMAN = str.maketrans("[\\]{|}~", "ÄÖÜäöüß")
_GERMAN_BACK = str.maketrans("ÄÖÜäöüß", "[\\]{|}~")


def by_number(number: int) -> str | None:
    """Return the name of a tag 14 value: 00 seven bits, 01-10 hexadecimal
    ISO-8859-n, FE UTF-8, FF code page 437; None when there is no such set.
    """
    return _BY_NUMBER.get(number)


def number_of(charset: str) -> int:
    """Return the tag 14 value of a charset.

    :raises KeyError: ZVT has no number for it.
    """
    return {name: number for number, name in _BY_NUMBER.items()}[charset]


def decode(raw: bytes, charset: str) -> str:
    """Return the text; what is no character becomes the replacement sign.

    In seven bits the national letters of DIN 66003 stand for ``[ \\ ] { | } ~``.
    """
    if charset == SEVEN_BIT:
        return raw.decode("ascii", "replace").translate(_GERMAN)
    return raw.decode(charset, "replace")


def encode(text: str, charset: str) -> bytes:
    """Return the bytes of a text; letters the charset lacks become question marks."""
    if charset == SEVEN_BIT:
        return text.translate(_GERMAN_BACK).encode("ascii", "replace")
    return text.encode(charset, "replace")
