"""How one supplier writes its price list: guessed once, saved, used again."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from ..amounts import DECIMAL_MARK, guess_decimal
from ..issues import CatalogFileError
from .encodings import detect_encoding, wide_encoding
from .header_words import PRICE_LIST, map_columns

SAMPLE_LINES = 200
SAMPLE_BYTES = 256 * 1024
SAMPLE_LINE = 64 * 1024  # a longer one is damage
TITLE_LINES = 10  # among which the titles stand
#: columns whose cells tell the decimal sign
AMOUNT_COLUMNS = ("list_price", "cost", "hours", "units", "minutes")
_DELIMITERS = (";", "\t", ",", "|")


@dataclass(frozen=True, slots=True)
class CsvProfile:
    """Everything needed to read one supplier's list again without guessing."""

    encoding: str = "utf-8"
    delimiter: str = ";"
    decimal: str = "."
    header: bool = True
    skip: int = 0
    width: int = 0
    list_separator: str = "|"
    key_system: str = "ktype"
    titles: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)

    def looks_like(self, other: CsvProfile) -> bool:
        """Whether a file with the other layout can be read with this mapping."""
        mine = (self.width, self.delimiter, self.header, self.titles)
        return mine == (other.width, other.delimiter, other.header, other.titles)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {**values, "columns": dict(self.columns), "titles": list(self.titles)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> CsvProfile:
        """Return the profile of :meth:`to_dict`; unknown keys are ignored."""
        known = {k: v for k, v in values.items() if k in cls.__dataclass_fields__}
        columns = known.get("columns") or {}
        known["columns"] = {name: int(index) for name, index in columns.items()}
        known["titles"] = tuple(known.get("titles") or ())
        return cls(**known)


def check_text(head: bytes) -> None:
    """Refuse what is no text file at all (CatalogFileError)."""
    if not head.strip():
        raise CatalogFileError("empty")
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CatalogFileError("spreadsheet")
    if head.startswith(b"%PDF"):
        raise CatalogFileError("pdf")
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if not head.startswith(marks) and not wide_encoding(head[:1024]):
        controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
        if controls * 50 > len(head):
            raise CatalogFileError("binary")


def sample_lines(stream: BinaryIO, encoding: str) -> list[str]:
    """Return the first lines as text; leaves the stream at its start."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    lines: list[str] = []
    room = SAMPLE_BYTES
    while room > 0 and len(lines) < SAMPLE_LINES and (line := text.readline(room)):
        room -= len(line)
        if len(line) < SAMPLE_LINE and line.strip():
            # no database keeps a zero byte in a title
            lines.append(line.replace("\x00", "").rstrip("\r\n"))
    text.detach()
    stream.seek(0)
    return lines


def split_lines(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Return the cells of each line, up to a cell that never ends."""
    rows = []
    with contextlib.suppress(csv.Error):
        for row in csv.reader(lines, delimiter=delimiter):
            if row:
                rows.append([c.strip().replace(DECIMAL_MARK, ".") for c in row])
    return rows


def detect_delimiter(lines: Sequence[str]) -> str:
    """Return the sign that cuts most lines into the same number of cells."""
    best, best_score = _DELIMITERS[0], 0.0
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in split_lines(lines, delimiter))
        width, hits = widths.most_common(1)[0] if widths else (1, 0)
        score = hits / max(len(lines), 1) * min(width, 8) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def detect_profile(
    stream: BinaryIO, words: Mapping[str, tuple[str, ...]] | None = None
) -> CsvProfile:
    """Guess the profile from the file's beginning; raises CatalogFileError."""
    head = stream.read(SAMPLE_BYTES)
    stream.seek(0)
    check_text(head)
    encoding = detect_encoding(stream)
    lines = sample_lines(stream, encoding)
    delimiter = detect_delimiter(lines)
    rows = split_lines(lines, delimiter)
    if not rows:
        raise CatalogFileError("no_lines")
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    skip, columns = _find_header(rows, words or PRICE_LIST, width)
    header = bool(columns)
    body = rows[skip + header :]
    profile = CsvProfile(
        encoding=encoding,
        delimiter=delimiter,
        decimal=guess_decimal(_amount_cells(body, columns)),
        header=header,
        skip=skip,
        width=width,
        titles=tuple(rows[skip]) if header else (),
        columns=columns or {"number": 0},
    )
    return replace(profile, list_separator=_list_separator(body, profile))


def _amount_cells(
    body: Sequence[list[str]], columns: Mapping[str, int]
) -> Iterator[str]:
    """Yield the cells that tell the decimal sign: of amounts when they are known."""
    wanted = {columns[name] for name in AMOUNT_COLUMNS if name in columns}
    for row in body:
        for index, cell in enumerate(row):
            if not wanted or index in wanted:
                yield cell


def _find_header(
    rows: Sequence[list[str]], words: Mapping[str, tuple[str, ...]], width: int
) -> tuple[int, dict[str, int]]:
    """Return how many lines precede the titles, and the columns they name.

    Titles of groups may stand above the real ones: the line that names most counts.
    """
    place, best = 0, dict[str, int]()
    for index, row in enumerate(rows[:TITLE_LINES]):
        columns = map_columns(row, words)
        enough = len(row) >= min(width, 2) and len(columns) >= min(2, width)
        if enough and len(columns) > len(best):
            place, best = index, columns
    return place, best


def _list_separator(body: Sequence[list[str]], profile: CsvProfile) -> str:
    """Return the sign between several numbers in one cell."""
    counts: Counter[str] = Counter()
    for target in ("oe_numbers", "equivalents", "vehicle_keys"):
        index = profile.columns.get(target)
        if index is None:
            continue
        for row in body:
            cell = row[index] if index < len(row) else ""
            counts.update(char for char in "|,;/" if char in cell)
    return counts.most_common(1)[0][0] if counts else "|"
