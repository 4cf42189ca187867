"""PIES 6.x to 8.0 (article data of North America) read as a stream.

Bytes in, dataclasses out; one item at a time is kept in memory.  Taken are numbers,
brand, descriptions, prices with the core deposit, packages and weights, dangerous
goods, other numbers and the names of pictures.  Sources: public schemas and samples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO

from ..issues import CatalogFileError, LineIssue
from ..number import normalize
from ..rows import CrossReference, PartRow, Retirement
from .xml_records import NODES, Node, PartChoice, RecordStream, read_amount, read_gtin

LIST_PRICES = ("LST", "RET")
CORE = "COR"
_HEADER = {
    "PIESVersion",
    "SubmissionType",
    "BlanketEffectiveDate",
    "BrandOwnerAAIAID",
    "ParentAAIAID",
    "ParentID",
    "CurrencyCode",
    "LanguageCode",
    "TechnicalContact",
}
#: 8.0 renames the numbers of brands
_OWNERS = ("BrandOwnerAAIAID", "ParentAAIAID", "ParentID")
_BRANDS = ("BrandAAIAID", "BrandID")
_SHEETS = 1000  # price sheets of one file
_BEGIN, _END = "EffectiveDate", "ExpirationDate"
_COUNTS = ("ItemCount", "TotalItems")
_NAMES = ("DES", "SHO", "INV", "ABR", "EXT")
_LONG = ("MKT", "EXT", "FAB", "ASC")
# pounds or kilograms, of the package or of its content
_KILOGRAMS = {
    "PG": Decimal("0.45359237"),
    "PN": Decimal("0.45359237"),
    "LB": Decimal("0.45359237"),
    "GT": Decimal(1),
    "KG": Decimal(1),
}
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d$", re.ASCII)
_UN_NUMBER = re.compile(r"(?:UN|NA)?\s*(\d{4})$", re.ASCII | re.IGNORECASE)


@dataclass(slots=True)
class PiesHeader:
    """The file's own words about itself; ``item_count`` is None before the end."""

    values: dict[str, str] = field(default_factory=dict)
    item_count: int | None = None
    sheets: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def brand_code(self) -> str:
        """The sender's four-letter brand code."""
        return next(filter(None, map(self.values.get, _OWNERS)), None) or ""

    @property
    def full(self) -> bool:
        """Whether the file replaces everything sent before."""
        return self.values.get("SubmissionType", "").upper() == "FULL"


class PiesReader(RecordStream):
    """Iterate over rows and LineIssue; ``header`` fills on the way."""

    ROOT = "PIES"
    RECORDS = frozenset({("Items", "Item"), ("PriceSheets", "PriceSheet")})
    WRONG = "not_pies"

    def __init__(self, stream: BinaryIO, choice: PartChoice | None = None) -> None:
        super().__init__(stream)
        self.header = PiesHeader()
        self.held = 0
        self._choice = choice or PartChoice()

    def _read_record(self, record: Node) -> None:
        if record.name == "PriceSheet":
            self._keep_sheet(record)
        else:
            self.held += 1
            self._ready += list(self._item(record))

    def _read_other(self, name: str, text: str) -> None:
        if self._path[1:] == ["Header"] and name in _HEADER:
            self.header.values[name] = text[:200]
        elif name in _COUNTS and self._path[1:] == ["Trailer"] and text.isdecimal():
            self.header.item_count = int(text[:12])

    def _keep_sheet(self, sheet: Node) -> None:
        if len(self.header.sheets) < _SHEETS and _is_said(sheet):
            number = sheet.get("PriceSheetNumber")[:80]
            kept = ("CurrencyCode", _BEGIN, _END)
            self.header.sheets[number] = {name: sheet.get(name)[:40] for name in kept}

    def _check(self) -> None:
        told = self.header.item_count
        if told is not None and told != self.held:
            raise CatalogFileError("count", value=f"{told}/{self.held}")

    def _item(self, item: Node) -> Iterator[PartRow | Retirement | LineIssue]:
        number = item.get("PartNumber")
        told = item.first(_BRANDS)
        brand = (told or self.header.brand_code)[:40]
        if not 0 < len(normalize(number)) <= 60 or self._nodes > NODES:
            yield LineIssue(self._line, "number", number[:40])
            return
        if item.attributes.get("MaintenanceType", "A").upper() == "D":
            yield Retirement(self._line, number, brand)
            return
        prices, issues = self._prices(item)
        yield from issues
        kilograms, pack = _packages(item)
        name, description = self._texts(item)
        yield PartRow(
            line=self._line,
            number=number,
            brand=brand,
            brand_name=item.get("BrandLabel")[:100] or None,
            name=name,
            description=description,
            ean=read_gtin(item.get("ItemLevelGTIN")),
            part_type=_whole(item.get("PartTerminologyID")) or None,
            list_price=_first(prices, LIST_PRICES),
            cost=_first(prices, self._choice.cost_types),
            deposit=prices.get(CORE),
            price_qty=Decimal(1),
            min_qty=read_amount(item.get("MinimumOrderQuantity")),
            pack_qty=pack,
            weight=kilograms,
            hazardous={"Y": True, "N": False}.get(item.get("HazardousMaterialCode")),
            un_no=_un_number(item),
            references=tuple(_interchange(item)),
            assets=tuple(
                node.get("FileName")[:200]
                for node in item.all("DigitalAssets", "DigitalFileInformation")
                if node.get("FileName") and _is_said(node)
            ),
        )

    def _prices(self, item: Node) -> tuple[dict[str, Decimal], list[LineIssue]]:
        """Return {kind of price: amount for one piece} of the prices valid now."""
        found: dict[str, Decimal] = {}
        since: dict[str, str] = {}
        issues: list[LineIssue] = []
        for pricing in item.all("Prices", "Pricing"):
            kind = pricing.attributes.get("PriceType", "").upper()
            wanted = (*LIST_PRICES, CORE, *self._choice.cost_types)
            price = next(pricing.all("Price"), None)
            if kind not in wanted or price is None or not self._valid(pricing):
                continue
            if not _for_one_piece(pricing, price):
                continue
            money = self._said(pricing, "CurrencyCode") or self.header.values.get(
                "CurrencyCode", ""
            )
            if money and self._choice.currency not in ("", money.upper()):
                issues.append(LineIssue(self._line, "currency", money[:10]))
                continue
            amount = read_amount(price.text)
            if amount is None or amount < 0:
                issues.append(LineIssue(self._line, "amount", price.text[:40]))
            elif kind not in found or self._said(pricing, _BEGIN) > since[kind]:
                found[kind], since[kind] = amount, self._said(pricing, _BEGIN)
        return found, issues[:1]

    def _said(self, pricing: Node, name: str) -> str:
        """Return what a price says of itself, else what its price sheet says."""
        sheet = self.header.sheets.get(pricing.get("PriceSheetNumber"), {})
        return pricing.get(name) or sheet.get(name, "")

    def _valid(self, pricing: Node) -> bool:
        if not _is_said(pricing):
            return False
        if self._choice.on is None:
            return True
        day = self._choice.on.isoformat()
        begin = self._said(pricing, _BEGIN)
        end = self._said(pricing, _END)
        begun = not _ISO_DATE.match(begin) or begin <= day
        return begun and (not _ISO_DATE.match(end) or day <= end)

    def _texts(self, item: Node) -> tuple[str | None, str | None]:
        """Return name and long text in the language that comes first."""
        texts: dict[str, list[tuple[int, str]]] = {}
        told = self.header.values.get("LanguageCode", "EN")
        order = [language.upper() for language in self._choice.languages]
        for node in item.all("Descriptions", "Description"):
            language = node.attributes.get("LanguageCode", told).upper()
            rank = order.index(language) if language in order else len(order)
            code = node.attributes.get("DescriptionCode", "").upper()
            if node.text and _is_said(node):
                texts.setdefault(code, []).append((rank, node.text))
        best = {
            code: [text for rank, text in found if rank == min(found)[0]]
            for code, found in texts.items()
        }
        name = next((best[code][0] for code in _NAMES if code in best), None)
        lines = [line for code in _LONG for line in best.get(code, ()) if line != name]
        return (name[:500] if name else None), "\n".join(lines)[:20_000] or None


def _is_said(node: Node) -> bool:
    """Whether an element is no withdrawal."""
    return node.attributes.get("MaintenanceType", "A").upper() != "D"


def _for_one_piece(pricing: Node, price: Node) -> bool:
    """Whether a price is for a piece, from the first piece on."""
    break_at = read_amount(pricing.get("PriceBreak")) or Decimal(1)
    return break_at <= 1 and price.attributes.get("UOM", "PE").upper() in ("PE", "EA")


def _first(prices: dict[str, Decimal], kinds: Sequence[str]) -> Decimal | None:
    return next((prices[kind] for kind in kinds if kind in prices), None)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _packages(item: Node) -> tuple[Decimal | None, Decimal | None]:
    """Return kilograms of one piece, and how many a pack holds."""
    kilograms = pack = None
    for package in item.all("Packages", "Package"):
        eaches = package.get("QuantityofEaches") or package.get("QuantityOfEaches")
        count = read_amount(eaches) or Decimal(1)
        if count > 1 and pack is None:
            pack = count
        for weights in package.all("Weights"):
            factor = _KILOGRAMS.get(weights.attributes.get("UOM", "").upper())
            weight = read_amount(weights.get("Weight"))
            if factor and weight and kilograms is None and count > 0:
                kilograms = (weight * factor / count).quantize(Decimal("0.0001"))
    return kilograms, pack


def _un_number(item: Node) -> str | None:
    for node in item.all("Packages", "Package", "HazardousMaterial", "UNNAIDCode"):
        if found := _UN_NUMBER.match(node.text):
            return f"UN{found[1]}"
    return None


def _interchange(item: Node) -> Iterator[CrossReference]:
    """Yield the numbers of other makers that the item stands for."""
    for node in item.all("PartInterchangeInfo", "PartInterchange"):
        if not _is_said(node):
            continue
        for number in node.all("PartNumber"):
            if 0 < len(normalize(number.text)) <= 60:
                label = number.attributes.get("BrandLabel") or node.get("BrandLabel")
                yield CrossReference("equivalent", number.text, label[:100])
