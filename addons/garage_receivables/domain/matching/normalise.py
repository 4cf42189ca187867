"""Bring what people and banks write into comparable forms."""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"[A-Z]+|[0-9]+")
_LOOKALIKE = str.maketrans("OQDILZSB", "00011258")
# fmt: off
_LEGAL_FORMS = frozenset({
    "AG", "BV", "BVBA", "CJ", "CV", "DE", "DHR", "EO", "FRAU", "GMBH", "HEER", "HERR",
    "HERRN", "HR", "KG", "LTD", "M", "MEVR", "MEVROUW", "MME", "MR", "MRS", "NV",
    "OHG", "SA", "SARL", "SAS", "SPRL", "UG", "VOF",
})
# fmt: on
LONGEST_KEY = 30
LONGEST_TEXT = 2_000


def upper_ascii(text: str) -> str:
    """Return ``text`` in capitals without accents: "Café" -> "CAFE"."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.upper().replace("ß", "SS")


def compact(text: str) -> str:
    """Return only the letters and digits, in capitals: "INV/26-1" -> "INV261"."""
    return re.sub(r"[^A-Z0-9]", "", upper_ascii(text))


def digits(text: str) -> str:
    """Return only the digits of ``text``."""
    return re.sub(r"[^0-9]", "", text)


def tokens(text: str) -> list[str]:
    """Split into runs of letters and runs of digits, as they stand in the text."""
    return _TOKEN.findall(upper_ascii(text[:LONGEST_TEXT]))


def windows(text: str, most: int = 9) -> list[tuple[str, int, int]]:
    """Return every run of up to ``most`` adjacent tokens joined, longest first.

    Each with the places (start, end) of its tokens: "inv 2026/12" gives
    (INV202612, 0, 3), (INV2026, 0, 2), (202612, 1, 3) and the single tokens. Runs
    longer than LONGEST_KEY characters are left out: no reference is that long.
    """
    parts = tokens(text)
    found: list[tuple[str, int, int]] = []
    for start in range(len(parts)):
        joined = ""
        for end in range(start, min(start + most, len(parts))):
            joined += parts[end]
            if len(joined) > LONGEST_KEY:
                break
            found.append((joined, start, end + 1))
    return sorted(found, key=lambda window: -len(window[0]))


def fold_lookalikes(text: str) -> str:
    """Read letters that are typed for digits as digits: "2O26" -> "2026"."""
    return text.translate(_LOOKALIKE)


def name_key(name: str) -> str:
    """Return a form of a person's or firm's name that ignores order and titles.

    Single letters (initials) are kept: they tell brothers apart.
    """
    words = re.findall(r"[A-Z0-9]+", upper_ascii(name.replace(".", " ")))
    kept = sorted(word for word in words if word not in _LEGAL_FORMS)
    return " ".join(kept)


def iban_key(account: str) -> str:
    """Return an account number without blanks, in capitals."""
    return compact(account)


def names_agree(payer: str, customer: str) -> bool:
    """Tell whether a payer's name fits a customer's: a word of 4 letters in common."""
    long_words = {word for word in name_key(customer).split() if len(word) >= 4}
    return bool(long_words & set(name_key(payer).split()))
