"""The German key numbers HSN and TSN: reading a table that the garage bought.

The list of the Kraftfahrt-Bundesamt is a limited publication, so none is shipped. A
file has the columns hsn, tsn, make, model, kw, ccm, fuel, from, to and k_type, in any
order; only hsn, tsn and make are needed.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

_HSN, _TSN = re.compile(r"^\d{4}$"), re.compile(r"^[0-9A-Z]{3}$")
_FUELS = {
    "benzin": "petrol",
    "super": "petrol",
    "petrol": "petrol",
    "diesel": "diesel",
    "elektro": "electric",
    "strom": "electric",
    "electric": "electric",
    "hybrid": "hybrid",
    "plug-in-hybrid": "plugin_hybrid",
    "lpg": "lpg",
    "autogas": "lpg",
    "cng": "cng",
    "erdgas": "cng",
    "wasserstoff": "hydrogen",
}


@dataclass(frozen=True)
class KeyRow:
    """One type of vehicle; power in kilowatts, displacement in cubic centimetres."""

    hsn: str
    tsn: str
    make: str
    model: str
    kw: int
    ccm: int
    fuel: str
    year_from: int
    year_to: int
    k_type: str


@dataclass(frozen=True)
class BadRow:
    """A line that cannot be used; ``code`` is columns, hsn, tsn or make."""

    line: int
    code: str
    value: str


def normalise(hsn: str, tsn: str) -> tuple[str, str]:
    """Return both keys as the table has them; TSN may come with its variant."""
    return hsn.strip().zfill(4)[-4:], tsn.strip().upper()[:3]


def is_key(hsn: str, tsn: str) -> bool:
    """Say whether both keys are well-formed."""
    return bool(_HSN.match(hsn) and _TSN.match(tsn))


def read(content: bytes) -> Iterator[KeyRow | BadRow]:
    """Yield each line of a CSV file as a row or as what is wrong with it."""
    text = _decode(content)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    missing = [name for name in ("hsn", "tsn", "make") if name not in names]
    if missing:
        yield BadRow(1, "columns", ", ".join(missing))
        return
    for row in reader:
        values = {name: (row.get(own) or "").strip() for name, own in names.items()}
        yield _read_row(reader.line_num, values)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_row(line: int, values: dict[str, str]) -> KeyRow | BadRow:
    hsn, tsn = normalise(values["hsn"], values["tsn"])
    if not _HSN.match(hsn):
        return BadRow(line, "hsn", values["hsn"])
    if not _TSN.match(tsn):
        return BadRow(line, "tsn", values["tsn"])
    if not values["make"]:
        return BadRow(line, "make", "")
    return KeyRow(
        hsn=hsn,
        tsn=tsn,
        make=values["make"],
        model=values.get("model", ""),
        kw=_int(values.get("kw")),
        ccm=_int(values.get("ccm")),
        fuel=_FUELS.get(values.get("fuel", "").lower(), ""),
        year_from=_int(values.get("from")),
        year_to=_int(values.get("to")),
        k_type=values.get("k_type", ""),
    )


def _int(text: str | None) -> int:
    match = re.match(r"\d+", text or "")
    return int(match.group()) if match else 0
