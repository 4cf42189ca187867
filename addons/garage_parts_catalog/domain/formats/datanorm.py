"""DATANORM 4 and 5 read as a stream: bytes in, dataclasses out.

Every kind of file of a delivery begins with the same first record: articles
(DATANORM.001), prices (DATPREIS.001), product groups (.WRG), discount groups (.RAB),
texts (DATATEXT.001).  A damaged record is told with its line and the rest goes on; a
file that ends inside a record, or whose end record counts more than it holds, raises.
Sources: public files and readers of the format; its specification is sold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from ..issues import CatalogFileError, LineIssue
from .datanorm_records import RECORDS, SKIPPED, RecordError, Row
from .encodings import detect_encoding

LINE_LIMIT = 16 * 1024
END_OF_FILE = b"\x1a"
_FIRST_4 = re.compile(
    r"V.(?P<date>\d{6})(?P<texts>.*?)(?P<version>\d\d)(?P<money>[A-Z]{3})?$"
)
_FIRST_5 = re.compile(r"V;0?(?P<version>\d)\d?;")
_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class DatanormHeader:
    """What the first record says; ``records`` counts the kinds on the way."""

    version: int = 0
    date: str = ""
    currency: str = ""
    title: str = ""
    told: int | None = None
    records: Counter[str] = field(default_factory=Counter)

    @property
    def skipped(self) -> int:
        """How many records were of a kind that is not read."""
        return sum(self.records[kind] for kind in SKIPPED.get(self.version, ()))


def is_datanorm(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a DATANORM file."""
    lines = head.removeprefix(_BOM).lstrip().splitlines()
    text = lines[0].decode("latin-1").rstrip(" ;") if lines else ""
    return bool(_FIRST_5.match(text) or (len(text) > 60 and _FIRST_4.match(text)))


def read_header(text: str) -> DatanormHeader:
    """Return the first record; raises CatalogFileError when it is another version."""
    text = text.replace("\x00", "").strip().rstrip(" ;")
    if _FIRST_5.match(text):
        cells = [cell.strip() for cell in (text + ";" * 6).split(";")]
        version, date, money, title = cells[1], cells[3], cells[4], cells[5:7]
        number = 5 if version in ("050", "05", "5") else 0
    elif found := _FIRST_4.match(text):
        version, date = found["version"], found["date"]
        money, title = found["money"] or "", found["texts"].split()
        number = 4 if version == "04" else 0
    else:
        raise CatalogFileError("datanorm_version", 1, text[:20])
    if not number:
        raise CatalogFileError("datanorm_version", 1, version)
    return DatanormHeader(number, date, money, " ".join(title).strip()[:200])


class DatanormReader:
    """Iterate over rows and LineIssue; ``header`` fills on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        self.header = DatanormHeader()
        self._stream = stream
        self._encoding = "utf-8"
        self._complete = True
        self._line = 0

    def __iter__(self) -> Iterator[Row | LineIssue]:
        self._stream.seek(0)
        self._encoding = detect_encoding(self._stream, otherwise="cp850")
        self._line = 0
        for raw in self._lines():
            yield from self._record(raw)
        if not self.header.version:
            raise CatalogFileError("empty")
        if not self._complete:
            raise CatalogFileError("truncated", self._line)
        self._check_count()

    def _lines(self) -> Iterator[bytes]:
        """Yield the lines that hold something; an over-long one comes as b""."""
        while raw := self._stream.readline(LINE_LIMIT):
            self._line += 1
            rest = raw
            while len(rest) >= LINE_LIMIT and not rest.endswith(b"\n"):
                raw, rest = b"", self._stream.readline(LINE_LIMIT)
            self._complete = rest.endswith((b"\n", END_OF_FILE))
            if not raw or raw.strip(b"\r\n\t " + END_OF_FILE):
                yield raw

    def _record(self, raw: bytes) -> Iterator[Row | LineIssue]:
        try:
            text = raw.decode(self._encoding).rstrip("\r\n\x1a")
        except UnicodeDecodeError:
            text = "\x00"
        if not self.header.version:
            self.header = read_header(text.lstrip("\ufeff"))
            return
        kind, _sign, _rest = text.partition(";")
        if "\x00" in text:
            yield LineIssue(self._line, "encoding")
        elif kind == "E" and self.header.version == 5:
            self._end_record(text)
        elif parse := RECORDS[self.header.version].get(kind):
            self.header.records[kind] += 1
            yield from self._parsed(parse(text.split(";"), self._line))
        elif kind in SKIPPED[self.header.version] or text.startswith("V"):
            self.header.records[kind[:1]] += 1
        else:
            self.header.records["?"] += 1
            yield LineIssue(self._line, "record", text[:40])

    def _parsed(self, rows: Iterator[Row | LineIssue]) -> Iterator[Row | LineIssue]:
        try:
            yield from rows
        except RecordError as error:
            yield LineIssue(self._line, error.code, error.value)

    def _end_record(self, text: str) -> None:
        told = text.split(";")[1:2]
        if told and told[0].isascii() and told[0].strip().isdigit():
            self.header.told = (self.header.told or 0) + int(told[0].strip()[:12])

    def _check_count(self) -> None:
        """Refuse a file that holds fewer records than its end record tells.

        Senders count the first and the end record or not, and some count articles
        only: a number below what the file holds proves nothing.
        """
        told, held = self.header.told or 0, self.header.records.total()
        if told > held + 2:
            raise CatalogFileError("count", self._line, f"{told}/{held}")
