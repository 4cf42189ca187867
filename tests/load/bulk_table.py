"""Filling tables by the million: indexes and references are put back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from odoo.tools import SQL


@contextmanager
def bare(cr, *tables: str) -> Iterator[None]:
    """Take indexes and foreign keys of these tables away while they are filled."""
    definitions = [*_drop_keys(cr, tables), *_drop_indexes(cr, tables)]
    yield
    cr.execute(SQL("SET LOCAL maintenance_work_mem = '512MB'"))
    for definition in reversed(definitions):
        cr.execute(definition)
    for table in tables:
        cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))


def _drop_keys(cr, tables: tuple[str, ...]) -> list[str]:
    cr.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE contype = 'f'"
        " AND conrelid::regclass::text = ANY(%s)",
        [list(tables)],
    )
    found = cr.fetchall()
    for table, name, _definition in found:
        cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    return [
        f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
        for table, name, definition in found
    ]


def _drop_indexes(cr, tables: tuple[str, ...]) -> list[str]:
    """Primary keys stay: other tables refer to them."""
    cr.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
        " AND indexname NOT LIKE '%%_pkey'",
        [list(tables)],
    )
    found = cr.fetchall()
    for name, _definition in found:
        cr.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]
