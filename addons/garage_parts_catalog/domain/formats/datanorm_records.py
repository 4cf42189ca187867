"""The records of DATANORM 4 and 5 as plain values.

Fields are counted from 0; 0 is the kind of record and 1 the action: N new, A changed,
L deleted, X number changed.  Version 4 is described in many public sources; of version
5 only what several of them and public files agree on is read, other records are
counted and skipped.  Amounts are cents, discounts hundredths of a percent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from ..issues import LineIssue
from ..number import normalize
from ..rows import (
    CrossReference,
    DiscountGroup,
    PartRow,
    ProductGroup,
    Renumbering,
    Retirement,
    TextLine,
)

Row = (
    PartRow | TextLine | DiscountGroup | ProductGroup | Retirement | Renumbering
)  # what a record can say
Parse = Callable[[list[str], int], Iterator[Row | LineIssue]]

ACTIONS = ("N", "A", "L", "X")
GROSS, NET, ON_REQUEST = "1", "2", "9"
RANK_PRICE, RANK_NET = 1, 2
_UNITS = {"": 1, "0": 1, "1": 10, "2": 100, "3": 1000}
_EAN = re.compile(r"\d{8}$|\d{12,14}$", re.ASCII)
_MAX_DIGITS = 12
_MAX_POSITION = 6
_MAX_CODE = 60
_PRICE_SET = 9  # fields of one article in a price record of version 4


class RecordError(Exception):
    """One record cannot be used; the arguments are the issue's code and value."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value[:40]


def cell(cells: list[str], index: int) -> str:
    """Return a field without blanks around it, "" when the record is shorter."""
    return cells[index].strip() if index < len(cells) else ""


def article_number(cells: list[str], index: int) -> str:
    """Return an article number; raises RecordError when there is none."""
    number = cell(cells, index)
    if not 0 < len(normalize(number)) <= 60:
        raise RecordError("number", number)
    return number


def whole(text: str, code: str = "amount") -> int:
    """Return a plain number without sign (0 for ""); raises RecordError."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise RecordError(code, text)
    return int(text)


def line_number(text: str) -> int:
    """Return the place of a line in its text; raises RecordError."""
    if len(text) > _MAX_POSITION:
        raise RecordError("record", text)
    return whole(text, "record")


def cents(text: str) -> Decimal | None:
    """Return an amount given in cents; 0 stands for "not said here"."""
    return Decimal(whole(text)).scaleb(-2) or None


def _action(cells: list[str]) -> str:
    action = cell(cells, 1).upper()
    if action not in ACTIONS:
        raise RecordError("action", action)
    return action


def _ean(text: str) -> str | None:
    return text if _EAN.match(text) and text.strip("0") else None


def _name(cells: list[str], index: int) -> str | None:
    return " ".join(filter(None, (cell(cells, index), cell(cells, index + 1)))) or None


def _priced(kind: str, text: str) -> tuple[Decimal | None, Decimal | None]:
    """Return (list price, purchase price), at most one of them is there."""
    price = cents(text)
    if kind == ON_REQUEST or price is None:
        return None, None
    if kind not in (GROSS, NET):
        raise RecordError("price_kind", kind)
    return (price, None) if kind == GROSS else (None, price)


def _ended(
    cells: list[str], line: int, new_number: int
) -> Retirement | Renumbering | None:
    """What an article record says when the article goes or gets another number.

    :param new_number: the field that holds it
    """
    action, number = _action(cells), article_number(cells, 2)
    if action == "L":
        return Retirement(line, number)
    if action == "X":
        return Renumbering(line, number, article_number(cells, new_number))
    return None


def article4(cells: list[str], line: int) -> Iterator[Row]:
    """A of version 4: texts, price, unit, groups and the key of the long text."""
    if ended := _ended(cells, line, 4):
        yield ended
        return
    number = article_number(cells, 2)
    if len(cells) < 10:
        raise RecordError("columns", str(len(cells)))
    unit = _UNITS.get(cell(cells, 7))
    if unit is None:
        raise RecordError("price_unit", cell(cells, 7))
    kind, group = cell(cells, 6), cell(cells, 10) or None
    list_price, cost = _priced(kind, cell(cells, 9))
    yield PartRow(
        line=line,
        number=number,
        name=_name(cells, 4),
        price_qty=Decimal(unit),
        uom=cell(cells, 8) or None,
        discount_group=group,
        cost_by_group=_by_group(kind, group),
        main_group=cell(cells, 11) or None,
        text_key=cell(cells, 12) or None,
        list_price=list_price,
        cost=cost,
    )


def _by_group(kind: str, group: str | None) -> bool | None:
    """Whether the purchase price follows from the group; None when nobody says."""
    if kind == NET:
        return False
    return True if kind == GROSS and group else None


def addition4(cells: list[str], line: int) -> Iterator[Row]:
    """B of version 4: other number, EAN, product group, packing quantity."""
    if _action(cells) == "L":
        return
    pack = whole(cell(cells, 13))
    yield PartRow(
        line=line,
        number=article_number(cells, 2),
        partial=True,
        references=_other_number(cell(cells, 4)),
        ean=_ean(cell(cells, 9)),
        product_group=cell(cells, 11) or None,
        pack_qty=Decimal(pack) if pack else None,
    )


def _other_number(text: str) -> tuple[CrossReference, ...]:
    usable = text.strip("0") and 0 < len(normalize(text)) <= 60
    return (CrossReference("trade", text),) if usable else ()


def prices4(cells: list[str], line: int) -> Iterator[Row | LineIssue]:
    """P of version 4: up to three articles, each with up to three discounts."""
    if _action(cells) == "L":
        return
    for start in range(2, max(len(cells), 3), _PRICE_SET):
        given = cells[start : start + _PRICE_SET]
        if start > 2 and not "".join(given).strip():
            continue
        try:
            yield from _price4(given, line)
        except RecordError as error:
            yield LineIssue(line, error.code, error.value)


def _price4(given: list[str], line: int) -> Iterator[Row]:
    number, kind = article_number(given, 0), cell(given, 1)
    list_price, cost = _priced(kind, cell(given, 2))
    if cost is not None:
        yield PartRow(
            line=line,
            number=number,
            rank=RANK_NET,
            partial=True,
            cost=cost,
            cost_by_group=False,
        )
    elif list_price is not None:
        cost, group, by_group = _discounted(list_price, given)
        yield PartRow(
            line=line,
            number=number,
            rank=RANK_PRICE,
            partial=True,
            list_price=list_price,
            cost=cost,
            discount_group=group,
            cost_by_group=by_group,
        )


def _discounted(
    price: Decimal, given: list[str]
) -> tuple[Decimal | None, str | None, bool | None]:
    """Return purchase price, discount group, and whether the group decides."""
    cost: Decimal | None = None
    for index in (3, 5, 7):
        kind, value = cell(given, index), cell(given, index + 1)
        if not kind:
            continue
        if kind == "0":
            return None, (value if value.strip("0") else None), True
        cost = (price if cost is None else cost) * _factor(kind, value)
    if cost is None:
        return None, None, None
    return cost.quantize(Decimal("0.0001")), None, False


def _factor(kind: str, value: str) -> Decimal:
    """Return what a discount multiplies the price with."""
    if kind == "1":
        factor = 1 - Decimal(whole(value, "discount")).scaleb(-4)
    elif kind == "2":
        factor = Decimal(whole(value, "discount")).scaleb(-3)
    else:
        # A surcharge is whole percents for some and hundredths for others.
        raise RecordError("surcharge" if kind == "3" else "discount", kind)
    if not 0 <= factor <= 10:
        raise RecordError("discount", value)
    return factor


def text4(cells: list[str], line: int) -> Iterator[Row]:
    """T and E of version 4: two lines of the text block that the key names."""
    if _action(cells) == "L":
        return
    key = cell(cells, 2)
    if not key:
        raise RecordError("record", ";".join(cells))
    for position in (4, 7):
        if cell(cells, position):
            number = line_number(cell(cells, position))
            text = cells[position + 2] if position + 2 < len(cells) else ""
            yield TextLine(line, cells[0], key, number, text.rstrip())


def dimension4(cells: list[str], line: int) -> Iterator[Row]:
    """D of version 4: two lines of text of one article, or blocks to insert."""
    number = article_number(cells, 2)
    if _action(cells) == "L":
        return
    for position in (3, 7):
        if not cell(cells, position):
            continue
        at = line_number(cell(cells, position))
        kind, key = cell(cells, position + 1), cell(cells, position + 2)
        insert = kind + key if kind in ("T", "E") and key else ""
        text = cells[position + 3] if position + 3 < len(cells) else ""
        yield TextLine(line, "D", number, at, text.rstrip(), insert)


def product_group(cells: list[str], line: int) -> Iterator[Row]:
    """S of DATANORM.WRG: names of a main group and of a group in it."""
    main, name = cell(cells, 2), cell(cells, 3)
    code, sub_name = cell(cells, 4), cell(cells, 5)
    if not main or not (name or code) or len(main) + len(code) > _MAX_CODE:
        raise RecordError("record", ";".join(cells))
    if name:
        yield ProductGroup(line, main, name)
    if code:
        yield ProductGroup(line, f"{main}/{code}", sub_name or code)


def discount_group(cells: list[str], line: int) -> Iterator[Row]:
    """R of DATANORM.RAB: what the garage pays for the articles of a group."""
    code, kind, value = cell(cells, 2), cell(cells, 3) or "1", cell(cells, 4)
    if not 0 < len(code) <= _MAX_CODE:
        raise RecordError("record", ";".join(cells))
    _factor(kind, value)
    rate = kind == "1"
    yield DiscountGroup(
        line,
        code,
        cell(cells, 5),
        "rate" if rate else "multiplier",
        Decimal(whole(value, "discount")).scaleb(-2 if rate else -3),
    )


def article5(cells: list[str], line: int) -> Iterator[Row]:
    """A of version 5: the price is for a quantity, the EAN stands in it."""
    if ended := _ended(cells, line, 3):
        yield ended
        return
    number = article_number(cells, 2)
    if len(cells) < 9:
        raise RecordError("columns", str(len(cells)))
    kind, group = cell(cells, 6), cell(cells, 9) or None
    list_price, cost = _priced(kind, cell(cells, 8))
    yield PartRow(
        line=line,
        number=number,
        name=_name(cells, 3),
        uom=cell(cells, 5) or None,
        price_qty=Decimal(whole(cell(cells, 7), "price_unit") or 1),
        discount_group=group,
        cost_by_group=_by_group(kind, group),
        main_group=cell(cells, 10) or None,
        product_group=cell(cells, 11) or None,
        ean=_ean(cell(cells, 18)),
        text_key=cell(cells, 23) or None,
        list_price=list_price,
        cost=cost,
    )


def price5(cells: list[str], line: int) -> Iterator[Row]:
    """P of version 5; public files have it with and without the action."""
    shift = 1 if cell(cells, 1) in ACTIONS else 0
    if shift and cell(cells, 1) == "L":
        return
    number, kind = article_number(cells, shift + 1), cell(cells, shift + 2)
    quantity = whole(cell(cells, shift + 3), "price_unit") or 1
    list_price, cost = _priced(kind, cell(cells, shift + 4))
    if list_price is None and cost is None:
        return
    group = cell(cells, shift + 5) or None
    yield PartRow(
        line=line,
        number=number,
        rank=RANK_NET if kind == NET else RANK_PRICE,
        partial=True,
        price_qty=Decimal(quantity),
        discount_group=group,
        cost_by_group=_by_group(kind, group),
        list_price=list_price,
        cost=cost,
    )


def text5(cells: list[str], line: int) -> Iterator[Row]:
    """T of version 5: one line of the text block that the key names."""
    if _action(cells) == "L":
        return
    key, position = cell(cells, 2), line_number(cell(cells, 4))
    if not key or not position:
        raise RecordError("record", ";".join(cells))
    yield TextLine(line, "T", key, position, (cells[5:6] or [""])[0].rstrip())


RECORDS: dict[int, dict[str, Parse]] = {
    4: {
        "A": article4,
        "B": addition4,
        "P": prices4,
        "T": text4,
        "E": text4,
        "D": dimension4,
        "S": product_group,
        "R": discount_group,
    },
    5: {
        "A": article5,
        "P": price5,
        "T": text5,
        "S": product_group,
        "R": discount_group,
    },
}
#: kinds that belong to the format and hold nothing for the catalogue, or nothing that
#: public sources agree on: control, metal and graded surcharges, sets, labour, pictures
SKIPPED = {4: frozenset("KZJCG"), 5: frozenset("KZJCGBD")}
