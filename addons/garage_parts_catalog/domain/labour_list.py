"""Lists of labour times: operation, vehicle and hours, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import BinaryIO

from .amounts import parse_amount
from .formats.csv_profile import CsvProfile, detect_profile
from .formats.csv_reader import Records
from .issues import CatalogFileError, LineIssue
from .labour_words import LABOUR_LIST
from .number import normalize

#: kinds of work; a list that names none means ordinary mechanics' work
SKILLS = ("mechanic", "electric", "body", "paint", "diagnostic")
#: how a list writes hours, best told first
TIMES = ("hours", "units", "minutes")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)$")
_YEARS = re.compile(r"(\d{4})(\s*[-–/]\s*(\d{4})?)?$")
_NO = frozenset(("", "0", "no", "nee", "nein", "non", "нет", "false", "-"))
_SEPARATORS = re.compile(r"\s*[|,;]\s*")
_DATES = (
    re.compile(r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)$"),
    re.compile(r"(?P<d>\d\d?)[-./](?P<m>\d\d?)[-./](?P<y>\d{4})$"),
)
_MOST_HOURS = 1000


@dataclass(frozen=True, slots=True)
class LabourRow:
    """One line: the time of an operation, for all vehicles when no make is named.

    ``hours`` are rounded to two decimals; ``None`` for a line that only describes.
    """

    line: int
    code: str
    name: str = ""
    group: str = ""
    skill: str = ""
    setup: bool = False
    includes: tuple[str, ...] = ()
    hours: float | None = None
    make: str = ""
    model: str = ""
    year_from: int = 0
    year_to: int = 0
    engine_code: str = ""
    kw: int = 0
    ktype: str = ""
    variant: str = ""
    specs: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def for_all(self) -> bool:
        """Whether the line speaks of no vehicle, variant or date in particular."""
        narrow = (self.make, self.ktype, self.variant, self.engine_code)
        limits = (self.year_from, self.year_to, self.kw, self.valid_from, self.valid_to)
        return not any(narrow) and not any(limits)


class _Refused(ValueError):
    """Why one line is left out: a code of LineIssue and what stands there."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value[:40]


def read_labour_times(
    stream: BinaryIO, units_per_hour: int = 0
) -> Iterator[LabourRow | LineIssue]:
    """Yield one row or one issue per line; raises CatalogFileError.

    :param units_per_hour: labour units (AW) in an hour, 0 when the list has none
    """
    profile = detect_profile(stream, LABOUR_LIST)
    kind = _check_columns(profile, units_per_hour)
    reader = _LineReader(profile, kind, units_per_hour)
    records = Records(stream, profile)
    for cells in records.rows():
        yield reader.read_line(cells, records.line)
    yield from records.issues


def _check_columns(profile: CsvProfile, units_per_hour: int) -> str:
    """Return the column that holds the time, or refuse the file."""
    columns = profile.columns
    kind = next((name for name in TIMES if name in columns), None)
    if not profile.header or "code" not in columns or not kind:
        raise CatalogFileError("no_labour_columns")
    if kind == "units" and not units_per_hour:
        raise CatalogFileError("no_units_per_hour")
    return kind


class _LineReader:
    """Reads the lines of one list."""

    def __init__(self, profile: CsvProfile, kind: str, units_per_hour: int) -> None:
        self._profile = profile
        self._kind = kind
        self._per_hour = {"hours": 1, "units": units_per_hour, "minutes": 60}[kind]

    def read_line(self, cells: list[str], line: int) -> LabourRow | LineIssue:
        """Return the row of one line, or why it is left out."""
        columns = self._profile.columns
        width = self._profile.width
        if len(cells) <= max(columns.values()) or any(map(str.strip, cells[width:])):
            return LineIssue(line, "columns", str(len(cells)))
        value = {name: cells[index].strip() for name, index in columns.items()}
        try:
            return self._parse(value, line)
        except _Refused as refused:
            return LineIssue(line, refused.code, refused.value)

    def _parse(self, value: Mapping[str, str], line: int) -> LabourRow:
        code = value["code"]
        if not 0 < len(normalize(code)) <= 60:
            raise _Refused("operation", code)
        if value.get("model") and not value.get("make"):
            raise _Refused("make")
        first, last = _years(value)
        return LabourRow(
            line=line,
            code=code,
            name=value.get("name", ""),
            group=value.get("group", ""),
            skill=_skill(value.get("skill", "")),
            setup=value.get("setup", "").casefold() not in _NO,
            includes=_codes(value.get("includes", "")),
            hours=self._hours(value[self._kind]),
            make=value.get("make", ""),
            model=value.get("model", ""),
            year_from=first,
            year_to=last,
            engine_code=value.get("engine_code", ""),
            kw=_whole(value.get("kw", "")),
            ktype=value.get("ktype", ""),
            variant=value.get("variant", ""),
            specs=value.get("specs", ""),
            valid_from=_date(value.get("valid_from", "")),
            valid_to=_date(value.get("valid_to", "")),
        )

    def _hours(self, text: str) -> float | None:
        """Hours of a cell such as ``1,25``, ``1:15``, ``15`` units or minutes."""
        if not text:
            return None
        clock = _CLOCK.match(text)
        try:
            if clock and self._kind == "hours":
                number = Decimal(clock[1]) + Decimal(clock[2]) / 60
            else:
                number = parse_amount(text, self._profile.decimal) / self._per_hour
        except ValueError as error:
            raise _Refused("hours", text) from error
        number = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
        if not 0 < number < _MOST_HOURS:
            raise _Refused("hours", text)
        return float(number)


def _skill(text: str) -> str:
    key = text.casefold()
    if key and key not in SKILLS:
        raise _Refused("skill", text)
    return key


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in _SEPARATORS.split(text) if normalize(code))


def _whole(text: str) -> int:
    digits = re.match(r"\d{1,5}", text)
    return int(digits[0]) if digits else 0


def _date(text: str) -> date | None:
    if not text:
        return None
    for form in _DATES:
        match = form.match(text)
        if not match:
            continue
        try:
            return date(*(int(match[part]) for part in ("y", "m", "d")))
        except ValueError:
            break
    raise _Refused("date", text)


def _years(value: Mapping[str, str]) -> tuple[int, int]:
    """Return (from, to) with 0 for an open end."""
    text = value.get("year", "")
    if text:
        match = _YEARS.match(text)
        if not match:
            raise _Refused("year", text)
        first = int(match[1])
        last = int(match[3] or 0) if match[2] else first
    else:
        ends = [value.get("year_from", ""), value.get("year_to", "")]
        if any(end and not (end.isdecimal() and len(end) == 4) for end in ends):
            raise _Refused("year", "-".join(ends))
        first, last = (int(end or 0) for end in ends)
    if last and first > last:
        raise _Refused("year", f"{first}-{last}")
    return first, last
