"""Lists that tie outside vehicle numbers to make, model, years and engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from .formats.csv_profile import CsvProfile, detect_profile
from .formats.csv_reader import Records
from .formats.header_words import VEHICLE_LIST
from .issues import CatalogFileError, LineIssue
from .rows import VehicleTypeRow

SYSTEMS = (
    "vcdb_base", "vcdb_model", "vcdb_equipment", "ktype", "ntype", "hsn_tsn", "rdw",
    "own",
)  # fmt: skip
_YEARS = re.compile(r"(\d{4})(?:\s*[-–/]\s*(\d{4})?)?$")
_CODES = re.compile(r"[\s,|]+")
_TEXTS = ("series", "engine_code", "fuel", "body", "drive")


def read_vehicle_types(stream: BinaryIO) -> Iterator[VehicleTypeRow | LineIssue]:
    """Yield one row per outside number; raises CatalogFileError.

    Columns: make, model, year or year from/to, and either ``system`` and ``code``
    or one column per number system (``base vehicle id``, ``ktype``, ``hsn/tsn``).
    A base vehicle id stands for one model year, so its line names one year.
    """
    profile = detect_profile(stream, VEHICLE_LIST)
    columns = profile.columns
    keyed = "code" in columns or columns.keys() & set(SYSTEMS)
    if not {"make", "model"} <= columns.keys() or not keyed:
        raise CatalogFileError("no_vehicle_columns")
    records = Records(stream, profile)
    for cells in records.rows():
        yield from _parse(cells, records.line, profile)
    yield from records.issues


def _parse(
    cells: list[str], line: int, profile: CsvProfile
) -> Iterator[VehicleTypeRow | LineIssue]:
    if len(cells) <= max(profile.columns.values()):
        yield LineIssue(line, "columns", str(len(cells)))
        return
    value = {name: cells[index].strip() for name, index in profile.columns.items()}
    if not value["make"] or not value["model"]:
        yield LineIssue(line, "make")
        return
    years = _years(value)
    keys = list(_keys(value))
    if years is None:
        yield LineIssue(line, "year", value.get("year") or value.get("year_from", ""))
    elif not keys or not all(
        system in SYSTEMS and len(code) <= 60 for system, code in keys
    ):
        yield LineIssue(line, "key", value.get("system", ""))
    elif years[0] != years[1] and any(system == "vcdb_base" for system, _code in keys):
        yield LineIssue(line, "base_year", f"{years[0]}-{years[1]}")
    else:
        for system, code in keys:
            yield VehicleTypeRow(
                line=line,
                system=system,
                code=code,
                make=value["make"],
                model=value["model"],
                year_from=years[0],
                year_to=years[1],
                kw=_whole(value.get("kw", "")),
                ccm=_whole(value.get("ccm", "")),
                **{name: value.get(name, "") for name in _TEXTS},
            )


def _keys(value: dict[str, str]) -> Iterator[tuple[str, str]]:
    if value.get("code"):
        system = value.get("system", "").lower() or "own"
        for code in filter(None, _CODES.split(value["code"])):
            yield system, code
    for system in SYSTEMS:
        for code in filter(None, _CODES.split(value.get(system, ""))):
            yield system, code


def _years(value: dict[str, str]) -> tuple[int, int] | None:
    """Return (from, to), 0 for open ends, or None when they make no sense."""
    text = value.get("year", "")
    if text:
        match = _YEARS.match(text)
        if not match:
            return None
        first = int(match[1])
        open_end = text != match[1] and not match[2]
        last = 0 if open_end else int(match[2] or first)
    else:
        ends = [value.get("year_from", ""), value.get("year_to", "")]
        if any(end and not (end.isdecimal() and len(end) == 4) for end in ends):
            return None
        first, last = (int(end or 0) for end in ends)
    return (first, last) if not last or first <= last else None


def _whole(text: str) -> int:
    digits = re.match(r"\d{1,5}", text.replace(".", ""))
    return int(digits[0]) if digits else 0
