"""Excel workbooks (XLSX) as the lines of a price list: bytes in, CSV bytes out.

The first sheet becomes semicolon-separated UTF-8 with one line per row, so that line
numbers are row numbers and a saved mapping counts for both.  Entities are refused;
sizes have limits, because a small archive may unpack to anything.
Source: ECMA-376, SpreadsheetML.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from ..issues import CatalogFileError
from .xml_stream import XmlStream

MAGIC = b"PK\x03\x04"
ROWS = 2_000_000
COLUMNS = 256
UNPACKED = 1024 * 1024 * 1024
SHARED = 64 * 1024 * 1024  # characters of the texts that cells point to
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})$", re.ASCII)
_FLOAT = re.compile(
    r"-?\d+\.\d{9,}(?:E-?\d+)?$|-?\d+(?:\.\d+)?E[+-]?\d{1,3}$", re.ASCII
)
_BREAKS = re.compile(r"[\r\n\t]+")


class _Part(XmlStream):
    """One part of the archive; elements come without prefix."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._text.clear()
        self._open(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self._path.pop()
        self._shut(name.rpartition(":")[2], "".join(self._text))
        self._text.clear()

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def _shut(self, name: str, text: str) -> None:
        """An element ends."""


class _Names(_Part):
    """Yields the attributes of elements with one name."""

    def __init__(self, stream: IO[bytes], wanted: str) -> None:
        super().__init__(stream)
        self._wanted = wanted

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._wanted:
            plain = {key.rpartition(":")[2]: attributes[key] for key in attributes}
            self._ready.append(plain)


class _Texts(_Part):
    """Yields the shared texts in their order; phonetic hints are left out."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self._runs: list[str] = []

    def _shut(self, name: str, text: str) -> None:
        if name == "t" and not any(part.endswith("rPh") for part in self._path):
            self._runs.append(text)
        elif name == "si":
            self._ready.append("".join(self._runs))
            self._runs.clear()


class _Rows(_Part):
    """Yields (row number, cells) of a sheet, each as wide as the widest before it."""

    def __init__(self, stream: IO[bytes], texts: list[str]) -> None:
        super().__init__(stream)
        self._texts = texts
        self._cells: dict[int, str] = {}
        self._row = self._column = self._width = 0
        self._kind = ""
        self._value = ""

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            told = attributes.get("r", "")
            number = int(told) if told.isdecimal() and len(told) < 8 else 0
            self._row, self._column = max(number, self._row + 1), -1
            self._cells = {}
        elif name == "c":
            place = _CELL.match(attributes.get("r", ""))
            self._column = _index(place[1]) if place else self._column + 1
            self._kind, self._value = attributes.get("t", ""), ""

    def _shut(self, name: str, text: str) -> None:
        if name in ("v", "t"):
            self._value = text if name == "v" else self._value + text
        elif name == "c" and self._column < COLUMNS:
            self._cells[self._column] = self._told()
        elif name == "row":
            if self._row > ROWS:
                raise CatalogFileError("spreadsheet")
            self._width = max(self._width, max(self._cells, default=-1) + 1)
            cells = [self._cells.get(index, "") for index in range(self._width)]
            self._ready.append((self._row, cells if self._cells else []))

    def _told(self) -> str:
        """Return what the cell shows, without line breaks."""
        value = self._value
        if self._kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else -1
            value = self._texts[index] if 0 <= index < len(self._texts) else ""
        elif not self._kind or self._kind == "n":
            value = _plain_number(value)
        return _BREAKS.sub(" ", value).replace("\x00", "").strip()


def _index(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _plain_number(text: str) -> str:
    """Return a number as a person wrote it: 41.1 and not 41.100000000000001."""
    if not _FLOAT.match(text.strip()):
        return text
    value = float(text)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else text


def is_workbook(stream: IO[bytes]) -> bool:
    """Whether the stream is an Excel workbook; leaves it at its start."""
    stream.seek(0)
    head = stream.read(len(MAGIC))
    stream.seek(0)
    if head != MAGIC:
        return False
    try:
        with zipfile.ZipFile(stream) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    finally:
        stream.seek(0)


def as_csv(stream: IO[bytes], out: IO[bytes]) -> None:
    """Write the first sheet of a workbook as CSV; raises CatalogFileError."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise CatalogFileError("spreadsheet")
            _write(_rows(archive), out)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        RuntimeError,  # a password, or a packing that is not known
        zlib.error,
    ) as error:
        raise CatalogFileError("workbook") from error


def _write(rows: Iterator[tuple[int, list[str]]], out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    line = 0
    for number, cells in rows:
        text.write("\r\n" * (number - line - 1))
        writer.writerow(cells)
        line = number
    text.detach()
    out.seek(0)


def _rows(archive: zipfile.ZipFile) -> Iterator[tuple[int, list[str]]]:
    texts: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        size = 0
        with archive.open("xl/sharedStrings.xml") as part:
            for text in _Texts(part):
                size += len(text)
                if size > SHARED:
                    raise CatalogFileError("spreadsheet")
                texts.append(text)
    with archive.open(_first_sheet(archive)) as part:
        yield from _Rows(part, texts)


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the first sheet."""
    with archive.open("xl/workbook.xml") as part:
        sheets = list(_Names(part, "sheet"))
    with archive.open("xl/_rels/workbook.xml.rels") as part:
        targets = {
            names.get("Id", ""): names.get("Target", "")
            for names in _Names(part, "Relationship")
        }
    target = targets[sheets[0]["id"]] if sheets else ""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
