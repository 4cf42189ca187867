"""What a bench asks of PostgreSQL besides rows: copies, and rest after a big load."""

from contextlib import closing

from odoo import sql_db


def copy(source: str, target: str) -> None:
    """A second database like the first; an older one of that name goes."""
    _run("postgres", f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
    _run("postgres", f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def settle(database: str) -> None:
    """Do at once what PostgreSQL does by itself within minutes.

    New entries of an index on parts of words wait in a list that is read from end to
    end, until the tables are cleaned; rows of years were cleaned long ago.
    """
    _run(database, "VACUUM ANALYZE")


def _run(database: str, statement: str) -> None:
    with closing(sql_db.db_connect(database).cursor()) as cr:
        cr._cnx.autocommit = True
        cr.execute(statement)
