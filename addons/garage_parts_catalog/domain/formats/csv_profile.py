"""How one supplier writes its price list: guessed once, saved, used again."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from ..amounts import guess_decimal
from ..issues import CatalogFileError
from .header_words import PRICE_LIST, map_columns

SAMPLE_LINES = 200
SAMPLE_BYTES = 256 * 1024
#: columns whose cells tell the decimal sign
AMOUNT_COLUMNS = ("list_price", "cost", "hours", "units", "minutes")
_DELIMITERS = (";", "\t", ",", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters of German, Dutch and French in code page 850; in Windows-1252 the same
# bytes are rare signs such as the low quotation mark.
_LETTERS_850 = (
    b"\x80\x81\x82\x84\x85\x87\x88\x89\x8a\x8b\x8c\x8e\x90\x94\x96\x97\x99\x9a"
)
# 0xE1 is the frequent sharp s of code page 850 as well
_LETTERS_1252 = bytes(range(0xC0, 0x100)).replace(b"\xe1", b"")


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
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
        if controls * 50 > len(head):
            raise CatalogFileError("binary")


def detect_encoding(stream: BinaryIO, otherwise: str = "cp1252") -> str:
    """Return the encoding of the whole stream; leaves the stream at its start.

    ``otherwise`` is what the format says when the letters tell nothing.
    """
    head = stream.read(4)
    for mark, name in _BOMS:
        if head.startswith(mark):
            stream.seek(0)
            return name
    stream.seek(0)
    good = bad = in_850 = in_1252 = 0
    for line in stream:
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
            in_850 += len(line) - len(line.translate(None, _LETTERS_850))
            in_1252 += len(line) - len(line.translate(None, _LETTERS_1252))
    stream.seek(0)
    if good >= bad:
        return "utf-8"
    if in_850 == in_1252:
        return otherwise
    return "cp850" if in_850 > in_1252 else "cp1252"


def sample_lines(stream: BinaryIO, encoding: str) -> list[str]:
    """Return the first lines as text; leaves the stream at its start."""
    stream.seek(0)
    text = stream.read(SAMPLE_BYTES).decode(encoding, errors="replace")
    text = text.replace("\x00", "")  # no database keeps it in a title
    stream.seek(0)
    return [line for line in text.splitlines() if line.strip()][:SAMPLE_LINES]


def split_lines(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Return the cells of each line."""
    return [
        [cell.strip() for cell in row]
        for row in csv.reader(lines, delimiter=delimiter)
        if row
    ]


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
        raise CatalogFileError("empty")
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
    """Return how many lines precede the titles, and the columns they name."""
    for index, row in enumerate(rows[:10]):
        columns = map_columns(row, words)
        if len(row) >= min(width, 2) and len(columns) >= min(2, width):
            return index, columns
    return 0, {}


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
