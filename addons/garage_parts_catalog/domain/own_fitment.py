"""Fitment that people type by hand: make, model, years, engine, fuel, VIN, position.

A garage types the vehicles that it has met.  Another vehicle is therefore unknown,
unless a person says that the list is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .fitment import (
    CHECK,
    FITS,
    NO,
    UNKNOWN,
    Answer,
    VehicleFacts,
    best_of,
    years_text,
)
from .number import normalize

VIN_LENGTH = 17
#: order of the year and serial signs; the code of the year comes back after 30 years
_CYCLE = "ABCDEFGHJKLMNPRSTVWXY123456789"
_YEAR, _PLANT = 9, 10  # places in the VIN, from 0
_LIST = re.compile(r"[,;/|]+")
#: a part for one of these may well be for another of them: nobody can tell from here
_FUEL_KIN = (
    frozenset({"petrol", "hybrid", "plugin_hybrid", "lpg", "cng"}),
    frozenset({"diesel", "hybrid", "plugin_hybrid"}),
    frozenset({"electric", "hydrogen", "hybrid", "plugin_hybrid"}),
)


@dataclass(frozen=True, slots=True)
class OwnFitment:
    """One statement of a person; what is empty or 0 holds for all.

    ``engine_code`` may name several.  ``condition`` is what a person has to look at,
    ``position`` and ``note`` are only shown.  ``labels`` words what cannot be decided,
    by ``model``, ``engine``, ``fuel`` and ``vin``.
    """

    make: str = ""
    model: str = ""
    year_from: int = 0
    year_to: int = 0
    engine_code: str = ""
    fuel: str = ""
    vin_from: str = ""
    vin_to: str = ""
    condition: str = ""
    position: str = ""
    note: str = ""
    universal: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)


def decide_own(
    facts: Iterable[OwnFitment], vehicle: VehicleFacts, *, complete: bool
) -> Answer | None:
    """Return what the statements say of a vehicle, None when there are none.

    :param complete: whether the part fits nothing but what is listed
    """
    known = list(facts)
    if not known:
        return None
    answers = [answer for fact in known if (answer := _judge(fact, vehicle))]
    if answers:
        return best_of(answers)
    if not vehicle.make:
        return Answer(UNKNOWN, "no_make")
    return Answer(NO, "other_vehicles") if complete else Answer(UNKNOWN, "not_listed")


def _judge(fact: OwnFitment, vehicle: VehicleFacts) -> Answer | None:
    """Return the answer of one statement, None when it is about other vehicles."""
    to_check: list[str] = []
    if not fact.universal:
        if not vehicle.make or normalize(fact.make) != normalize(vehicle.make):
            return None
        if fact.model and not vehicle.model:
            to_check.append(_label(fact, "model", fact.model))
        elif fact.model and normalize(fact.model) != normalize(vehicle.model):
            return None
    for limit in (_judge_years, _judge_engine, _judge_fuel, _judge_vin):
        found = limit(fact, vehicle)
        if isinstance(found, Answer):
            return found
        to_check += found
    if fact.condition:
        to_check.append(fact.condition)
    if to_check:
        return Answer(CHECK, "conditions", tuple(dict.fromkeys(to_check)))
    shown = tuple(filter(None, (fact.position, fact.note)))
    return Answer(FITS, "universal" if fact.universal else "listed", shown)


def _judge_years(fact: OwnFitment, vehicle: VehicleFacts) -> Answer | list[str]:
    if not (fact.year_from or fact.year_to):
        return []
    years = years_text(fact.year_from, fact.year_to)
    if not vehicle.year:
        return [years]
    if fact.year_from <= vehicle.year <= (fact.year_to or 9999):
        return []
    return Answer(NO, "year", (years, str(vehicle.year)))


def _judge_engine(fact: OwnFitment, vehicle: VehicleFacts) -> Answer | list[str]:
    codes = {normalize(code) for code in _LIST.split(fact.engine_code)} - {""}
    if not codes or normalize(vehicle.engine_code) in codes:
        return []
    if not normalize(vehicle.engine_code):
        return [_label(fact, "engine", fact.engine_code)]
    return Answer(NO, "engine", (fact.engine_code, vehicle.engine_code))


def _judge_fuel(fact: OwnFitment, vehicle: VehicleFacts) -> Answer | list[str]:
    if not fact.fuel or fact.fuel == vehicle.fuel:
        return []
    both = {fact.fuel, vehicle.fuel}
    if not both.isdisjoint(("", "other")) or any(both <= kin for kin in _FUEL_KIN):
        return [_label(fact, "fuel", fact.fuel)]
    return Answer(NO, "fuel", (fact.fuel, vehicle.fuel))


def _judge_vin(fact: OwnFitment, vehicle: VehicleFacts) -> Answer | list[str]:
    if not (fact.vin_from or fact.vin_to):
        return []
    inside = vin_in_range(vehicle.vin, fact.vin_from, fact.vin_to)
    text = f"{fact.vin_from}-{fact.vin_to}"
    if inside is None:
        return [_label(fact, "vin", text)]
    return [] if inside else Answer(NO, "vin", (text, vehicle.vin))


def _label(fact: OwnFitment, name: str, otherwise: str) -> str:
    return fact.labels.get(name) or otherwise


def vin_in_range(vin: str, low: str, high: str) -> bool | None:
    """Whether a VIN lies between two numbers, None when that cannot be told.

    :param low: first number, a whole VIN or the last signs of one; "" is open
    :param high: last number, the same way
    """
    number = normalize(vin)
    if not number:
        return None
    inside = True
    for bound, sign in ((normalize(low), 1), (normalize(high), -1)):
        if not bound:
            continue
        order = _compare(number, bound)
        if order is None:
            return None
        inside = inside and order * sign >= 0
    return inside


def _compare(number: str, bound: str) -> int | None:
    """Return -1, 0 or 1, None when the numbers are not of one series."""
    if len(number) < len(bound):
        return None
    tail = number[-len(bound) :]
    if len(bound) < VIN_LENGTH:
        return (tail > bound) - (tail < bound)
    # Maker and description must agree; the ninth sign may be a check digit.
    if tail[: _YEAR - 1] != bound[: _YEAR - 1]:
        return None
    if tail[_YEAR] != bound[_YEAR]:
        return _compare_years(tail[_YEAR], bound[_YEAR])
    if tail[_PLANT] != bound[_PLANT]:
        return None
    rest, limit = tail[_PLANT:], bound[_PLANT:]
    return (rest > limit) - (rest < limit)


def _compare_years(own: str, bound: str) -> int | None:
    """Return the order of two codes of model years, less than 15 years apart."""
    if own not in _CYCLE or bound not in _CYCLE:
        return None
    apart = (_CYCLE.index(own) - _CYCLE.index(bound)) % len(_CYCLE)
    return 1 if apart < len(_CYCLE) // 2 else -1
