"""BMEcat 1.2 and 2005 (article catalogues of German wholesalers) read as a stream.

Bytes in, dataclasses out; one article at a time is kept in memory.  Taken are number,
texts, bar code, the maker's own number, prices from the first piece on, packing,
weight, dangerous goods, pictures, successors and groups.  The number of an article is
the supplier's, because updates of prices name no other.  Source: the published
document types of 1.2 and the schema of 2005, and public samples of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO

from ..issues import CatalogFileError, LineIssue
from ..number import normalize
from ..rows import CrossReference, PartRow, ProductGroup, Retirement
from .xml_records import (
    NODES,
    Node,
    PartChoice,
    RecordStream,
    read_amount,
    read_gtin,
)

_TRANSACTIONS = ("T_NEW_CATALOG", "T_UPDATE_PRODUCTS", "T_UPDATE_PRICES")
_ARTICLES = ("ARTICLE", "PRODUCT")
_MAPS = ("ARTICLE_TO_CATALOGGROUP_MAP", "PRODUCT_TO_CATALOGGROUP_MAP")
_GROUP = ("CATALOG_GROUP_SYSTEM", "CATALOG_STRUCTURE")
_HEADER = {
    "CATALOG_ID",
    "CATALOG_VERSION",
    "CATALOG_NAME",
    "CURRENCY",
    "LANGUAGE",
    "SUPPLIER_NAME",
}
_NUMBERS = ("SUPPLIER_AID", "SUPPLIER_PID")
_MAKER_NUMBERS = ("MANUFACTURER_AID", "MANUFACTURER_PID")
_OTHER_NUMBERS = ("SUPPLIER_ALT_AID", "SUPPLIER_ALT_PID")
_MAPPED = ("ART_ID", "PROD_ID", "SUPPLIER_PID")
_SUCCESSOR = ("ART_ID_TO", "PROD_ID_TO")
_COST = ("net_customer", "net_customer_exp")
_LIST = ("net_list", "nrp", "gross_list")
_GROSS = "gross_list"  # with tax
_BEGIN, _END = "valid_start_date", "valid_end_date"
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d$", re.ASCII)
#: classes of special treatment that mean dangerous goods on the road
_DANGEROUS = {"GGVS", "GGVSE", "ADR"}
#: ISO 639-2 as BMEcat writes languages, in both of its spellings
_LANGUAGES = {
    "DEU": "DE",
    "GER": "DE",
    "ENG": "EN",
    "FRA": "FR",
    "FRE": "FR",
    "NLD": "NL",
    "DUT": "NL",
    "RUS": "RU",
}


@dataclass(slots=True)
class BmecatHeader:
    """The file's own words about itself; ``transaction`` is what it wants to do."""

    values: dict[str, str] = field(default_factory=dict)
    transaction: str = ""


class BmecatReader(RecordStream):
    """Iterate over rows and LineIssue; ``header`` fills on the way."""

    ROOT = "BMECAT"
    RECORDS = frozenset(
        (transaction, *path)
        for transaction in _TRANSACTIONS
        for path in (
            *((name,) for name in (*_ARTICLES, *_MAPS)),
            _GROUP,
        )
    )
    WRONG = "not_bmecat"

    def __init__(self, stream: BinaryIO, choice: PartChoice | None = None) -> None:
        super().__init__(stream)
        self.header = BmecatHeader()
        self._choice = choice or PartChoice()

    def _refuse_entities(self, *declaration: object) -> None:
        # 1.2 names its document type; it is never fetched, and declares nothing here
        *_name, has_own_declarations = declaration
        if has_own_declarations:
            raise CatalogFileError("entities", self._parser.CurrentLineNumber)

    def _read_other(self, name: str, text: str) -> None:
        if name in _TRANSACTIONS:
            self.header.transaction = name
        elif self._path[1:2] == ["HEADER"] and name in _HEADER:
            self.header.values.setdefault(name, text[:200])

    def _read_record(self, record: Node) -> None:
        self.header.transaction = self._path[1]
        if record.name in _ARTICLES:
            self._ready += list(self._article(record))
        elif record.name in _MAPS:
            self._ready += list(self._membership(record))
        else:
            code = record.get("GROUP_ID")[:80]
            name = record.get("GROUP_NAME")[:200]
            if code and name:
                self._ready.append(ProductGroup(self._line, code, name))

    def _check(self) -> None:
        if not self.header.transaction:
            raise CatalogFileError("no_lines")

    def _membership(self, record: Node) -> Iterator[PartRow]:
        """Yield what a record says about the group of an article."""
        number = record.first(_MAPPED)
        group = record.get("CATALOG_GROUP_ID")[:80]
        if 0 < len(normalize(number)) <= 60 and group:
            yield PartRow(
                line=self._line, number=number, partial=True, product_group=group
            )

    def _article(self, article: Node) -> Iterator[PartRow | Retirement | LineIssue]:
        number = article.first(_NUMBERS)
        if not 0 < len(normalize(number)) <= 60 or self._nodes > NODES:
            yield LineIssue(self._line, "number", number[:40])
            return
        if article.attributes.get("mode", "new").lower() == "delete":
            yield Retirement(self._line, number)
            return
        prices, issues = self._prices(article)
        yield from issues
        order = _part(article, "ORDER_DETAILS")
        details = _part(article, "DETAILS")
        content = read_amount(order.get("NO_CU_PER_OU")) or Decimal(1)
        smallest = read_amount(order.get("QUANTITY_MIN"))
        yield PartRow(
            line=self._line,
            number=number,
            partial=self.header.transaction == "T_UPDATE_PRICES",
            name=self._find_text(details, "DESCRIPTION_SHORT")[:500] or None,
            description=self._find_text(details, "DESCRIPTION_LONG")[:20_000] or None,
            ean=_bar_code(details),
            list_price=prices.get("list"),
            cost=prices.get("cost"),
            price_qty=_pieces_of_price(order, content),
            uom=(order.first(("CONTENT_UNIT", "ORDER_UNIT")) or None),
            pack_qty=content if content > 1 else None,
            min_qty=smallest * content if smallest else None,
            weight=_weight(article),
            hazardous=_is_dangerous(details) or None,
            replaced_by=_successor(article),
            references=tuple(_other_numbers(details)),
            assets=tuple(_pictures(article)),
        )

    def _find_text(self, details: Node, name: str) -> str:
        """Return a text in the language that comes first."""
        order = [language.upper() for language in self._choice.languages]
        told = self.header.values.get("LANGUAGE", "")
        ranked = [
            (_rank(node.attributes.get("lang", told), order), node.text)
            for node in details.all(name)
            if node.text
        ]
        return min(ranked, key=lambda text: text[0])[1] if ranked else ""

    def _prices(self, article: Node) -> tuple[dict[str, Decimal], list[LineIssue]]:
        """Return {list, cost: amount for PRICE_QUANTITY} of the prices valid now."""
        found: dict[str, Decimal] = {}
        issues: list[LineIssue] = []
        for block in _parts(article, "PRICE_DETAILS"):
            if not self._is_valid(block):
                continue
            for price in _parts(block, "PRICE"):
                issue = self._take_price(price, found)
                issues += [issue] if issue else []
        prices = {"list": _first(found, _LIST), "cost": _first(found, _COST)}
        return {kind: price for kind, price in prices.items() if price is not None}, (
            issues[:1]
        )

    def _take_price(self, price: Node, found: dict[str, Decimal]) -> LineIssue | None:
        """Add one price to those found; returns why it cannot be read."""
        kind = price.attributes.get("price_type", "").lower()
        from_piece = read_amount(price.get("LOWER_BOUND")) or Decimal(1)
        if kind not in (*_COST, *_LIST) or kind in found or from_piece > 1:
            return None
        money = price.get("PRICE_CURRENCY") or self.header.values.get("CURRENCY", "")
        if money and self._choice.currency not in ("", money.upper()):
            return LineIssue(self._line, "currency", money[:10])
        amount = read_amount(price.get("PRICE_AMOUNT"))
        factor = read_amount(price.get("PRICE_FACTOR"))
        if amount is None or amount < 0 or (factor is not None and factor < 0):
            return LineIssue(self._line, "amount", price.get("PRICE_AMOUNT")[:40])
        amount *= Decimal(1) if factor is None else factor
        if kind == _GROSS:
            tax = read_amount(price.get("TAX"))
            if tax is None or not 0 <= tax < 1:
                return None  # with tax, and nobody knows how much
            amount = (amount / (1 + tax)).quantize(Decimal("0.0001"))
        found[kind] = amount
        return None

    def _is_valid(self, block: Node) -> bool:
        if self._choice.on is None:
            return True
        day = self._choice.on.isoformat()
        told = {
            node.attributes.get("type", ""): node.get("DATE")
            for node in block.all("DATETIME")
            if _ISO_DATE.match(node.get("DATE"))
        }
        told |= {name: date for name in (_BEGIN, _END) if (date := _date(block, name))}
        return told.get(_BEGIN, day) <= day <= told.get(_END, day)


def _pieces_of_price(order: Node, content: Decimal) -> Decimal | None:
    """Return how many pieces a price is for; None: as it was said before."""
    if not order.nodes:
        return None
    return (read_amount(order.get("PRICE_QUANTITY")) or Decimal(1)) * content


def _parts(node: Node, name: str) -> Iterator[Node]:
    """Yield elements that 1.2 calls ARTICLE_x and 2005 PRODUCT_x."""
    for prefix in _ARTICLES:
        yield from node.all(f"{prefix}_{name}")


def _part(node: Node, name: str) -> Node:
    return next(_parts(node, name), Node(name, {}))


def _date(block: Node, name: str) -> str:
    """Return a date as 2005 writes it, in an element of its own."""
    text = block.get(name.upper())[:10]
    return text if _ISO_DATE.match(text) else ""


def _rank(language: str, order: list[str]) -> int:
    code = _LANGUAGES.get(language.upper(), language.upper()[:2])
    return order.index(code) if code in order else len(order)


def _first(prices: dict[str, Decimal], kinds: tuple[str, ...]) -> Decimal | None:
    return next((prices[kind] for kind in kinds if kind in prices), None)


def _bar_code(details: Node) -> str | None:
    for node in (*details.all("EAN"), *details.all("INTERNATIONAL_PID")):
        if node.attributes.get("type", "ean").lower() in ("ean", "gtin"):
            return read_gtin(node.text)
    return None


def _weight(article: Node) -> Decimal | None:
    """Return kilograms of one piece (2005 only; 1.2 has no weight)."""
    path = ("PRODUCT_LOGISTIC_DETAILS", "PRODUCT_DIMENSIONS", "WEIGHT")
    weight = next((read_amount(node.text) for node in article.all(*path)), None)
    return weight if weight and weight > 0 else None


def _is_dangerous(details: Node) -> bool:
    return any(
        node.attributes.get("type", "").upper() in _DANGEROUS
        for node in details.all("SPECIAL_TREATMENT_CLASS")
    )


def _successor(article: Node) -> str | None:
    for reference in _parts(article, "REFERENCE"):
        number = reference.first(_SUCCESSOR)
        if reference.attributes.get("type") == "followup" and (
            0 < len(normalize(number)) <= 60
        ):
            return number
    return None


def _other_numbers(details: Node) -> Iterator[CrossReference]:
    maker = details.get("MANUFACTURER_NAME")[:100]
    for names, brand in ((_MAKER_NUMBERS, maker), (_OTHER_NUMBERS, "")):
        number = details.first(names)
        if 0 < len(normalize(number)) <= 60:
            yield CrossReference("equivalent", number, brand)


def _pictures(article: Node) -> Iterator[str]:
    for picture in article.all("MIME_INFO", "MIME"):
        if source := picture.get("MIME_SOURCE"):
            yield source[:200]
