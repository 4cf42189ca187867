import math

from odoo import api, fields, models

from ..domain import promise, states

#: hours of a visit about which nothing is known yet
USUAL_HOURS = 1.0
#: shorter rests are not worth a place on the plan
SHORTEST = 0.25


class GarageWorkorder(models.Model):
    """Work orders on the workshop plan."""

    _inherit = "garage.workorder"

    slot_ids = fields.One2many("garage.slot", "workorder_id", string="Planned work")
    planned_start = fields.Datetime(
        compute="_compute_planned", store=True, index="btree_not_null"
    )
    planned_stop = fields.Datetime(compute="_compute_planned", store=True)
    carried_text = fields.Char(compute="_compute_carried_text")

    @api.depends("slot_ids.start", "slot_ids.stop", "slot_ids.carried")
    def _compute_planned(self):
        for workorder in self:
            slots = workorder.slot_ids
            workorder.planned_start = min(slots.mapped("start"), default=False)
            workorder.planned_stop = max(
                slots.filtered(lambda slot: not slot.carried).mapped("stop"),
                default=False,
            )

    @api.depends("slot_ids.carried_from_id")
    def _compute_carried_text(self):
        for workorder in self:
            slot = workorder.slot_ids.filtered("carried_from_id")[-1:]
            workorder.carried_text = (
                self.env._("carried over to %(day)s", day=slot._get_moment(slot.start))
                if slot and workorder.state in states.PLANNABLE
                else ""
            )

    def action_view_plan(self):
        """Open the plan on the day of this work order."""
        self.ensure_one()
        slots = self.slot_ids.filtered(lambda slot: not slot.carried)
        day = slots[:1] and fields.Date.to_string(slots[0]._get_day())
        return {
            "type": "ir.actions.client",
            "tag": "garage_workorder.plan",
            "name": self.env._("Plan"),
            "params": {"day": day or False, "workorder_id": self.id},
        }

    def _set_state(self, state, **vals):
        result = super()._set_state(state, **vals)
        if state in ("ready", "handed_over", "cancelled"):
            self._free_slots()
        return result

    def _free_slots(self):
        """Give back the time that a finished or cancelled visit no longer needs."""
        now = fields.Datetime.now()
        # reached by everyone who may finish a visit, also without planning rights
        slots = self.sudo().slot_ids.filtered(lambda slot: slot.stop > now)
        coming = slots.filtered(lambda slot: slot.start >= now)
        for slot in slots - coming:
            slot.stop = now
        coming.unlink()

    def _preload_plan(self):
        """Read for all what the plan looks at one by one."""
        # only names and hours are shown to everyone who sees the plan
        jobs = self.sudo().job_ids
        jobs.need_ids.fetch(["name", "line_id"])
        lines = jobs.line_ids
        lines.product_id.mapped("type")
        lines.move_ids.mapped("state")
        jobs.time_entry_ids.mapped("hours")

    def _get_left_hours(self):
        """Hours of work still to do; a guess while there are no jobs."""
        self.ensure_one()
        jobs = self.sudo().job_ids.filtered(  # see _preload_plan
            lambda job: job.state not in ("declined", "cancelled")
        )
        if not jobs:
            return USUAL_HOURS
        return sum(
            promise.hours_left(job.sold_hours, job.clocked_hours, job.state == "done")
            for job in jobs
        )

    def _get_unplanned_hours(self):
        """Hours of work that have no place on the plan yet."""
        self.ensure_one()
        now = fields.Datetime.now()
        coming = self.slot_ids.filtered(
            lambda slot: slot.stop > now and not slot.carried
        )
        left = self._get_left_hours() - sum(coming.mapped("hours"))
        if left < SHORTEST:
            return 0.0 if coming else SHORTEST
        # on the grid of the plan, a few minutes less are no quarter of an hour more
        return math.ceil((left - 0.05) / SHORTEST) * SHORTEST

    @api.model
    def _get_unplanned_rows(self, company):
        """Work orders that wait for a place on the plan, the most urgent first."""
        workorders = self.search(
            [("company_id", "=", company.id), ("state", "in", states.PLANNABLE)],
            order="promised_at, id",
            limit=200,
        )
        workorders._preload_plan()
        missing = self.env["garage.slot"]._get_missing_names_of(workorders)
        rows = []
        for workorder in workorders:
            hours = workorder._get_unplanned_hours()
            if hours and workorder._get_left_hours():
                rows.append(workorder._get_unplanned_row(hours, missing[workorder]))
        return rows

    def _get_unplanned_row(self, hours, missing):
        self.ensure_one()
        slots = self.env["garage.slot"]
        jobs = self.job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled", "done")
        )
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.name,
            "plate": self.plate or "",
            "country": self.plate_country_code or "",
            "customer": self.partner_id.display_name,
            "title": ", ".join(jobs.mapped("name")) or self.complaint or "",
            "hours": round(hours, 2),
            "guess": not jobs,
            "promised": slots._say_moment(self.company_id, self.promised_at),
            "late": bool(self.promised_at and self.promised_at < fields.Datetime.now()),
            "state_text": states[self.state],
            "missing": missing,
        }
