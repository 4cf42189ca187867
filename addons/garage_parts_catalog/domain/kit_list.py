"""Lists of kits: number of the kit, number of a part in it, quantity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from .amounts import parse_amount
from .formats.csv_profile import detect_profile
from .formats.csv_reader import Records
from .issues import CatalogFileError, LineIssue
from .number import normalize

#: titles of columns as :func:`header_words.title_key` leaves them
KIT_LIST: Mapping[str, tuple[str, ...]] = {
    "kit": (
        "kit", "kitnumber", "set", "setnumber", "setnummer", "kitnummer", "satz",
        "satznummer", "jeu", "комплект", "номеркомплекта",
    ),
    "kit_brand": ("kitbrand", "setmerk", "satzmarke", "marquekit", "маркакомплекта"),
    "part": (
        "part", "partnumber", "number", "component", "article", "artikel",
        "artikelnummer", "onderdeel", "onderdeelnummer", "teil", "teilenummer",
        "piece", "reference", "деталь", "артикул",
    ),
    "brand": ("brand", "partbrand", "merk", "marke", "marque", "марка"),
    "quantity": (
        "quantity", "qty", "pieces", "aantal", "menge", "anzahl", "stueck", "quantite",
        "количество",
    ),
}  # fmt: skip
_MOST = Decimal(10000)


@dataclass(frozen=True, slots=True)
class KitRow:
    """One part of one kit; brands are empty when the list names none."""

    line: int
    kit: str
    part: str
    quantity: float
    kit_brand: str = ""
    brand: str = ""


def read_kits(stream: BinaryIO) -> Iterator[KitRow | LineIssue]:
    """Yield one row or one issue per line.

    :raises CatalogFileError: when the titles name no kit and no part
    """
    profile = detect_profile(stream, KIT_LIST)
    columns = profile.columns
    if not profile.header or not {"kit", "part"} <= columns.keys():
        raise CatalogFileError("no_kit_columns")
    records = Records(stream, profile)
    for cells in records.rows():
        if len(cells) <= max(columns.values()):
            yield LineIssue(records.line, "columns", str(len(cells)))
            continue
        value = {name: cells[index].strip() for name, index in columns.items()}
        yield _row(value, records.line, profile.decimal)
    yield from records.issues


def _row(value: Mapping[str, str], line: int, decimal: str) -> KitRow | LineIssue:
    if not normalize(value["kit"]) or not normalize(value["part"]):
        return LineIssue(line, "number", value["part"] or value["kit"])
    text = value.get("quantity", "") or "1"
    try:
        quantity = parse_amount(text, decimal)
    except ValueError:
        return LineIssue(line, "amount", text)
    if not 0 < quantity <= _MOST:
        return LineIssue(line, "amount", text)
    return KitRow(
        line=line,
        kit=value["kit"],
        part=value["part"],
        quantity=float(quantity),
        kit_brand=value.get("kit_brand", ""),
        brand=value.get("brand", ""),
    )
