"""Which catalogue vehicle a customer's vehicle is: certain, to be chosen, or unknown.

A tie is made only when nothing speaks against it and nothing is left open; everything
else is offered to a person. Texts are compared in the form of ``domain/number.py``;
powers are kilowatts, years four digits, 0 and "" mean not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TIED, CHOOSE, CHECK, NONE = "tied", "choose", "check", "none"
#: number systems that name a vehicle by its papers, the surest first
SYSTEMS = ("ktype", "hsn_tsn")
#: a car may be sold before its model year and wait at the dealer's
_YEARS_EARLY, _YEARS_LATE = 1, 2
#: what tells vehicle types apart, in the order in which people look at it
_TRAITS = ("series", "engine_code", "kw", "ccm", "fuel", "body", "drive")


@dataclass(frozen=True, slots=True)
class VehicleTraits:
    """What is known of a vehicle; ``registered`` is the year of first registration.

    ``keys`` are its numbers by its papers: {system: code}.
    """

    make: str = ""
    model: str = ""
    year: int = 0
    registered: int = 0
    engine_code: str = ""
    kw: int = 0
    keys: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class TypeTraits:
    """One vehicle type of the catalogues."""

    id: int
    make: str
    model: str
    year_from: int = 0
    year_to: int = 0
    engine_code: str = ""
    kw: int = 0
    series: str = ""
    ccm: int = 0
    fuel: str = ""
    body: str = ""
    drive: str = ""
    keys: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Tie:
    """``ids`` are the types that it can be, one when ``state`` is tied.

    ``reason`` is ktype, hsn_tsn, facts, other_make, contradiction, several, open or
    nothing; ``differs`` names the traits in which the types differ.
    """

    state: str
    ids: tuple[int, ...] = ()
    reason: str = "nothing"
    differs: tuple[str, ...] = ()


def tie(vehicle: VehicleTraits, types: Sequence[TypeTraits]) -> Tie:
    """Return what the vehicle is among these types of its numbers and names."""
    for system in SYSTEMS:
        own = {key for key in vehicle.keys if key[0] == system}
        named = [row for row in types if own & row.keys]
        if named:
            return _by_number(vehicle, named, system)
    return _by_facts(vehicle, types)


def agrees(vehicle: VehicleTraits, row: TypeTraits) -> bool:
    """Whether nothing known of the vehicle speaks against the type."""
    other_engine = (
        vehicle.engine_code
        and row.engine_code
        and vehicle.engine_code != row.engine_code
    )
    other_power = vehicle.kw and row.kw and vehicle.kw != row.kw
    return not other_engine and not other_power and _year_agrees(vehicle, row)


def _year_agrees(vehicle: VehicleTraits, row: TypeTraits) -> bool:
    last = row.year_to or 9999
    if vehicle.year:
        return row.year_from <= vehicle.year <= last
    if vehicle.registered:
        early = vehicle.registered + _YEARS_EARLY
        late = vehicle.registered - _YEARS_LATE
        return row.year_from <= early and last >= late
    return True


def _by_number(vehicle: VehicleTraits, named: Sequence[TypeTraits], system: str) -> Tie:
    """The papers name types; they must not contradict what else is known."""
    if vehicle.make and not any(row.make == vehicle.make for row in named):
        return _offer(named, "other_make")
    left = [row for row in named if agrees(vehicle, row)]
    if not left:
        return _offer(named, "contradiction")
    if len(left) == 1:
        return Tie(TIED, (left[0].id,), system)
    return _offer(left, "several")


def _by_facts(vehicle: VehicleTraits, types: Sequence[TypeTraits]) -> Tie:
    """Make, model, year and engine lead to one type, to several or to none."""
    if not vehicle.make or not vehicle.model:
        return Tie(NONE)
    same = [
        row for row in types if (row.make, row.model) == (vehicle.make, vehicle.model)
    ]
    left = [row for row in same if agrees(vehicle, row)]
    if not left:
        return Tie(NONE, (), "contradiction" if same else "nothing")
    if len(left) > 1:
        return _offer(left, "several")
    if _is_open(vehicle, left[0]):
        return Tie(CHECK, (left[0].id,), "open")
    return Tie(TIED, (left[0].id,), "facts")


def _is_open(vehicle: VehicleTraits, row: TypeTraits) -> bool:
    """Whether something that the type demands is not known of the vehicle."""
    years = row.year_from or row.year_to
    if years and not vehicle.year and not vehicle.registered:
        return True
    if row.engine_code and not vehicle.engine_code:
        return True
    return bool(row.kw and not vehicle.kw and not vehicle.engine_code)


def _offer(rows: Iterable[TypeTraits], reason: str) -> Tie:
    rows = list(rows)
    return Tie(CHOOSE, tuple(row.id for row in rows), reason, differences(rows))


def differences(rows: Sequence[TypeTraits]) -> tuple[str, ...]:
    """Return the traits that are not the same in all types; years come last."""
    found = [name for name in _TRAITS if len({getattr(r, name) for r in rows}) > 1]
    if len({(row.year_from, row.year_to) for row in rows}) > 1:
        found.append("years")
    return tuple(found)
