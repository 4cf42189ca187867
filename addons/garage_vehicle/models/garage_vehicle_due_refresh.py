from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..domain import service_due
from ..domain.odometer import Reading
from ..domain.service_due import Done
from .garage_vehicle_due import LIVE

# A date that moves further than this was not corrected: the work was done.
_MOVED = timedelta(days=60)
_BATCH = 500
WATCHED = {
    "inspection_due",
    "warranty_end",
    "first_registration",
    "register_data",
    "model_id",
    "fuel",
    "active",
}


class GarageVehicle(models.Model):
    """Which work is due and when: made anew each night, for many vehicles at once."""

    _inherit = "garage.vehicle"

    warranty_end = fields.Date(string="Warranty until")
    due_ids = fields.One2many("garage.vehicle.due", "vehicle_id", string="Due work")
    due_checked_at = fields.Datetime(copy=False)

    _due_checked_idx = models.Index("(due_checked_at) WHERE active IS TRUE")

    @api.model_create_multi
    def create(self, vals_list):
        vehicles = super().create(vals_list)
        vehicles.filtered(
            lambda row: row.inspection_due or row.warranty_end or row.register_data
        )._refresh_due()
        return vehicles

    def write(self, vals):
        result = super().write(vals)
        # who writes many vehicles, one by one, refreshes them once at the end
        if vals.keys() & WATCHED and not self.env.context.get("garage_due_later"):
            self._refresh_due()
        return result

    @api.model
    def _cron_refresh_due(self, batch=_BATCH):
        """Look at every vehicle once a night and after a plan changed, then remind."""
        since = self.env["garage.service.plan"]._get_changed_at()
        todo = ["|", ("due_checked_at", "=", False), ("due_checked_at", "<", since)]
        left = self.search_count(todo)
        while left:
            self.search(todo, limit=batch)._refresh_due()
            left = self.search_count(todo)
            if not self.env["ir.cron"]._commit_progress(batch, remaining=left):
                return
        reminding = self.env["res.company"].search([("garage_remind_auto", "=", True)])
        for company in reminding:
            self.env["garage.vehicle.due"]._send_reminders(company)

    def _refresh_due(self):
        """Bring the list of due work up to date, with a few queries for all.

        Reached by everyone whose work changes a vehicle: the list follows by itself.
        """
        vehicles = self.sudo()
        dues = vehicles.env["garage.vehicle.due"].search(
            [("vehicle_id", "in", vehicles.ids)]
        )
        context = vehicles._get_due_context(dues)
        live = dues.filtered(lambda due: due.state in LIVE)
        known = defaultdict(dict)
        for due in live:
            plan = due.id if due.kind == "other" else due.plan_id.id
            known[due.vehicle_id.id][(due.kind, plan, due.ref or "")] = due
        new = []
        for vehicle in vehicles:
            wanted = vehicle._get_wanted_due(context) if vehicle.active else {}
            new += vehicle._merge_due(wanted, known[vehicle.id], context)
        # What is closed by now must be so in the database before its successor comes.
        dues.flush_recordset(["state"])
        dues.create(new)
        vehicles.due_checked_at = fields.Datetime.now()

    def _get_due_context(self, dues):
        """Return what all vehicles need, read once: plans, readings, last services."""
        done, closed = {}, set()
        for due in dues.filtered(lambda row: row.state not in LIVE):
            key = (due.vehicle_id.id, due.kind, due.plan_id.id, due.ref or "")
            closed.add((*key, due.due_date, due.due_km))
            last = done.get(key)
            if due.done_date and (not last or last.day < due.done_date):
                done[key] = Done(due.done_date, due.done_km or None)
        return {
            "today": fields.Date.context_today(self),
            "plans": self.env["garage.service.plan"].search([("active", "=", True)]),
            "readings": self._get_all_readings(),
            "done": done,
            "closed": closed,
        }

    def _get_all_readings(self):
        rows = self.env["garage.odometer.reading"].search_fetch(
            [("vehicle_id", "in", self.ids), ("accepted", "=", True)],
            ["vehicle_id", "date", "value"],
        )
        readings = defaultdict(list)
        for row in rows:
            readings[row.vehicle_id.id].append(Reading(row.date, row.value))
        return readings

    def _get_wanted_due(self, context):
        """Return ``{(kind, plan id, ref): values}`` of what should be on the list.

        Add-ons with other reasons extend it; it must not ask the database.
        """
        wanted = {}
        if self.inspection_due:
            wanted["inspection", False, ""] = {
                "name": self.env._("Inspection"),
                "due_date": self.inspection_due,
                "why": self.env._("The inspection date of the vehicle."),
            }
        if self.warranty_end and self.warranty_end >= context["today"]:
            wanted["warranty", False, ""] = {
                "name": self.env._("Check before the warranty ends"),
                "due_date": self.warranty_end,
                "why": self.env._("The warranty ends on that day."),
            }
        for recall in ((self.register_data or {}).get("facts") or {}).get(
            "recalls", []
        ):
            if recall["open"]:
                wanted["recall", False, recall["code"]] = self._get_recall_vals(recall)
        for plan in context["plans"]._choose(self):
            vals = self._get_service_vals(plan, context)
            if vals:
                wanted["service", plan.id, ""] = vals
        return wanted

    def _get_recall_vals(self, recall):
        return {
            "name": recall["text"] or recall["code"],
            "due_date": fields.Date.to_date(self.register_data["asked"]),
            "why": self.env._(
                "%(register)s names the open recall %(code)s.",
                register=self.register_data["source"],
                code=recall["code"],
            ),
        }

    def _get_service_vals(self, plan, context):
        done = context["done"].get((self.id, "service", plan.id, ""))
        due = service_due.next_service(
            plan._get_interval(),
            done,
            self.first_registration or None,
            context["today"],
            self.odometer,
        )
        return due and {
            "name": plan.name,
            "due_date": due.day or False,
            "due_km": due.km or 0,
            "why": self._get_since_text(due.since, done),
        }

    def _get_since_text(self, since, done):
        texts = {
            "registered": self.env._(
                "No earlier service is known: counted from the first registration."
            ),
            "odometer": self.env._(
                "No earlier service is known: the next full interval of the odometer."
            ),
        }
        if since == "done":
            date = format_date(self.env, done.day)
            return self.env._("Counted from the last time, %s.", date)
        return texts[since]

    def _merge_due(self, wanted, known, context):
        """Write what changed, close what is over, return what is new."""
        self.ensure_one()
        new = []
        for key, vals in wanted.items():
            due = known.pop(key, None)
            vals = self._complete_vals(vals, due, context)
            if due and self._has_moved_on(due, vals):
                due.write({"state": "done", "done_date": context["today"]})
                due = None
            if due:
                changed = {k: v for k, v in vals.items() if due[k] != v}
                if changed:
                    due.write(changed)
            elif not self._is_closed(key, vals, context):
                new.append(self._prepare_due(key, vals))
        self._close_due(known, context)
        return new

    def _complete_vals(self, vals, due, context):
        """Add the day to expect; a recall keeps the day on which it became known."""
        vals = {"due_km": 0, **vals}
        if due and due.kind == "recall":
            vals["due_date"] = due.due_date
        vals["predicted_date"] = self._forecast(
            vals["due_date"], vals["due_km"], context
        )
        return vals

    def _forecast(self, day, km, context):
        readings = context["readings"].get(self.id, [])
        expected = service_due.forecast(day or None, km, readings)
        return expected.day if expected else False

    def _is_closed(self, key, vals, context):
        """Say whether just this was done or dropped; a recall stays closed."""
        if key[0] == "recall":
            return any(row[:4] == (self.id, *key) for row in context["closed"])
        row = (self.id, *key, vals["due_date"], vals["due_km"])
        return row in context["closed"]

    def _prepare_due(self, key, vals):
        kind, plan_id, ref = key
        return {
            **vals,
            "vehicle_id": self.id,
            "kind": kind,
            "plan_id": plan_id,
            "ref": ref or False,
        }

    def _has_moved_on(self, due, vals):
        """Say whether the inspection was done: its date jumped, or its recall ended."""
        if due.kind != "inspection" or not due.due_date or not vals["due_date"]:
            return False
        return vals["due_date"] - due.due_date > _MOVED

    def _close_due(self, left, context):
        """What is not wanted any more was done (recall) or fell away."""
        for due in left.values():
            if due.kind == "other":
                day = self._forecast(due.due_date, due.due_km, context)
                if due.predicted_date != day:
                    due.predicted_date = day
            elif due.kind == "recall" and self.active:
                due.write({"state": "done", "done_date": context["today"]})
            elif not self.active:
                due._drop(self.env._("The vehicle is archived."))
            else:
                due._drop(self.env._("The reason for it fell away."))
