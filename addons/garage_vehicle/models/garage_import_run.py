import contextlib
import gc
from dataclasses import dataclass, field

import psycopg2

from odoo import models
from odoo.exceptions import RedirectWarning, UserError

from ..domain import import_rows
from .garage_import_step import LETTERS

# Rows that one transaction takes over; files of no more are done while one waits.
STEP = 500
_REFUSALS = (UserError, RedirectWarning, psycopg2.IntegrityError, psycopg2.DataError)
_LETTER_OF = {what: letter for letter, what in LETTERS.items()}


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
    """From rows to records: plan all of it, show it, do it in steps."""

    _inherit = "garage.import"

    def action_import(self):
        """Take the rows over; a long file goes on by itself, step by step."""
        self.ensure_one()
        self._check_open()
        table = self._get_table()
        self.write(
            {
                "state": "running",
                "position": 0,
                "total": len(table.rows),
                "user_id": self.env.uid,
                "profile_id": self.env["garage.import.profile"]._keep(self).id,
            }
        )
        if self.total > STEP:
            self._wake_cron()
            return
        for _rows in self._take_steps(table):
            pass
        self._conclude("done", table)

    def _take_steps(self, table):
        """Take over what is left, yielding the number of rows after each step.

        Whoever keeps the steps in transactions of their own may stop in between:
        the next call plans the whole file again, passes over what is done, and goes
        on as if nothing had happened.
        """
        batch = self.with_context(
            tracking_disable=True,
            mail_create_nosubscribe=True,
            no_vat_validation=True,
            # new customers of a file have no company above or contacts below them
            _partners_skip_fields_sync=True,
            garage_source="import",
            garage_due_later=True,
        )
        plans = batch._plan(table)
        for start in range(self.position, len(plans), STEP):
            rows = plans[start : start + STEP]
            batch._take_step(rows)
            yield len(rows)

    def _take_step(self, plans):
        step = self.env["garage.import.step"].create({"import_id": self.id})
        self = self.with_context(garage_import_step=step.id)
        with _without_gc():
            self._get_importer()._apply(self, plans)
        bad = {i: one.reason for i, one in enumerate(plans) if one.what == "bad"}
        step.write(
            {"rows": "".join(_LETTER_OF[one.what] for one in plans), "reasons": bad}
        )
        self.position += len(plans)

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

    def _get_step(self):
        return self.env["garage.import.step"].browse(
            self.env.context["garage_import_step"]
        )

    def _refuse(self, plan, reason):
        plan.what, plan.reason = "bad", reason

    def _create_planned(self, model, plans):
        """Create the records of plans; a bad one does not stop the others."""

        def create(some):
            records = self.env[model].create([plan.vals for plan in some])
            for plan, record in zip(some, records, strict=True):
                plan.record = record

        for plan in plans:
            plan.record = None
        self._try(model, plans, create)
        step = self._get_step()
        ids = [plan.record.id for plan in plans if plan.record]
        known = step.created or {}
        step.created = {**known, model: [*known.get(model, []), *ids]}

    def _update_planned(self, model, plans):
        """Write the values of plans and keep what was there before."""

        def update(some):
            for plan in some:
                plan.record.write(plan.vals)

        step = self._get_step()
        before = {plan: _get_values(plan.record, plan.vals) for plan in plans}
        self._try(model, plans, update)
        rows = {
            str(plan.record.id): {
                name: [before[plan][name], after]
                for name, after in _get_values(plan.record, plan.vals).items()
            }
            for plan in plans
            if plan.what != "bad"
        }
        step.updated = {**(step.updated or {}), model: rows}

    def _try(self, model, plans, work):
        """Do the work on plans; when it fails, on halves, down to the bad row.

        What only had bad luck with somebody else's work is no fault of a row: it
        breaks the step off, and the step is done again.
        """
        if not plans:
            return
        try:
            with self.env.cr.savepoint():
                work(plans)
                self.env.flush_all()
        except _REFUSALS as error:
            self.env.invalidate_all()
            if len(plans) == 1:
                self._refuse(plans[0], self._get_refusal_text(model, error))
                plans[0].record = None
                return
            middle = len(plans) // 2
            self._try(model, plans[:middle], work)
            self._try(model, plans[middle:], work)

    def _get_refusal_text(self, model, error):
        if isinstance(error, psycopg2.Error):
            return self.env[model]._sql_error_to_message(error)
        return str(error.args[0] if error.args else error)


@contextlib.contextmanager
def _without_gc():
    """Thousands of records at once: looking for garbage among them finds none and
    takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _get_values(record, names):
    """Return the values of a record as JSON can keep them."""
    found = {}
    for name in names:
        value = record._fields[name].convert_to_write(record[name], record)
        is_plain = isinstance(value, str | int | float | bool)
        found[name] = value if is_plain else str(value or "")
    return found
