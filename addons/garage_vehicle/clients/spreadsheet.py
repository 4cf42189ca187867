"""Excel files: read as plain cells, written for people to mend."""

import io
import zipfile
from datetime import date, datetime

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_ROWS = 200_000


class SpreadsheetError(ValueError):
    """The file is no spreadsheet that can be read."""


def read_rows(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """Return the filled rows of the first sheet with their numbers, as text.

    Dates become ISO texts, whole numbers lose their decimals.

    :raises SpreadsheetError: when the file is broken, old (.xls) or too long
    """
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise SpreadsheetError("not a spreadsheet") from error
    found = []
    for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        cells = tuple(_text(value) for value in row)
        if any(cells):
            found.append((number, cells))
        if number > MAX_ROWS:
            raise SpreadsheetError("too many rows")
    return found


def write_rows(rows: list[tuple[str, ...]]) -> bytes:
    """Return rows as an Excel file; every cell is text, as it was typed."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value)
    book.close()
    return out.getvalue()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != value.min.time() else _day(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _day(value: datetime) -> str:
    return value.date().isoformat()
