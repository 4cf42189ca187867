"""Staging tables of formats that spread an article over several records."""

from __future__ import annotations

_KEY = (("line", "int"), ("brand_id", "int"), ("number_norm", "text"))
#: what a price list cannot say and such a format can, beside ``ITEM_VALUES``
EXTRA_VALUES = (
    ("description", "text"),
    ("text_key", "text"),
    ("product_group", "text"),
    ("cost_by_group", "bool"),
    ("hazardous", "bool"),
    ("un_no", "text"),
    ("assets", "jsonb"),
)


def part_tables(
    item_values: tuple[tuple[str, str], ...],
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return {table: ((column, type), ...)}."""
    return {
        "garage_stage_part": (
            *_KEY,
            ("number", "text"),
            ("rank", "int"),
            ("partial", "bool"),
            ("main_group", "text"),
            *item_values,
            *EXTRA_VALUES,
        ),
        "garage_stage_text": (
            ("line", "int"),
            ("kind", "text"),
            ("key", "text"),
            ("position", "int"),
            ("body", "text"),
            ("insert_key", "text"),
        ),
        "garage_stage_end": _KEY,
        "garage_stage_renumber": (*_KEY, ("new_number", "text"), ("new_norm", "text")),
    }
