"""Copies of one row by the hundred thousand, in one statement per table.

The row was made by the product itself, so every column holds what a real one holds;
only what differs is given as an expression.
"""

from odoo.tools import SQL

#: an even number from 0 to 1 for each `n`, the same in every run
RANDOM = "((hashint4((({n}) * 7 + {salt})::int)::bigint + 2147483648) / 4294967296.0)"


def random(n: str, salt: int) -> str:
    """SQL of a number in [0, 1) that depends on `n` and nothing else."""
    return RANDOM.format(n=n, salt=salt)


def choose(n: str, salt: int, values: list) -> str:
    """SQL that picks one of the values evenly."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"(ARRAY[{listed}])[1 + floor({random(n, salt)} * {len(values)})::int]"


def clone(
    cr, table: str, source_id: int, rows: str, values: dict[str, str], base: int = 0
) -> int:
    """Insert a copy of a row for each row of `rows`; its id is the base plus `n`.

    :param rows: table or sub-query with a column `n` from 1
    :param values: expressions over `r` (the rows) for columns that differ
    :param base: where the ids begin; after the highest id when not given
    """
    base = base or last_id(cr, table)
    names = [name for name in _columns(cr, table) if name != "id"]
    wanted = [values.get(name, f's."{name}"') for name in names]
    listed = ", ".join(f'"{name}"' for name in names)
    cr.execute(
        SQL(
            f"INSERT INTO {table} (id, {listed})"
            f" SELECT {base} + r.n, {', '.join(wanted)}"
            f" FROM {table} s, {rows} r WHERE s.id = %s",
            source_id,
        )
    )
    cr.execute(SQL("SELECT setval(%s, %s)", f"{table}_id_seq", last_id(cr, table)))
    return base


def last_id(cr, table: str) -> int:
    """The highest id that is used in a table."""
    cr.execute(SQL("SELECT max(id) FROM %s", SQL.identifier(table)))
    return cr.fetchone()[0] or 0


def _columns(cr, table: str) -> list[str]:
    cr.execute(
        SQL(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND table_schema = current_schema AND is_generated = 'NEVER'",
            table,
        )
    )
    return [name for (name,) in cr.fetchall()]
