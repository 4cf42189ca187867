"""Words as people type them: without accents, with ae for ä, with a slip.

A word's *key* is what remains when spelling habits are taken away: lower case, no
accents, ``oe`` as ``o``, ``ss`` as ``s``, Cyrillic in Latin letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import product

SHORTEST = 4
_LONG = 8
_MOST = 3
_DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "u" + "e"}
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_LATIN = "a b v g d e zh z i i k l m n o p r s t u f h c ch sh sch . y . e yu ya e"
_TO_LATIN = str.maketrans(
    dict(zip(_CYRILLIC, _LATIN.replace(".", "").split(" "), strict=True))
    | {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"}
)
_LETTERS = re.compile(r"[^\W\d_]+")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without numbers and short ones."""
    return [word for word in _LETTERS.findall(text.lower()) if len(word) >= SHORTEST]


def key(word: str) -> str:
    """Return what remains of a word without habits of spelling."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_TO_LATIN))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for two in (*_DIGRAPHS.values(), "ss"):
        plain = plain.replace(two, two[0])
    return plain


def spellings(word: str) -> list[str]:
    """Return the other ways in which a German word may be written.

    ``ölfilter`` is also ``oelfilter``, ``stossdaempfer`` also ``stoßdämpfer``.
    """
    low = word.lower()
    vowels, sharp = [low], low
    for umlaut, two in _DIGRAPHS.items():
        sharp = sharp.replace(two, umlaut)
    narrow = low
    for umlaut, two in _DIGRAPHS.items():
        narrow = narrow.replace(umlaut, two)
    vowels += [sharp, narrow]
    found = {
        text.replace(old, new)
        for text, (old, new) in product(vowels, (("", ""), ("ß", "ss"), ("ss", "ß")))
        if not old or old in text
    }
    return sorted(found - {low})


def nearest(typed: str, known: Iterable[str]) -> list[str]:
    """Return the known words that a typed one may mean, the nearest only.

    A word counts as well when it begins as the typed one does.
    """
    wanted = key(typed)
    most = 2 if len(wanted) >= _LONG else 1
    if len(wanted) < SHORTEST:
        return []
    found: dict[str, int] = {}
    for word in known:
        steps = _steps_to(wanted, key(word), most)
        if steps <= most:
            found[word] = steps
    best = min(found.values(), default=0)
    near = sorted(word for word, steps in found.items() if steps == best)
    return sorted(near, key=len)[:_MOST]


def _steps_to(wanted: str, other: str, most: int) -> int:
    """Return the fewest slips between a word and another or its beginning."""
    ends = {len(other), *range(len(wanted) - 1, len(wanted) + 2)}
    starts = {other[:end] for end in ends if 0 < end <= len(other)}
    return min((distance(wanted, start, most) for start in starts), default=most + 1)


def distance(one: str, other: str, most: int) -> int:
    """Return how many signs are wrong, missing, extra or swapped; ``most`` + 1 at most.

    Swapping two neighbours is one slip (optimal string alignment).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        last, row = row, [i]
        for j, with_sign in enumerate(other, 1):
            cost = 0 if sign == with_sign else 1
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == with_sign:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before = last
    return min(row[-1], most + 1)
