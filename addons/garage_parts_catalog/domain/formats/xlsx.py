"""Excel workbooks (XLSX) as the lines of a price list: bytes in, CSV bytes out.

The first visible sheet becomes semicolon-separated UTF-8 with one line per row, so
that line numbers are row numbers and a saved mapping counts for both.  Entities are
refused; sizes have limits, because a small archive may unpack to anything.
Source: ECMA-376, SpreadsheetML.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from itertools import islice
from typing import IO

from ..amounts import DECIMAL_MARK
from ..issues import CatalogFileError
from .xlsx_styles import read_format, show
from .xml_stream import XmlStream

MAGIC = b"PK\x03\x04"
ROWS = 2_000_000
COLUMNS = 512
UNPACKED = 1024 * 1024 * 1024
#: a sheet of prices unpacks to 5 to 25 times its size, one that wastes time to 1,000
PACKED_TIMES, PACKED_FROM = 60, 16 * 1024 * 1024
SHARED = 64 * 1024 * 1024  # bytes of the texts that cells point to
SHARED_TEXTS = 4_000_000
FORMATS = 70_000  # Excel itself ends at 65,490
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
    """Yields (name, attributes) of elements with one of these names."""

    def __init__(self, stream: IO[bytes], wanted: tuple[str, ...]) -> None:
        super().__init__(stream)
        self._wanted = wanted

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._wanted:
            plain = {key.rpartition(":")[2]: attributes[key] for key in attributes}
            self._ready.append((name, plain))


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


class _Formats(_Part):
    """Yields how cells of each style show numbers, in the order of the styles."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self._codes: dict[str, str] = {}

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        number = attributes.get("numFmtId", "")
        if name == "numFmt" and len(self._codes) < FORMATS:
            self._codes[number] = attributes.get("formatCode", "")
        elif name == "xf" and self._path[-2].endswith("cellXfs"):
            short = number.isdecimal() and len(number) < 6
            code = self._codes.get(number, "")
            self._ready.append(read_format(int(number) if short else 0, code))


class _TextStore:
    """The shared texts, packed: an archive of 1 MB can hold many millions of them."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        self._bytes += text.encode("utf-8", "replace")
        self._ends.append(len(self._bytes))
        if len(self._bytes) > SHARED or len(self._ends) > SHARED_TEXTS:
            raise CatalogFileError("spreadsheet")

    def get(self, index: str) -> str:
        """Return a text by its number as it stands in the sheet, else ""."""
        place = int(index) if index.isdecimal() and len(index) < 9 else -1
        if not 0 <= place < len(self._ends) - 1:
            return ""
        return self._bytes[self._ends[place] : self._ends[place + 1]].decode()


class _Rows(_Part):
    """Yields (row number, cells) of a sheet, each as wide as the widest before it."""

    def __init__(
        self, stream: IO[bytes], texts: _TextStore, formats: list[str], since_1904: bool
    ) -> None:
        super().__init__(stream)
        self._texts = texts
        self._formats = formats
        self._since_1904 = since_1904
        self._form = ""
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
            style = attributes.get("s", "")
            index = int(style) if style.isdecimal() and len(style) < 6 else 0
            self._form = self._formats[index] if index < len(self._formats) else ""

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
            value = self._texts.get(value)
        elif not self._kind or self._kind == "n":
            value = show(_plain_number(value), self._form, since_1904=self._since_1904)
            value = value.replace(".", DECIMAL_MARK)
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
            _check_sizes(archive.infolist())
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


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what takes long to unpack and says little, before anything is unpacked.

    The archive cannot tell less than it holds: its parts are read to the told size.
    """
    if sum(part.file_size for part in parts) > UNPACKED:
        raise CatalogFileError("spreadsheet")
    for part in parts:
        times = part.file_size // max(part.compress_size, 1)
        if part.file_size > PACKED_FROM and times > PACKED_TIMES:
            raise CatalogFileError("packed", value=str(times))


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
    texts, formats = _TextStore(), list[str]()
    names = set(archive.namelist())
    if "xl/sharedStrings.xml" in names:
        with archive.open("xl/sharedStrings.xml") as part:
            for text in _Texts(part):
                texts.add(text)
    if "xl/styles.xml" in names:
        with archive.open("xl/styles.xml") as part:
            formats = list(islice(_Formats(part), FORMATS))
    sheet, since_1904 = _first_sheet(archive)
    with archive.open(sheet) as part:
        yield from _Rows(part, texts, formats, since_1904)


def _first_sheet(archive: zipfile.ZipFile) -> tuple[str, bool]:
    """Return the part that holds the first sheet on show, and whether it counts days
    from 1904.

    A hidden sheet is not what the sender means, and a chart has no lines.
    """
    with archive.open("xl/workbook.xml") as part:
        found = list(_Names(part, ("sheet", "workbookPr")))
    with archive.open("xl/_rels/workbook.xml.rels") as part:
        relations = {
            names.get("Id", ""): names
            for _name, names in _Names(part, ("Relationship",))
        }
    old = any(
        names.get("date1904") in ("1", "true")
        for name, names in found
        if name == "workbookPr"
    )
    sheets = [names for name, names in found if name == "sheet"]
    shown = [names for names in sheets if names.get("state", "visible") == "visible"]
    targets = [relations[names["id"]] for names in shown or sheets]
    drawn = ("/chartsheet", "/dialogsheet", "/xlMacrosheet")
    lines = [row for row in targets if not row.get("Type", "").endswith(drawn)]
    target = (lines or targets)[0].get("Target", "") if targets else ""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"), old
