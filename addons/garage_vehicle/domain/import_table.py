"""A table out of a text file: encoding, separator, titles and rows.

Nothing is lost on the way: every line keeps its number, cells keep leading zeros.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

DELIMITERS = (";", "\t", ",", "|")
ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp850", "cp1251")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Small letters of nl, de and fr in code page 850; rare signs in Windows-1252.
_LETTERS_850 = frozenset(b"\x81\x82\x83\x84\x85\x87\x88\x89\x8a\x8b\x8c\x93\x94\x96")
_SAMPLE = 256 * 1024
_SAMPLE_ROWS = 200


class TableError(ValueError):
    """The file cannot be read; ``code`` is empty, not_text, spreadsheet or decode."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Table:
    """Titles, and the rows with the number of the line each stands on."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str = ""
    delimiter: str = ""


def read_text(
    content: bytes, encoding: str | None = None, delimiter: str | None = None
) -> Table:
    """Return the table of a CSV file.

    :param encoding: guessed from the bytes when None
    :param delimiter: guessed from the first lines when None
    :raises TableError: when it is empty, no text, or not of that encoding
    """
    _check(content)
    encoding = encoding or guess_encoding(content)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise TableError("decode") from error
    delimiter = delimiter or guess_delimiter(text[:_SAMPLE])
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    lines = []
    for row in reader:
        cells = tuple(cell.strip() for cell in row)
        if any(cells):
            lines.append((reader.line_num, cells))
    return to_table(lines, encoding, delimiter)


def to_table(
    lines: Sequence[tuple[int, tuple[str, ...]]],
    encoding: str = "",
    delimiter: str = "",
) -> Table:
    """Return the table whose titles stand on the first line.

    :raises TableError: when there is nothing
    """
    if not lines:
        raise TableError("empty")
    headings = lines[0][1]
    width = max(len(cells) for _line, cells in lines)
    filled = tuple(
        (line, cells + ("",) * (width - len(cells))) for line, cells in lines[1:]
    )
    titles = headings + tuple("" for _extra in range(width - len(headings)))
    return Table(titles, filled, encoding, delimiter)


def guess_encoding(content: bytes) -> str:
    """Return the encoding: the mark, else UTF-8, else the page whose letters fit."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _guess_page(content)
    return "utf-8"


def _guess_page(content: bytes) -> str:
    """Choose between Windows-1252, DOS 850 and Cyrillic 1251 by their letters."""
    high = Counter(byte for byte in content if byte >= 0x80)
    in_850 = sum(high[byte] for byte in _LETTERS_850)
    upper = sum(count for byte, count in high.items() if byte >= 0xC0)
    if in_850 > upper:
        return "cp850"
    ascii_letters = sum(chr(byte).isalpha() for byte in content if byte < 0x80)
    return "cp1251" if upper * 4 > ascii_letters else "cp1252"


def guess_delimiter(text: str) -> str:
    """Return the sign that cuts most lines into the same number of cells."""
    lines = [line for line in text.splitlines() if line.strip()][:_SAMPLE_ROWS]
    best, best_score = DELIMITERS[0], 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        width, hits = widths.most_common(1)[0] if widths else (1, 0)
        score = hits / max(len(lines), 1) * min(width, 8) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def write_text(table_rows: Sequence[Sequence[str]], delimiter: str) -> bytes:
    """Return rows as a CSV file that spreadsheet programs open with accents."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(table_rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _check(content: bytes) -> None:
    if not content.strip():
        raise TableError("empty")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise TableError("spreadsheet")
    head = content[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if head.startswith(b"%PDF") or controls * 50 > len(head):
        raise TableError("not_text")
