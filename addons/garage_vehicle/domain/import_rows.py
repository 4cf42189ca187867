"""Rows of a file as typed values, with what is wrong said per row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from . import import_values as values
from . import license_plate, vin
from .import_table import Table

Value = str | int | float | date

READERS: Mapping[str, Callable[[str], Value | None]] = {
    "amount": values.read_amount,
    "odometer": values.read_km,
    "model_year": values.read_year,
    "power_kw": values.read_whole,
    "fuel": values.read_fuel,
}
DATES = ("date", "first_registration", "inspection_due")
_NEEDED: Mapping[str, Sequence[Sequence[str]]] = {
    "customer": [["name", "first_name"]],
    "vehicle": [["plate", "vin"]],
    "history": [["plate", "vin"], ["date"]],
}


@dataclass
class Row:
    """One line: its number, its cells, the values read, and what is wrong.

    A problem is a pair of a code (missing, unreadable, plate, vin_length,
    vin_alphabet) and the target or value it is about.
    """

    line: int
    cells: tuple[str, ...]
    values: dict[str, Value] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)


def date_orders(table: Table, mapping: Mapping[int, str]) -> dict[str, str]:
    """Return how each column of dates writes them, day or month first."""
    return {
        target: values.guess_date_order(cells[index] for _line, cells in table.rows)
        for index, target in mapping.items()
        if target in DATES
    }


def read(
    kind: str, table: Table, mapping: Mapping[int, str], frame_numbers: bool = False
) -> Iterator[Row]:
    """Yield every row of a table with its values.

    :param mapping: ``{column: target}``
    :param frame_numbers: take what is no VIN as the number of a frame
    """
    orders = date_orders(table, mapping)
    for line, cells in table.rows:
        row = Row(line, cells)
        for index, target in mapping.items():
            _read_cell(row, target, cells[index], orders)
        _join_name(row)
        _check_plate(row)
        _check_vin(row, frame_numbers)
        _check_needed(row, kind)
        yield row


def _read_cell(row: Row, target: str, cell: str, orders: Mapping[str, str]) -> None:
    try:
        if target in DATES:
            value: Value | None = values.read_date(cell, orders[target])
        elif target in READERS:
            value = READERS[target](cell)
        else:
            value = cell.strip() or None
    except ValueError:
        row.problems.append(("unreadable", target))
        return
    if value not in (None, ""):
        row.values[target] = value


def _join_name(row: Row) -> None:
    first = row.values.pop("first_name", None)
    if first:
        row.values["name"] = f"{first} {row.values.get('name', '')}".strip()
    mobile = row.values.pop("mobile", None)
    if mobile:
        row.values.setdefault("phone", mobile)


def _check_plate(row: Row) -> None:
    plate = row.values.get("plate")
    if plate is None:
        return
    try:
        license_plate.parse(str(plate))
    except license_plate.PlateError:
        row.problems.append(("plate", str(plate)))


def _check_vin(row: Row, frame_numbers: bool) -> None:
    number = vin.normalise(str(row.values.get("vin") or ""))
    if not number:
        row.values.pop("vin", None)
        return
    row.values["vin"] = number
    found = vin.problems(number)
    if not found:
        return
    if frame_numbers:
        row.values["vin_is_frame_number"] = True
        return
    row.problems.append((f"vin_{found[0]}", number))


def _check_needed(row: Row, kind: str) -> None:
    told = {target for _code, target in row.problems}
    for group in _NEEDED[kind]:
        if not any(row.values.get(name) for name in group) and not told & set(group):
            row.problems.append(("missing", group[0]))
