"""Licence plates: how people write them, how we compare and draw them.

Nothing here refuses a plate because of its pattern: foreign, diplomatic, export
and trade plates exist. A pattern only decides how a plate is drawn.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

MAX_LENGTH = 14

_CYRILLIC = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_LOOKALIKE = str.maketrans("OQDILZSBGCVÄÖÜ", "0001125866UA0U")


class PlateError(ValueError):
    """The text cannot be a plate; ``code`` is empty, no_characters or too_long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Plate:
    """A plate as stored: comparison key, look-alike key, drawn form, country."""

    key: str
    lookalike: str
    display: str
    country: str | None


def plate_key(text: str | None) -> str:
    """Return letters and digits in upper case, Cyrillic look-alikes in Latin.

    Umlauts stay; blanks, hyphens, emoji and invisible characters go.
    """
    folded = unicodedata.normalize("NFKC", text or "").upper().translate(_CYRILLIC)
    return "".join(char for char in folded if char.isalnum())


def lookalike_key(text: str | None) -> str:
    """Return the key with characters that people confuse folded into one.

    O, Q, D and 0; I, L and 1; Z and 2; S and 5; B and 8; C, G and 6; V and U.
    """
    return plate_key(text).translate(_LOOKALIKE)


def parse(text: str | None, country: str | None = None) -> Plate:
    """Read a typed plate; ``country`` is an ISO code that is known or preferred.

    :raises PlateError: when nothing usable is left or it is too long.
    """
    if not (text or "").strip():
        raise PlateError("empty")
    key = plate_key(text)
    if not key:
        raise PlateError("no_characters")
    if len(key) > MAX_LENGTH:
        raise PlateError("too_long")
    display = _pattern_display(key, text or "", country) or tidy(text or "")
    return Plate(key, lookalike_key(key), display, country)


def tidy(text: str) -> str:
    """Return the text as typed, without what a plate cannot carry."""
    folded = unicodedata.normalize("NFKC", text).upper().translate(_CYRILLIC)
    kept = "".join(char if char.isalnum() else _separator(char) for char in folded)
    return re.sub(r"-{2,}", "-", re.sub(r"\s+", " ", kept)).strip(" -")


def _separator(char: str) -> str:
    if char == "-" or unicodedata.category(char) == "Pd":
        return "-"
    return " " if char.isspace() or char in "._/·•" else ""


def guess_country(text: str | None, prefer: str | None = None) -> str | None:
    """Return the country whose pattern fits, the preferred one first.

    Several fitting countries give none, so that nothing wrong is drawn.
    """
    key = plate_key(text)
    if not key:
        return None
    if prefer and _pattern_display(key, text or "", prefer):
        return prefer
    fitting = [code for code in _FORMATS if code != "GB_OLD" and _fits(key, code)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(key: str, country: str) -> bool:
    return any(pattern.match(key) for pattern, _draw in _FORMATS[country])


def _pattern_display(key: str, typed: str, country: str | None) -> str | None:
    """Return the national way to write the plate, None when no pattern fits."""
    if country == "DE":
        return _draw_german(key, typed)
    for name in (country, f"{country}_OLD"):
        for pattern, draw in _FORMATS.get(name or "", ()):
            match = pattern.match(key)
            if match:
                return draw(match)
    return None


def _join(separator: str) -> Callable[[re.Match[str]], str]:
    return lambda match: separator.join(part for part in match.groups() if part)


def _draw_dutch(match: re.Match[str]) -> str:
    """Hyphens follow the change of letters and digits; runs of 4 split 2-2."""
    parts: list[str] = []
    for run in re.findall(r"[A-Z]+|\d+", match.group()):
        parts += [run[:2], run[2:]] if len(run) == 4 else [run]
    return "-".join(parts)


_GERMAN = re.compile(r"^([A-ZÄÖÜ]{2,5})(\d{1,4})([EH]?)$")


def _draw_german(key: str, typed: str) -> str | None:
    """Return ``B-MM 1234``; where the typed text leaves the district open, None.

    ``B-MM 1234`` and ``BM-M 1234`` have one key: only a separator tells them
    apart, except where the number of letters allows one split alone.
    """
    match = _GERMAN.match(key)
    if not match or len(key) > 9:
        return None
    letters, digits, suffix = match.groups()
    district = _german_district(letters, typed)
    if not district:
        return f"{letters} {digits}{suffix}" if len(letters) <= 5 else None
    return f"{letters[:district]}-{letters[district:]} {digits}{suffix}"


def _german_district(letters: str, typed: str) -> int:
    """Return how many letters name the district, 0 when it stays open."""
    if len(letters) in (2, 5):
        return {2: 1, 5: 3}[len(letters)]
    typed_parts = re.findall(r"[A-ZÄÖÜ]+", tidy(typed))
    first = len(typed_parts[0]) if len(typed_parts) > 1 else 0
    fits = 1 <= first <= 3 and 1 <= len(letters) - first <= 2
    return first if fits else 0


def _formats(
    *rows: tuple[str, Callable[[re.Match[str]], str]],
) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    return tuple((re.compile(f"^{pattern}$"), draw) for pattern, draw in rows)


_DUTCH_SIDE_CODES = (
    r"[A-Z]{2}\d{4}|\d{4}[A-Z]{2}|\d{2}[A-Z]{2}\d{2}|[A-Z]{2}\d{2}[A-Z]{2}"
    r"|[A-Z]{4}\d{2}|\d{2}[A-Z]{4}|\d{2}[A-Z]{3}\d|\d[A-Z]{3}\d{2}|[A-Z]{2}\d{3}[A-Z]"
    r"|[A-Z]\d{3}[A-Z]{2}|[A-Z]{3}\d{2}[A-Z]|[A-Z]\d{2}[A-Z]{3}|\d[A-Z]{2}\d{3}"
    r"|\d{3}[A-Z]{2}\d"
)
_RU = "[ABEKMHOPCTYX]"
_FORMATS = {
    "NL": _formats((f"(?:{_DUTCH_SIDE_CODES})", _draw_dutch)),
    "DE": _formats((r"[A-ZÄÖÜ]{2,5}\d{1,4}[EH]?", lambda match: match.group())),
    "BE": _formats(
        (r"([1-9])([A-Z]{3})(\d{3})", _join("-")),
        (r"([A-Z]{3})(\d{3})", _join("-")),
        (r"(\d{3})([A-Z]{3})", _join("-")),
    ),
    "FR": _formats(
        (r"([A-HJ-NP-TV-Z]{2})(\d{3})([A-HJ-NP-TV-Z]{2})", _join("-")),
        (r"(\d{1,4})([A-Z]{2,3})(\d{2}|2[AB]|97\d)", _join(" ")),
    ),
    "AT": _formats((r"([A-Z]{1,2})(\d{1,5}[A-Z]{1,3})", _join(" "))),
    "LU": _formats((r"([A-Z]{2})(\d{4})", _join(" ")), (r"(\d{4,5})", _join(""))),
    "GB": _formats((r"([A-Z]{2}\d{2})([A-Z]{3})", _join(" "))),
    "GB_OLD": _formats(
        (r"([A-Z]\d{1,3})([A-Z]{3})", _join(" ")),
        (r"([A-Z]{3})(\d{1,3}[A-Z])", _join(" ")),
        (r"([A-Z]{1,3})(\d{1,4})", _join(" ")),
    ),
    "RU": _formats((rf"({_RU}\d{{3}}{_RU}{{2}})(\d{{2,3}})", _join(" "))),
}
