"""Which statements were sent, and whether each stands on an index."""

import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.sql_db import Cursor
from odoo.tools import SQL

#: tables that the generator fills as some years would
FILLED = {
    "res_partner", "garage_vehicle", "garage_workorder", "garage_job", "sale_order",
    "sale_order_line", "account_move", "account_move_line", "garage_vehicle_event",
    "garage_approval", "garage_approval_line", "garage_time_entry",
}  # fmt: skip
#: all tables that grow with the years
GROWING = FILLED | {
    "garage_inspection", "garage_inspection_line", "garage_job_need", "garage_key_move",
    "garage_message", "garage_slot", "garage_vehicle_document", "garage_vehicle_due",
    "mail_activity", "mail_message", "stock_move", "stock_picking",
}  # fmt: skip
SCAN = re.compile(r"Seq Scan on (\w+)")


class Recorder:
    """Keeps every SELECT that was sent while it was on."""

    def __init__(self):
        self.queries: list[tuple[str, object]] = []

    @contextmanager
    def on(self):
        """Record what any cursor of this process sends."""
        original, queries = Cursor.execute, self.queries

        def execute(cursor, query, params=None, *args, **kwargs):
            code, values = query, params
            if isinstance(query, SQL):
                code, values = query.code, query.params
            queries.append((code, values))
            return original(cursor, query, params, *args, **kwargs)

        with patch.object(Cursor, "execute", execute):
            yield self

    def scans(self, cr, tables: set[str], force_index: bool = False) -> list[str]:
        """Statements that read one of these tables from end to end.

        :param force_index: with little data a scan is right; ask whether an index
            could serve at all
        """
        cr.execute(SQL("SAVEPOINT explain"))
        if force_index:
            cr.execute(SQL("SET LOCAL enable_seqscan = off"))
        found = []
        for code, values in self.queries:
            if code.lstrip().upper().startswith(("SELECT", "WITH")):
                cr.execute(f"EXPLAIN {code}", values)
                plan = "\n".join(row[0] for row in cr.fetchall())
                hit = set(SCAN.findall(plan)) & tables
                found += [f"{table}: {code}" for table in sorted(hit)]
        cr.execute(SQL("ROLLBACK TO SAVEPOINT explain"))
        return found
