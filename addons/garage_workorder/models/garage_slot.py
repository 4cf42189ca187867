from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.schedule import Span, worked_hours

#: a piece of work never lasts longer; longer work is cut into days
LONGEST_HOURS = 24


class GarageSlot(models.Model):
    """A piece of work on the plan: which vehicle, where, who, from when to when."""

    _name = "garage.slot"
    _description = "Planned work"
    _inherit = ["garage.schedule"]
    _order = "start, id"
    _rec_name = "workorder_id"
    _check_company_auto = True

    workorder_id = fields.Many2one(
        "garage.workorder",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    job_id = fields.Many2one(
        "garage.job",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('workorder_id', '=', workorder_id)]",
        help="Empty: the whole work order.",
    )
    company_id = fields.Many2one(
        related="workorder_id.company_id", store=True, index=True, precompute=True
    )
    vehicle_id = fields.Many2one(
        related="workorder_id.vehicle_id", store=True, precompute=True
    )
    bay_id = fields.Many2one(
        "garage.bay", required=True, ondelete="restrict", check_company=True
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Mechanic",
        ondelete="set null",
        domain=[("garage_mechanic", "=", True)],
    )
    start = fields.Datetime(required=True)
    stop = fields.Datetime(required=True)
    hours = fields.Float(
        compute="_compute_hours",
        store=True,
        precompute=True,
        help="Working hours; breaks do not count.",
    )
    carried_from_id = fields.Many2one(
        "garage.slot", readonly=True, copy=False, ondelete="set null"
    )
    carried = fields.Boolean(
        readonly=True, copy=False, help="The rest of the work went to another day."
    )
    booked_online = fields.Boolean(readonly=True, copy=False)

    _start_idx = models.Index("(company_id, start, stop)")
    _bay_idx = models.Index("(bay_id, start)")
    _employee_idx = models.Index("(employee_id, start) WHERE employee_id IS NOT NULL")
    _order_check = models.Constraint(
        "CHECK (start < stop)", "Planned work must end after it begins."
    )

    @api.depends("start", "stop", "workorder_id.company_id")
    def _compute_hours(self):
        for slot in self:
            company = slot.workorder_id.company_id
            if not (slot.start and slot.stop and company):
                slot.hours = 0.0
                continue
            day = self._to_local(company, slot.start).date()
            work = self._get_opening(company, day, day).get(day, [])
            slot.hours = worked_hours(Span(slot.start, slot.stop), work)

    @api.constrains("start", "stop")
    def _check_length(self):
        for slot in self:
            if (slot.stop - slot.start).total_seconds() > LONGEST_HOURS * 3600:
                raise ValidationError(
                    self.env._(
                        "Planned work of %(plate)s lasts longer than a day. "
                        "Plan it day by day.",
                        plate=slot.workorder_id.display_name,
                    )
                )

    @api.constrains("job_id", "workorder_id")
    def _check_job(self):
        for slot in self:
            if slot.job_id and slot.job_id.workorder_id != slot.workorder_id:
                raise ValidationError(
                    self.env._(
                        "“%(job)s” belongs to another work order.",
                        job=slot.job_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        slots = super().create(vals_list)
        slots._assign_jobs()
        slots.workorder_id._notify_board()
        return slots

    def write(self, vals):
        result = super().write(vals)
        if "employee_id" in vals:
            self._assign_jobs()
        if {"start", "stop", "bay_id", "employee_id", "carried"} & set(vals):
            self.workorder_id._notify_board()
        return result

    def unlink(self):
        workorders = self.workorder_id
        result = super().unlink()
        workorders._notify_board()
        return result

    def _get_span(self):
        self.ensure_one()
        return Span(self.start, self.stop)

    def _get_day(self):
        self.ensure_one()
        return self._to_local(self.company_id, self.start).date()

    def _assign_jobs(self):
        """Who is planned gets the jobs that nobody has and that are not begun."""
        for slot in self.filtered("employee_id"):
            jobs = slot.job_id or slot.workorder_id.job_ids
            free = jobs.filtered(
                lambda job: (
                    not job.mechanic_id
                    and job.state in ("draft", "awaiting_approval", "approved")
                )
            )
            free.write({"mechanic_id": slot.employee_id.id})
