"""Vehicle identification numbers (ISO 3779): normalise, check and read.

No network, no clock, no database. What the number does not say for certain is
marked so; the caller shows it in grey and never writes it over what a person or a
register gave.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .vin_tables import COUNTRIES, FIRST_MODELS_YEAR, MAKERS, MODELS

LENGTH = 17

_ALPHABET = re.compile(r"^[A-HJ-NPR-Z0-9]+$")
_PREFIX = re.compile(r"^(VIN|FIN|CHASSIS|FAHRGESTELL(NR)?|VINNR)[.:#]+")
_DROPPED = re.compile(r"[\s*\-‐-―_.\u200b-\u200f\u2060\ufeff]")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_MISREAD = str.maketrans("IOQ", "100")
_CYRILLIC = str.maketrans("АВЕКМНОРСТУХ", "ABEKMH0PCTYX")
_YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"

MakerLookup = Callable[[str], str | None]
DetailLookup = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class Fact:
    """One thing the number says: the value, whether it is sure, where it is from."""

    value: str | int | None = None
    certain: bool = False
    source: str = ""


@dataclass(frozen=True)
class Decoded:
    """What a well-formed number says. ``year_coded`` is False where the maker
    does not put the year in the number; ``check_digit`` is ok, wrong or unused."""

    vin: str
    maker: Fact
    country: Fact
    model: Fact
    year: Fact
    year_candidates: tuple[int, ...]
    year_coded: bool
    check_digit: str
    details: Mapping[str, Fact] = field(default_factory=dict)


def normalise(text: str | None) -> str:
    """Return upper case without blanks, hyphens, asterisks and a leading ``VIN:``."""
    folded = unicodedata.normalize("NFKC", text or "").upper()
    folded = _DROPPED.sub("", _PREFIX.sub("", folded.strip()))
    return _PREFIX.sub("", folded)


def problems(vin: str) -> list[str]:
    """Return the codes of what makes a normalised number impossible.

    ``length`` (not 17) and ``alphabet`` (I, O, Q or anything foreign).
    """
    found = []
    if len(vin) != LENGTH:
        found.append("length")
    if vin and not _ALPHABET.match(vin):
        found.append("alphabet")
    return found


def suggestion(vin: str) -> str | None:
    """Return the number with I, O, Q and Cyrillic letters mended, None if no help.

    In North America the mended number must also pass the check digit.
    """
    mended = vin.translate(_CYRILLIC).translate(_MISREAD)
    if mended == vin or problems(mended):
        return None
    return None if check_digit_state(mended) == "wrong" else mended


def is_north_american(vin: str) -> bool:
    """Say whether the check digit is binding: made for the American market."""
    return vin[:1] in "12345" or vin[:1] == "7"


def check_digit(vin: str) -> str:
    """Return what ISO 3779 / SAE J853 expects at position 9."""
    total = sum(
        _VALUES[char] * weight for char, weight in zip(vin, _WEIGHTS, strict=True)
    )
    return "0123456789X"[total % 11]


def check_digit_state(vin: str) -> str:
    """Return ok, wrong, or unused where the market does not use the digit.

    One European number in ten passes by chance, so there a pass proves nothing.
    """
    if not is_north_american(vin):
        return "unused"
    return "ok" if check_digit(vin) == vin[8] else "wrong"


def may_trust_details(vin: str) -> bool:
    """Say whether the American register of types can know this number.

    For others it answers nonsense: a 3.8 litre V6 for a European Opel Astra.
    """
    return vin[:1] in "123457" or check_digit(vin) == vin[8]


def decode(
    vin: str,
    this_year: int,
    lookup: MakerLookup | None = None,
    details: DetailLookup | None = None,
) -> Decoded:
    """Read a well-formed number.

    :param vin: normalised and without problems
    :param this_year: years later than the next one are not offered
    :param lookup: asked for the maker where our own table has none
    :param details: asked for model, engine and body where it can know them
    :raises ValueError: when the number has problems
    """
    if problems(vin):
        raise ValueError("not a vehicle identification number")
    maker, rule = _maker(vin, lookup)
    known = details(vin) if details and may_trust_details(vin) else {}
    extra = {name: Fact(value, True, "types") for name, value in known.items()}
    model = _model(vin)
    if not model.value:
        model = extra.get("model", model)
    candidates = _year_candidates(vin, rule, this_year)
    if model.certain and model.source == "table":
        candidates = tuple(year for year in candidates if year >= FIRST_MODELS_YEAR)
    return Decoded(
        vin=vin,
        maker=maker,
        country=_country(vin),
        model=model,
        year=_year(candidates, rule),
        year_candidates=candidates,
        year_coded=rule != "none",
        check_digit=check_digit_state(vin),
        details={name: fact for name, fact in extra.items() if name != "model"},
    )


def pick_year(candidates: Iterable[int], registered: int | None) -> int | None:
    """Return the candidate that a first registration in that year points to.

    Cars are registered in the model year or up to two years after, or late in the
    year before.
    """
    if registered is None:
        return None
    fitting = [year for year in candidates if registered - 2 <= year <= registered + 1]
    return max(fitting) if fitting else None


def _maker(vin: str, lookup: MakerLookup | None) -> tuple[Fact, str]:
    name, rule = MAKERS.get(
        vin[:3], (None, "na" if is_north_american(vin) else "maybe")
    )
    if name:
        return Fact(name, True, "table"), rule
    found = lookup(vin) if lookup else None
    return (Fact(found, False, "library") if found else Fact()), rule


def _country(vin: str) -> Fact:
    """Where the maker's code was assigned, not always where the car was built."""
    code = COUNTRIES.get(vin[:2]) or COUNTRIES.get(vin[:1])
    return Fact(code, True, "table") if code else Fact()


def _model(vin: str) -> Fact:
    """The Volkswagen group writes the model at 7-8 behind three filling Z."""
    model = MODELS.get((vin[:3], vin[6:8])) if vin[3:6] == "ZZZ" else None
    return Fact(model, True, "table") if model else Fact()


def _year_candidates(vin: str, rule: str, this_year: int) -> tuple[int, ...]:
    """Return possible model years, newest first; the codes repeat every 30 years."""
    code = vin[10] if rule == "pos11" else vin[9]
    if rule == "none" or code not in _YEAR_CODES:
        return ()
    base = 1980 + _YEAR_CODES.index(code)
    years = [year for year in (base + 60, base + 30, base) if year <= this_year + 1]
    if rule == "na":
        years = [year for year in years if (year >= 2010) == vin[6].isalpha()]
    return tuple(years)


def _year(candidates: tuple[int, ...], rule: str) -> Fact:
    if not candidates:
        return Fact()
    certain = len(candidates) == 1 and rule in ("pos10", "pos11", "na")
    return Fact(candidates[0], certain, "table")
