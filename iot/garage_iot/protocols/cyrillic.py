"""Russian text files whose code page nobody states: CP866, CP1251 or UTF-8.

Older releases of the vendors' tools write CP866, newer ones CP1251 (as read in a UPOS
wrapper [1 source]). The page is found by words that the text must hold; without one it
is the page that gives the most Russian letters.
"""

from __future__ import annotations

from collections.abc import Sequence

_PAGES = ("cp866", "cp1251")
_LETTERS = frozenset(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
)


def decode(data: bytes, words: Sequence[str]) -> str:
    """Return the text of a file; never fails, unknown bytes become ``?`` signs.

    :param words: any of them (in any case) tells that the code page is right.
    """
    if data.isascii():
        return data.decode("ascii")
    utf8 = _utf8(data)
    if utf8 is not None:
        return utf8
    candidates = [data.decode(page, "replace") for page in _PAGES]
    wanted = [word.casefold() for word in words]
    for text in candidates:
        folded = text.casefold()
        if any(word in folded for word in wanted):
            return text
    return max(candidates, key=_russian_letters)


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _russian_letters(text: str) -> int:
    return sum(letter in _LETTERS for letter in text)
