"""Does an article fit a vehicle?  Three answers and the reason, never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .number import normalize
from .rows import Qualifier

FITS, CHECK, NO, UNKNOWN = "fits", "check", "no", "unknown"
#: systems in which one file makes its statements side by side
_TOGETHER = (frozenset({"vcdb_base", "vcdb_model"}),)
_RANK = {FITS: 0, CHECK: 1, NO: 2, UNKNOWN: 3}


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """What is known of one vehicle.

    ``keys`` maps (system, code) to the condition under which the key is the
    vehicle's own: "" for certain, else words such as ``engine CZDA``.
    ``year``, ``kw`` are 0 and texts are "" when not known.
    """

    keys: Mapping[tuple[str, str], str]
    year: int = 0
    engine_code: str = ""
    kw: int = 0
    make: str = ""
    model: str = ""
    fuel: str = ""
    vin: str = ""


@dataclass(frozen=True, slots=True)
class FitmentFact:
    """One stored statement about an article and a vehicle key."""

    system: str
    vehicle_ref: str
    year_from: int = 0
    year_to: int = 0
    qualifiers: tuple[Qualifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``verdict`` with a reason: a code for the wording and its values.

    Codes: ``listed``, ``universal``, ``conditions``, ``one_of``, ``year``, ``engine``,
    ``power``, ``fuel``, ``vin``, ``other_vehicles``, ``not_listed``, ``no_data``,
    ``no_vehicle``, ``no_make``, ``vehicle_not_linked``.
    """

    verdict: str
    code: str
    values: tuple[str, ...] = ()


def decide(
    facts: Iterable[FitmentFact], systems: frozenset[str], vehicle: VehicleFacts
) -> Answer:
    """Return the best answer that the article's statements allow.

    ``facts`` are the article's statements for the vehicle's keys, ``systems`` the
    number systems in which the article has any statement at all.  Only a system
    shared by article and vehicle can say "does not fit"; no data stays unknown.
    Where a sender mixes systems, the vehicle has to be known in each that he uses.
    """
    answers = [
        _judge(fact, vehicle)
        for fact in facts
        if (fact.system, fact.vehicle_ref) in vehicle.keys
    ]
    if answers:
        return best_of(answers)
    if not systems:
        return Answer(UNKNOWN, "no_data")
    certain = {key[0] for key, condition in vehicle.keys.items() if not condition}
    if any(_told_in_full(system, systems, certain) for system in systems):
        return Answer(NO, "other_vehicles")
    return Answer(UNKNOWN, "vehicle_not_linked")


def _told_in_full(system: str, systems: frozenset[str], certain: set[str]) -> bool:
    """Whether statements in this system and its sisters say all about the vehicle."""
    sisters = {system}.union(*(group for group in _TOGETHER if system in group))
    return systems & sisters <= certain


def with_broader_keys(
    keys: Mapping[tuple[str, str], str],
) -> dict[tuple[str, str], str]:
    """Return the keys and those of statements about a make's every model."""
    broader = {
        (system, f"{code.partition('/')[0]}/0"): condition
        for (system, code), condition in keys.items()
        if system == "vcdb_model" and "/" in code
    }
    return {**broader, **keys}


def best_of(answers: Iterable[Answer]) -> Answer:
    """Return the best of alternative answers; several to check become one."""
    answers = list(answers)
    best = min(answers, key=lambda answer: (_RANK[answer.verdict], answer.values))
    checks = {a.values for a in answers if a.verdict == CHECK}
    if best.verdict != CHECK or len(checks) == 1:
        return best
    return Answer(CHECK, "one_of", tuple(", ".join(c) for c in sorted(checks)))


def _judge(fact: FitmentFact, vehicle: VehicleFacts) -> Answer:
    """Return the answer of one statement whose key is the vehicle's."""
    to_check = []
    if fact.year_from or fact.year_to:
        if not vehicle.year:
            to_check.append(years_text(fact.year_from, fact.year_to))
        elif not fact.year_from <= vehicle.year <= (fact.year_to or 9999):
            years = years_text(fact.year_from, fact.year_to)
            return Answer(NO, "year", (years, str(vehicle.year)))
    if condition := vehicle.keys[fact.system, fact.vehicle_ref]:
        to_check.append(condition)
    for qualifier in fact.qualifiers:
        if qualifier.kind == "label":
            continue  # what the sender calls the part, not which vehicle it is for
        contradiction = _contradicts(qualifier, vehicle)
        if contradiction:
            return contradiction
        if not _is_met(qualifier, vehicle):
            to_check.append(_words(qualifier))
    if to_check:
        return Answer(CHECK, "conditions", tuple(dict.fromkeys(to_check)))
    return Answer(FITS, "listed")


def years_text(first: int, last: int) -> str:
    """Return a span of model years as people write it; 0 is an open end."""
    return str(first) if first == last else f"{first or ''}-{last or ''}"


def _is_met(qualifier: Qualifier, vehicle: VehicleFacts) -> bool:
    """Whether the vehicle's record itself meets the condition."""
    if qualifier.kind == "engine_code":
        return normalize(qualifier.value) == normalize(vehicle.engine_code)
    if qualifier.kind == "kw":
        return qualifier.value == str(vehicle.kw)
    return False


def _contradicts(qualifier: Qualifier, vehicle: VehicleFacts) -> Answer | None:
    if _is_met(qualifier, vehicle):
        return None
    if qualifier.kind == "engine_code" and vehicle.engine_code:
        return Answer(NO, "engine", (qualifier.value, vehicle.engine_code))
    if qualifier.kind == "kw" and vehicle.kw:
        return Answer(NO, "power", (qualifier.value, str(vehicle.kw)))
    return None


def _words(qualifier: Qualifier) -> str:
    """Return a condition as text; numbers of licensed lists stay numbers."""
    if qualifier.kind in ("note", "label"):
        return qualifier.value
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in qualifier.kind)
    return f"{words.replace('_', ' ').strip()} {qualifier.value}"
