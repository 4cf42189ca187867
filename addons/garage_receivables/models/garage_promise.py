from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import dunning
from ..tools import to_minor


class GaragePromise(models.Model):
    """A customer's word to pay an amount until a day; reminders wait for it."""

    _name = "garage.promise"
    _description = "Promise to pay"
    _inherit = ["mail.thread"]
    _order = "until desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, check_company=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    until = fields.Date(
        "Pays until",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.add(fields.Date.today(), days=7),
    )
    line_ids = fields.Many2many(
        "account.move.line",
        "garage_promise_line_rel",
        "promise_id",
        "line_id",
        string="Open items",
        check_company=True,
        help="Empty: everything that is late.",
    )
    amount = fields.Monetary(tracking=True)
    amount_before = fields.Monetary("Open when promised", readonly=True)
    source = fields.Selection(
        [
            ("phone", "On the phone"),
            ("counter", "At the counter"),
            ("mail", "By mail"),
        ],
        required=True,
        default="phone",
    )
    user_id = fields.Many2one(
        "res.users", "Noted by", default=lambda self: self.env.user, readonly=True
    )
    note = fields.Char()
    state = fields.Selection(
        [
            ("open", "Open"),
            ("kept", "Kept"),
            ("broken", "Broken"),
            ("cancelled", "Withdrawn"),
        ],
        required=True,
        default="open",
        readonly=True,
        tracking=True,
        index=True,
    )
    settled_on = fields.Date(readonly=True)

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "Enter the amount that the customer promised."
    )

    @api.depends("partner_id", "until")
    def _compute_display_name(self):
        for promise in self:
            promise.display_name = self.env._(
                "%(customer)s until %(day)s",
                customer=promise.partner_id.name,
                day=promise.until,
            )

    @api.constrains("until")
    def _check_until(self):
        for promise in self:
            if promise.state == "open" and promise.until < fields.Date.today():
                raise ValidationError(
                    self.env._(
                        "A promise needs a day from today on. Choose a later day."
                    )
                )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        partner = self.env["res.partner"].browse(values.get("partner_id"))
        if partner and "amount" in fields_list and not values.get("amount"):
            values["amount"] = partner.garage_total_overdue
        return values

    @api.model_create_multi
    def create(self, vals_list):
        promises = super().create(vals_list)
        # sudo: an adviser notes promises, completing them needs no right of his own.
        for promise in promises.sudo():
            promise.partner_id = promise.partner_id.commercial_partner_id
            promise.line_ids = promise.line_ids or promise._get_late_lines()
            promise.amount_before = sum(promise.line_ids.mapped("amount_residual"))
            promise.amount = promise.amount or promise.amount_before
        promises._refresh_day_list()
        return promises

    def action_cancel(self):
        """Take the promise back; reminders go on."""
        self.filtered(lambda one: one.state == "open").state = "cancelled"
        self._refresh_day_list()

    def _refresh_day_list(self):
        self.env["garage.dunning.action"]._refresh_partners(self.partner_id)

    def _get_late_lines(self):
        lines = self.env["garage.dunning.gather"]._get_open_lines(
            self.company_id, self.partner_id
        )
        return lines.filtered(lambda line: line.amount_residual > 0)

    def _settle(self, grace_by_partner):
        """Mark promises kept or broken; ``grace_by_partner``: days by partner id."""
        today = fields.Date.today()
        for promise in self.filtered(lambda one: one.state == "open"):
            still_open = sum(promise.line_ids.mapped("amount_residual"))
            missing = promise.amount - (promise.amount_before - still_open)
            state = dunning.promise_state(
                to_minor(promise.amount, promise.currency_id),
                to_minor(missing, promise.currency_id),
                promise.until,
                grace_by_partner.get(promise.partner_id.id, 0),
                today,
            )
            if state != "open":
                promise.write({"state": state, "settled_on": today})
