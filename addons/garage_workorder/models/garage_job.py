from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import states, tolerance

PRICES = "garage_workorder.group_garage_prices"


class GarageJob(models.Model):
    """One thing to do on a vehicle; one section of a sales order."""

    _name = "garage.job"
    _description = "Job"
    _order = "workorder_id, sequence, id"
    _check_company_auto = True

    workorder_id = fields.Many2one(
        "garage.workorder", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(
        related="workorder_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    vehicle_id = fields.Many2one(
        related="workorder_id.vehicle_id", store=True, index=True
    )
    sequence = fields.Integer(default=0)
    name = fields.Char(required=True)
    template_id = fields.Many2one("garage.job.template", ondelete="set null")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("awaiting_approval", "Awaiting approval"),
            ("approved", "Approved"),
            ("in_progress", "In progress"),
            ("paused", "Paused"),
            ("done", "Done"),
            ("declined", "Declined"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
        readonly=True,
    )
    mechanic_id = fields.Many2one("hr.employee", index=True, check_company=True)
    finding = fields.Text(help="Why this work is needed, shown to the customer.")
    severity = fields.Selection(
        [("green", "Good"), ("amber", "Soon"), ("red", "Urgent")],
        help="Green: for information. Amber: soon. Red: do not drive on like this.",
    )
    photo_ids = fields.Many2many("ir.attachment", string="Photos")
    order_id = fields.Many2one(
        "sale.order", readonly=True, copy=False, index=True, groups=PRICES
    )
    section_line_id = fields.Many2one(
        "sale.order.line", readonly=True, copy=False, ondelete="set null", groups=PRICES
    )
    line_ids = fields.One2many(
        "sale.order.line", "garage_job_id", string="Lines", groups=PRICES
    )
    need_ids = fields.One2many("garage.job.need", "job_id", string="Parts to choose")
    amount_untaxed = fields.Monetary(
        compute="_compute_amounts", store=True, groups=PRICES
    )
    amount_total = fields.Monetary(
        compute="_compute_amounts", store=True, groups=PRICES, string="Total"
    )
    approved_amount = fields.Monetary(
        readonly=True, copy=False, groups=PRICES, help="Including taxes."
    )
    approval_id = fields.Many2one(
        "garage.approval", readonly=True, copy=False, string="Answered with"
    )
    needs_approval = fields.Boolean(
        compute="_compute_needs_approval",
        compute_sudo=True,
        help="Costs more than approved plus tolerance.",
    )
    declined_at = fields.Datetime(readonly=True, copy=False, index="btree_not_null")
    declined_amount = fields.Monetary(readonly=True, copy=False, groups=PRICES)
    shown_amount = fields.Monetary(
        compute="_compute_shown_amount", compute_sudo=True, groups=PRICES
    )
    declined_lines = fields.Json(readonly=True, copy=False, groups=PRICES)
    reoffered_from_id = fields.Many2one(
        "garage.job", readonly=True, copy=False, index="btree_not_null"
    )
    reoffered_ids = fields.One2many("garage.job", "reoffered_from_id")
    override_amount = fields.Monetary(readonly=True, copy=False, groups=PRICES)
    override_user_id = fields.Many2one("res.users", readonly=True, copy=False)
    override_at = fields.Datetime(readonly=True, copy=False)
    override_reason = fields.Char(readonly=True, copy=False)

    @api.depends("line_ids.price_subtotal", "line_ids.price_total")
    def _compute_amounts(self):
        """What the customer pays for the job, without the part of another payer."""
        for job in self:
            lines = job._get_customer_lines()
            job.amount_untaxed = sum(lines.mapped("price_subtotal"))
            job.amount_total = sum(lines.mapped("price_total"))

    @api.depends("amount_total", "declined_amount", "state")
    def _compute_shown_amount(self):
        for job in self:
            declined = job.state == "declined"
            job.shown_amount = job.declined_amount if declined else job.amount_total

    @api.depends("amount_total", "approved_amount", "override_amount", "state")
    def _compute_needs_approval(self):
        for job in self:
            company = job.company_id
            job.needs_approval = (
                job.state in states.APPROVED
                and tolerance.needs_approval(
                    job.amount_total,
                    job._get_allowed_base(),
                    company.garage_tolerance_percent,
                    company.garage_tolerance_amount,
                    job.currency_id.rounding or 0.01,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        ids = {vals["workorder_id"] for vals in vals_list if vals.get("workorder_id")}
        self.env["garage.workorder"].browse(ids)._take_turn()
        self._number_jobs(vals_list)
        jobs = super().create(vals_list)
        jobs._create_sections()
        jobs.workorder_id._sync_state()
        jobs.workorder_id._notify_board()
        return jobs

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            # the section is the job's title; whoever may rename the job renames it
            self.sudo().section_line_id.write({"name": vals["name"]})
        if "sequence" in vals:
            self._resequence_lines()
        if {"state", "mechanic_id", "name"} & set(vals):
            self.workorder_id._notify_board()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(job.state not in ("draft", "cancelled") for job in self):
            raise UserError(
                self.env._(
                    "A job that the customer has seen is kept. Cancel it instead."
                )
            )

    def unlink(self):
        # lines of a draft job belong to it and go with it
        jobs = self.sudo()
        lines = jobs.line_ids | jobs.section_line_id | jobs.share_line_ids
        lines.with_context(garage_sharing=True).filtered(
            lambda line: line.order_id.state in ("draft", "sent")
        ).unlink()
        return super().unlink()

    def action_cancel(self):
        """Take a job off the visit; nothing of it may have left the stock."""
        self.check_access("write")
        for job in self:
            if job._get_issued_lines():
                raise UserError(
                    self.env._(
                        "Parts of “%(job)s” have left the stock. Return them first.",
                        job=job.name,
                    )
                )
        self._cancel()
        self.workorder_id._sync_state()

    def action_override(self, reason):
        """Let a manager bill beyond the approval, by name and with a reason."""
        self.ensure_one()
        if not self.env.user.has_group("garage_base.group_garage_manager"):
            raise UserError(
                self.env._(
                    "Only a manager may bill more than the customer approved. "
                    "Send the job for approval, or ask a manager."
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Give a reason for billing beyond approval."))
        self.write(
            {
                "override_amount": self.amount_total,
                "override_user_id": self.env.uid,
                "override_at": fields.Datetime.now(),
                "override_reason": reason.strip(),
            }
        )
        self.workorder_id.message_post(
            body=self.env._(
                "“%(job)s” may be billed at %(amount)s beyond the approval: %(reason)s",
                job=self.name,
                amount=self.currency_id.format(self.amount_total),
                reason=reason.strip(),
            )
        )

    def _get_allowed_base(self):
        """Amount that may be billed before tolerance, including taxes."""
        self.ensure_one()
        return max(self.approved_amount, self.override_amount)

    def _await_approval(self):
        self.write({"state": "awaiting_approval"})
        self.workorder_id._sync_state()

    def _approve(self, approval):
        for job in self:
            fresh = job.state in ("draft", "awaiting_approval")
            job.write(
                {
                    "approved_amount": job.amount_total,
                    "approval_id": approval.id,
                    "state": "approved" if fresh else job.state,
                }
            )

    def _decline(self, approval):
        """Take fresh jobs out of the order; a dearer one goes back to as approved."""
        fresh = self.filtered(lambda job: job.state in ("draft", "awaiting_approval"))
        for job in fresh:
            job.write(
                {
                    "state": "declined",
                    "approval_id": approval.id,
                    "declined_at": approval.at,
                    "declined_amount": job.amount_total,
                    "declined_lines": job._get_line_rows(),
                }
            )
        lines = fresh.line_ids | fresh.section_line_id | fresh.share_line_ids
        lines.with_context(garage_sharing=True).unlink()
        (self - fresh)._restore_approved()

    def _cancel(self):
        for job in self.sudo().filtered(lambda job: job.state != "declined"):
            job._stop_clocks()
            job._drop_lines()
            job.state = "cancelled"

    def _number_jobs(self, vals_list):
        """Give new jobs a place after the last one of their work order."""
        ids = {vals.get("workorder_id") for vals in vals_list}
        last = dict(
            self._read_group(
                [("workorder_id", "in", list(ids))], ["workorder_id"], ["sequence:max"]
            )
        )
        last = {workorder.id: number or 0 for workorder, number in last.items()}
        for vals in vals_list:
            if not vals.get("sequence"):
                workorder_id = vals.get("workorder_id")
                last[workorder_id] = last.get(workorder_id, 0) + 1
                vals["sequence"] = last[workorder_id]
