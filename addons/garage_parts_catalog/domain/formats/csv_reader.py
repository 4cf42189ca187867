"""Price lists line by line: a damaged line is told, the rest goes on."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

from ..amounts import DECIMAL_MARK, other_currency, parse_amount
from ..issues import CatalogFileError, LineIssue
from ..number import latin_number, normalize
from ..rows import ArticleRow, CrossReference
from .csv_profile import CsvProfile

LINE_LIMIT = 64 * 1024
RECORD_LIMIT = 120_000  # characters of a record over several lines
_OPEN_LINES = 20
_AMOUNTS = {
    "list_price",
    "cost",
    "price_qty",
    "deposit",
    "pack_qty",
    "min_qty",
    "weight",
}
_TEXTS = {"name", "kind", "uom", "discount_group", "replaced_by"}
#: what a spreadsheet made of an article number: 4,05E+12, a day, an error
_NO_NUMBER = re.compile(
    r"\d([.,]\d+)?E\+\d+$|\d{4}-\d\d-\d\d$|#[A-Z/0]{2,7}[!?]?$", re.IGNORECASE
)
#: how many pieces a price or a pack is for: "per 100", "100 St."
_PIECES = re.compile(r"(?:[^\W\d]+\.?|/)?\s*(\d{1,9})\s*(?:[^\W\d]+\.?)?$")
_COUNTS = {"price_qty", "pack_qty", "min_qty"}
_EAN = re.compile(r"\d{8}$|\d{12,14}$")


class Records:
    """Iterate over records (physical lines, joined inside quotes) as text.

    ``line`` is the number of the current record's first line, ``issues`` what was
    left out, ``complete`` whether the file ends with a line break, ``marked`` whether
    the record holds a number of a workbook.
    """

    def __init__(self, stream: BinaryIO, profile: CsvProfile) -> None:
        stream.seek(0)
        self._text = io.TextIOWrapper(
            stream, encoding=profile.encoding, errors="replace", newline=""
        )
        self._delimiter = profile.delimiter
        self._above = profile.skip + profile.header
        self._waiting: deque[tuple[int, str]] = deque()
        self._count = 0
        self.line = 0
        self.complete = True
        self.marked = False
        self.issues: list[LineIssue] = []

    def __iter__(self) -> Iterator[str]:
        try:
            while (numbered := self._next_line()) is not None:
                record = self._record(*numbered)
                if record is not None:
                    self.line = numbered[0]
                    self.marked = DECIMAL_MARK in record
                    yield record
        finally:
            self._text.detach()

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of each record below the titles that has any."""
        above = self._above
        for cells in csv.reader(self, delimiter=self._delimiter):
            filled = any(map(str.strip, cells))
            if not above and filled:
                yield cells
            elif above and (filled or len(cells) > 1):
                above -= 1

    def _next_line(self) -> tuple[int, str] | None:
        if self._waiting:
            return self._waiting.popleft()
        text = self._text.readline(LINE_LIMIT)
        if not text:
            return None
        self._count += 1
        if len(text) >= LINE_LIMIT:
            while text and not text.endswith(("\n", "\r")):
                text = self._text.readline(LINE_LIMIT)
            text = "\ufffd\n"
        self.complete = text.endswith(("\n", "\r"))
        return self._count, text

    def _record(self, line: int, text: str) -> str | None:
        """Return the whole record that starts here, or None when it is damaged."""
        if "\ufffd" in text or "\x00" in text:
            self.issues.append(LineIssue(line, "encoding"))
            return None
        if '"' not in text or not open_quote(text, self._delimiter):
            return text
        joined, taken = text, deque[tuple[int, str]]()
        while (
            len(taken) < _OPEN_LINES
            and len(joined) < RECORD_LIMIT - LINE_LIMIT
            and (more := self._next_line()) is not None
        ):
            taken.append(more)
            joined += more[1]
            if not open_quote(joined, self._delimiter):
                return joined
        self._waiting.extendleft(reversed(taken))
        self.issues.append(LineIssue(line, "quote"))
        return None


def open_quote(text: str, delimiter: str) -> bool:
    """Whether a quoted cell is still open at the end of the text."""
    inside, may_open = False, True
    for char in text:
        if char == '"':
            if inside:
                inside, may_open = False, True  # a doubled quote opens again
            elif may_open:
                inside = True
        else:
            may_open = char == delimiter
    return inside


class _OtherCurrencyError(ValueError):
    """A price is in a currency that is not the catalogue's."""


def read_articles(
    stream: BinaryIO, profile: CsvProfile, currency: str = ""
) -> Iterator[ArticleRow | LineIssue]:
    """Yield one article or one issue per record; memory use is one record.

    A price that names another currency than the catalogue's is an issue.
    Raises CatalogFileError: ``no_number`` without a number column, ``truncated``
    when the last line is cut off.
    """
    if "number" not in profile.columns:
        raise CatalogFileError("no_number")
    last: LineIssue | None = None
    records = Records(stream, profile)
    last_line = 0
    for cells in records.rows():
        if records.issues:
            yield from _take(records)
        if records.marked:
            _drop_marks(cells, profile)
        row = parse_row(cells, records.line, profile, currency)
        last = row if isinstance(row, LineIssue) else None
        last_line = records.line
        if last is None or records.complete:
            yield row
    if records.issues:
        last = records.issues[-1]
        last_line = last.line
        yield from _take(records)
    if last is not None and not records.complete:
        raise CatalogFileError("truncated", last_line)


def _drop_marks(cells: list[str], profile: CsvProfile) -> None:
    """Write numbers of a workbook with a point where they are no amounts."""
    amounts = {profile.columns[name] for name in _AMOUNTS & profile.columns.keys()}
    for index, cell in enumerate(cells):
        if index not in amounts:
            cells[index] = cell.replace(DECIMAL_MARK, ".")


def _take(records: Records) -> list[LineIssue]:
    taken, records.issues = records.issues, []
    return taken


def parse_row(
    cells: list[str], line: int, profile: CsvProfile, currency: str = ""
) -> ArticleRow | LineIssue:
    """Return the article of one record, or why it cannot be used."""
    columns = profile.columns
    extra = any(map(str.strip, cells[profile.width :])) if profile.width else False
    if extra or len(cells) <= max(columns.values()):
        return LineIssue(line, "columns", str(len(cells)))
    value = {target: cells[index].strip() for target, index in columns.items()}
    number = latin_number(value["number"])
    if not 0 < len(normalize(number)) <= 60 or _NO_NUMBER.match(number):
        return LineIssue(line, "number", number[:40])
    try:
        given = _texts_and_amounts(value, profile.decimal, currency)
    except _OtherCurrencyError as error:
        return LineIssue(line, "currency", str(error))
    except ValueError as error:
        return LineIssue(line, "amount", str(error)[:40])
    references = _references(value, profile.list_separator)
    keys = _vehicle_keys(value.get("vehicle_keys", ""), profile)
    return ArticleRow(
        line=line, number=number, references=references, vehicle_keys=keys, **given
    )


def _texts_and_amounts(
    value: dict[str, str], decimal: str, currency: str
) -> dict[str, Any]:
    """Return what the cells hold; ValueError names the first that is no amount."""
    given: dict[str, Any] = {}
    for target, text in value.items():
        if not text:
            continue
        if target in _TEXTS:
            given[target] = text
        elif target in _AMOUNTS:
            given[target] = _amount(target, text, decimal, currency)
        elif target == "brand":
            given[target] = text[:100]
        elif target == "ean" and _EAN.match(ean := text.replace(" ", "")):
            given[target] = ean
    return given


def _amount(target: str, text: str, decimal: str, currency: str) -> Decimal:
    """Return a price, weight or count; none of them is ever negative."""
    if target in _COUNTS and (pieces := _PIECES.match(text)):
        return Decimal(pieces[1])
    amount = parse_amount(text, decimal)
    if amount < 0:
        raise ValueError(text)
    plain = text[0].isdecimal() and text[-1].isdecimal()
    if currency and not plain and (other := other_currency(text, currency)):
        raise _OtherCurrencyError(other)
    return amount


def _references(value: dict[str, str], separator: str) -> tuple[CrossReference, ...]:
    found: list[CrossReference] = []
    for target, relation in (("oe_numbers", "oe"), ("equivalents", "equivalent")):
        if not value.get(target):
            continue
        for part in value[target].split(separator):
            number = part.strip()
            if 0 < len(normalize(number)) <= 60:
                found.append(CrossReference(relation, number))
    return tuple(found)


def _vehicle_keys(cell: str, profile: CsvProfile) -> tuple[tuple[str, str], ...]:
    """Return (system, code) pairs of a cell such as ``ktype:1234|5678``."""
    if not cell:
        return ()
    keys = []
    for part in cell.split(profile.list_separator):
        system, sign, code = part.strip().rpartition(":")
        if 0 < len(code.strip()) <= 60:
            keys.append(
                (system.strip().lower() if sign else profile.key_system, code.strip())
            )
    return tuple(keys)
