"""Names and columns of the staging tables, and rows as COPY text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from .part_tables import part_tables

ITEM_VALUES = (
    ("name", "text"),
    ("kind_id", "int"),
    ("ean", "text"),
    ("list_price", "numeric"),
    ("cost", "numeric"),
    ("price_qty", "numeric"),
    ("uom", "text"),
    ("discount_group", "text"),
    ("deposit", "numeric"),
    ("pack_qty", "numeric"),
    ("min_qty", "numeric"),
    ("weight", "numeric"),
)
_KEY = (("line", "int"), ("brand_id", "int"), ("number_norm", "text"))
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "garage_stage_item": (*_KEY, ("number", "text"), *ITEM_VALUES),
    "garage_stage_xref": (
        *_KEY,
        ("relation", "text"),
        ("ref_number", "text"),
        ("ref_norm", "text"),
    ),
    "garage_stage_fitment": (
        *_KEY,
        ("system", "text"),
        ("vehicle_ref", "text"),
        ("part_type", "int"),
        ("position", "int"),
        ("qty", "int"),
        ("year_from", "int"),
        ("year_to", "int"),
        ("qualifiers", "jsonb"),
        ("qualifier_hash", "bytea"),
        ("note", "text"),
        ("deleted", "bool"),
    ),
    **part_tables(ITEM_VALUES),
}
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(rows: Iterable[Sequence[Any]]) -> str:
    """Return the rows in PostgreSQL's COPY text format."""
    writer = _WRITERS.get
    return "".join(
        "\t".join([writer(type(value), str)(value) for value in row]) + "\n"
        for row in rows
    )


def _text(value: str) -> str:
    return value.translate(_ESCAPES) if _SPECIAL(value) else value


_SPECIAL = re.compile(r"[\\\t\n\r]").search
_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _none: "\\N",
    str: _text,
    bytes: lambda value: "\\\\x" + value.hex(),
    bool: lambda value: "t" if value else "f",
}
