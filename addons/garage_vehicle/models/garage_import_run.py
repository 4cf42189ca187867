from collections import Counter
from dataclasses import dataclass, field

import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError

from ..domain import import_rows

PREVIEW = 20
CHUNK = 1000
_COUNTS = {"new": "count_new", "update": "count_update"}
_COUNTS |= {"same": "count_same", "bad": "count_bad"}


@dataclass(eq=False)
class Plan:
    """What will happen with a row: new, update, same or bad, and why."""

    row: import_rows.Row
    what: str = ""
    reason: str = ""
    record: object = None
    vals: dict = field(default_factory=dict)
    owner: "Plan | None" = None
    make: tuple = ()


class GarageImport(models.Model):
    """From rows to records: plan all of it, show it, do it in batches."""

    _inherit = "garage.import"

    def action_import(self):
        """Take the rows over; those that cannot be go into the error file."""
        self.ensure_one()
        self._check_open()
        self = self.with_context(
            tracking_disable=True,
            mail_create_nosubscribe=True,
            no_vat_validation=True,
            garage_source="import",
        )
        table = self._get_table()
        plans = self._plan(table)
        self.log = {"created": {}, "updated": {}}
        self._get_importer()._apply(self, plans)
        self._count(plans)
        self._write_error_file(table, [one for one in plans if one.what == "bad"])
        self.profile_id = self.env["garage.import.profile"]._keep(self)
        self._show_preview(table, plans)
        self.write({"state": "done", "done_at": fields.Datetime.now()})

    def _plan(self, table):
        """Return a plan for each row; reads, never writes."""
        rows = import_rows.read(
            self.kind, table, self._get_mapping(), self.frame_numbers
        )
        plans = [Plan(row) for row in rows]
        for plan in plans:
            if plan.row.problems:
                self._refuse(plan, self._get_problem_text(plan.row.problems[0]))
        self._get_importer()._plan(self, [one for one in plans if not one.what])
        return plans

    def _get_importer(self):
        return self.env[f"garage.import.{self.kind}"]

    def _show_plan(self, table):
        plans = self._plan(table)
        self._count(plans)
        self._show_preview(table, plans)

    def _count(self, plans):
        counts = Counter(plan.what for plan in plans)
        self.write({name: counts[what] for what, name in _COUNTS.items()})

    def _show_preview(self, table, plans):
        """Keep the first rows, and the first bad ones, for the screen."""
        labels = {
            "new": self.env._("new"),
            "update": self.env._("completed"),
            "same": self.env._("known already"),
            "bad": self.env._("not taken over"),
        }
        bad = [plan for plan in plans[PREVIEW:] if plan.what == "bad"][:PREVIEW]
        rows = [
            {
                "line": plan.row.line,
                "what": plan.what,
                "label": labels[plan.what],
                "reason": plan.reason,
                "cells": list(plan.row.cells),
            }
            for plan in [*plans[:PREVIEW], *bad]
        ]
        self.preview = {
            "headings": list(table.headings),
            "rows": rows,
            "more": len(plans) - len(rows),
        }

    def _refuse(self, plan, reason):
        plan.what, plan.reason = "bad", reason

    def _get_problem_text(self, problem):
        """Say in words what is wrong with a row."""
        code, about = problem
        targets = self.env["garage.import.column"]._get_targets()
        name = dict(targets).get(about, about)
        texts = {
            "missing": self.env._("“%(name)s” is missing.", name=name),
            "unreadable": self.env._("“%(name)s” cannot be read.", name=name),
            "plate": self.env._("“%(name)s” cannot be a plate.", name=name),
            "vin_length": self.env._(
                "The VIN %(vin)s has %(count)s characters instead of 17.",
                vin=about,
                count=len(about),
            ),
            "vin_alphabet": self.env._(
                "The VIN %(vin)s has a character that no VIN has (I, O, Q or a sign).",
                vin=about,
            ),
        }
        return texts[code]

    def _create_planned(self, model, plans):
        """Create the records of plans in batches; a bad one does not stop others."""
        for start in range(0, len(plans), CHUNK):
            self._create_chunk(model, plans[start : start + CHUNK])
        ids = [plan.record.id for plan in plans if plan.record]
        log = self.log
        log["created"].setdefault(model, []).extend(ids)
        self.log = log

    def _create_chunk(self, model, plans):
        """Create a batch; when it fails, its halves, down to the row that is bad."""
        if not plans:
            return
        try:
            with self.env.cr.savepoint():
                records = self.env[model].create([plan.vals for plan in plans])
                self.env.flush_all()
        except (UserError, ValidationError, psycopg2.Error) as error:
            self.env.invalidate_all()
            if len(plans) == 1:
                self._refuse(plans[0], str(error.args[0] if error.args else error))
                return
            middle = len(plans) // 2
            self._create_chunk(model, plans[:middle])
            self._create_chunk(model, plans[middle:])
            return
        for plan, record in zip(plans, records, strict=True):
            plan.record = record

    def _update_planned(self, model, plans):
        """Write the values of plans and keep what was there before."""
        log = self.log
        known = log["updated"].setdefault(model, {})
        for plan in plans:
            record = plan.record
            row = known.setdefault(str(record.id), {})
            for name, value in plan.vals.items():
                before = record._fields[name].convert_to_write(record[name], record)
                row[name] = [_plain(before), _plain(value)]
            record.write(plan.vals)
        self.log = log


def _plain(value):
    """Return a value as JSON can keep it."""
    return value if isinstance(value, str | int | float | bool) else str(value or "")
