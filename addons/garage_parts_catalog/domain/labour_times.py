"""Which labour time holds for a vehicle, and what has to be checked first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .number import normalize


@dataclass(frozen=True, slots=True)
class LabourFacts:
    """What is known of a vehicle; empty text or 0 is not known.

    ``type_ids`` are the catalogue vehicles that it can be.
    """

    make: str = ""
    model: str = ""
    year: int = 0
    engine_code: str = ""
    kw: int = 0
    type_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LabourTime:
    """One time of an operation; what is empty or 0 holds for all.

    ``ref`` names it for the caller.
    """

    hours: float
    ref: int = 0
    type_id: int = 0
    make: str = ""
    model: str = ""
    year_from: int = 0
    year_to: int = 0
    engine_code: str = ""
    kw: int = 0
    variant: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class LabourAnswer:
    """What a guide says about an operation for one vehicle.

    ``source`` names the guide, ``scope`` in words for which vehicles the time holds,
    ``check`` what has to be true of this one and is not known, ``specs`` torques,
    fillings and the like, ``includes`` codes of operations contained in this one;
    ``setup`` marks preparation that is charged once per visit.
    """

    code: str
    text: str
    hours: float
    source: str
    scope: str = ""
    check: str = ""
    variant: str = ""
    specs: str = ""
    setup: bool = False
    includes: tuple[str, ...] = ()
    guide_id: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A time that can hold, and the facts that nobody knows: years, engine, kw."""

    time: LabourTime
    unknown: Mapping[str, str] = field(default_factory=dict)


class LabourGuideError(Exception):
    """A guide does not answer; the message says why, in the user's language."""


def times_for(
    times: Iterable[LabourTime], facts: LabourFacts, today: date
) -> list[Choice]:
    """Return the times to offer, per variant: the closest certain one, and before it
    closer ones that depend on something unknown. The plain variant comes first.
    """
    variants: dict[str, list[tuple[int, Choice]]] = {}
    for time in times:
        unknown = _judge(time, facts, today)
        if unknown is not None:
            found = variants.setdefault(time.variant, [])
            found.append((_closeness(time), Choice(time, unknown)))
    chosen: list[Choice] = []
    for variant in sorted(variants):
        chosen += _closest(variants[variant])
    return chosen


def certain(answers: Iterable[LabourAnswer]) -> LabourAnswer | None:
    """Return the answer that may be taken without a person, else None.

    The first guide that answers counts; more than one plain time of it, or one with
    something to check, is for a person.

    :param answers: of one operation, in the order of the guides
    """
    rows = list(answers)
    plain = [
        row for row in rows if row.guide_id == rows[0].guide_id and not row.variant
    ]
    if len(plain) == 1 and not plain[0].check:
        return plain[0]
    return None


def other_opinions(
    answers: Iterable[LabourAnswer], taken: LabourAnswer
) -> list[LabourAnswer]:
    """Return what other guides say of the same work, where their hours differ."""
    return [
        row
        for row in answers
        if row.guide_id != taken.guide_id
        and row.variant == taken.variant
        and not row.check
        and row.hours != taken.hours
    ]


def _closest(found: list[tuple[int, Choice]]) -> list[Choice]:
    sure = [pair for pair in found if not pair[1].unknown]
    best = max(sure, key=lambda pair: pair[0], default=None)
    floor = best[0] if best else -1
    closer = [pair for pair in found if pair[1].unknown and pair[0] > floor]
    closer.sort(key=lambda pair: (-pair[0], pair[1].time.hours))
    if best and all(choice.time.hours == best[1].time.hours for _r, choice in closer):
        closer = []  # whatever is unknown, the time is the same
    return [choice for _rank, choice in closer] + ([best[1]] if best else [])


def _closeness(time: LabourTime) -> int:
    """How much a time says about its vehicles; more wins."""
    if time.type_id:
        return 64
    known = (time.make, time.model, time.year_from or time.year_to)
    rank = sum(1 << place for place, value in enumerate(known, start=1) if value)
    return rank + 16 * bool(time.engine_code) + 16 * bool(time.kw)


def _judge(time: LabourTime, facts: LabourFacts, today: date) -> dict[str, str] | None:
    """Return what is unknown, or None when the time is not for this vehicle."""
    if (time.valid_from and today < time.valid_from) or (
        time.valid_to and today > time.valid_to
    ):
        return None
    if time.type_id:
        if time.type_id not in facts.type_ids:
            return None
        return {} if len(facts.type_ids) == 1 else {"type": str(time.type_id)}
    for own, wanted in ((facts.make, time.make), (facts.model, time.model)):
        if wanted and normalize(own) != normalize(wanted):
            return None
    return _judge_build(time, facts)


def _judge_build(time: LabourTime, facts: LabourFacts) -> dict[str, str] | None:
    """The same for model year, engine and power."""
    unknown: dict[str, str] = {}
    if time.year_from or time.year_to:
        if not facts.year:
            unknown["years"] = f"{time.year_from or ''}-{time.year_to or ''}"
        elif not time.year_from <= facts.year <= (time.year_to or facts.year):
            return None
    if time.engine_code:
        if not facts.engine_code:
            unknown["engine"] = time.engine_code
        elif normalize(facts.engine_code) != normalize(time.engine_code):
            return None
    if time.kw:
        if not facts.kw:
            unknown["kw"] = str(time.kw)
        elif facts.kw != time.kw:
            return None
    return unknown
