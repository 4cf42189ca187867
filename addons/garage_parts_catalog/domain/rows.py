"""Plain values that the file readers hand over to the import."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CrossReference:
    """Another number of the same article; ``relation`` as in the data model."""

    relation: str
    number: str
    brand: str = ""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Qualifier:
    """One condition of a fitment; ``kind`` is the element's name or ``note``."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
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
