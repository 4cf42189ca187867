"""Plain values that the file readers hand over to the import."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class CrossReference:
    """Another number of the same article; ``relation`` as in the data model."""

    relation: str
    number: str
    brand: str = ""


@dataclass(slots=True)
class ArticleRow:
    """One line of a price list; ``None`` means that the file does not say."""

    line: int
    number: str
    brand: str = ""
    name: str | None = None
    kind: str | None = None
    ean: str | None = None
    list_price: Decimal | None = None
    cost: Decimal | None = None
    price_qty: Decimal | None = None
    uom: str | None = None
    discount_group: str | None = None
    deposit: Decimal | None = None
    pack_qty: Decimal | None = None
    min_qty: Decimal | None = None
    weight: Decimal | None = None
    replaced_by: str | None = None
    references: tuple[CrossReference, ...] = ()
    vehicle_keys: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class PartRow(ArticleRow):
    """One article of a format that spreads it over several records.

    A later record fills what an earlier one leaves open; between records that both
    say something the higher ``rank`` wins, then the later line.  A ``partial`` row
    (a price, an addition) never makes an article by itself.  ``cost_by_group`` tells
    whether the purchase price follows from list price and discount group.
    """

    rank: int = 0
    partial: bool = False
    description: str | None = None
    text_key: str | None = None
    main_group: str | None = None
    product_group: str | None = None
    cost_by_group: bool | None = None
    hazardous: bool | None = None
    un_no: str | None = None
    part_type: int | None = None
    brand_name: str | None = None
    assets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a long text.

    ``kind`` is ``T`` or ``E`` for a block under a key of its own, ``D`` for the text
    of the article whose number is the key; ``insert`` names a block (``T`` or ``E``
    and its key) that stands in place of the line.
    """

    line: int
    kind: str
    key: str
    position: int
    text: str
    insert: str = ""


@dataclass(frozen=True, slots=True)
class DiscountGroup:
    """What the garage pays for a group: ``rate`` in percent off, or a factor."""

    line: int
    code: str
    name: str
    kind: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """The supplier's name for a group of articles; ``code`` is main or main/sub."""

    line: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Retirement:
    """The supplier takes an article out of the catalogue."""

    line: int
    number: str
    brand: str = ""


@dataclass(frozen=True, slots=True)
class Renumbering:
    """The article stays and gets another number."""

    line: int
    number: str
    new_number: str


class Qualifier(NamedTuple):
    """One condition of a fitment; ``kind`` is the element's name or ``note``."""

    kind: str
    value: str


@dataclass(slots=True)
class Application:
    """One statement "this article fits that vehicle" of a fitment file."""

    line: int
    number: str
    brand: str
    delete: bool
    system: str
    vehicle_ref: str
    part_type: int
    position: int
    quantity: int
    year_from: int = 0
    year_to: int = 0
    qualifiers: tuple[Qualifier, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class VehicleTypeRow:
    """One line of a vehicle list: a type and one outside number for it."""

    line: int
    system: str
    code: str
    make: str
    model: str
    series: str = ""
    year_from: int = 0
    year_to: int = 0
    engine_code: str = ""
    kw: int = 0
    ccm: int = 0
    fuel: str = ""
    body: str = ""
    drive: str = ""
