from odoo import api, fields, models

from ..domain import tolerance


class ResCompany(models.Model):
    """What this workshop tells its customers, and when it comes back to them."""

    _inherit = "res.company"

    garage_deposit_percent = fields.Float(
        string="Deposit in percent",
        default=25.0,
        help="Proposed when an adviser asks for a deposit.",
    )
    garage_tell_received = fields.Boolean(
        string="Vehicle received",
        default=True,
        help="The customer is told that the vehicle was taken in.",
    )
    garage_tell_ready = fields.Boolean(
        string="Vehicle ready",
        default=True,
        help="The customer is told that the vehicle can be collected.",
    )
    garage_follow_up = fields.Boolean(
        string="Come back to declined work",
        default=True,
        help="Work that the customer declined is offered again by message.",
    )
    garage_follow_red_days = fields.Integer(string="Urgent work after", default=7)
    garage_follow_amber_days = fields.Integer(string="Other work after", default=60)
    garage_warranty_months = fields.Integer(
        string="Warranty of work",
        default=12,
        help="Months of warranty on jobs whose template says nothing else.",
    )
    garage_tolerance_hint = fields.Char(compute="_compute_garage_tolerance_hint")

    _garage_follow_days_positive = models.Constraint(
        "CHECK (garage_follow_red_days > 0 AND garage_follow_amber_days > 0)",
        "Declined work is followed up after at least one day.",
    )
    _garage_warranty_months_positive = models.Constraint(
        "CHECK (garage_warranty_months >= 0)",
        "A warranty cannot be shorter than nothing.",
    )

    @api.depends("country_id")
    def _compute_garage_tolerance_hint(self):
        for company in self:
            percent = tolerance.suggested_percent(company.country_id.code or "")
            company.garage_tolerance_hint = self.env._(
                "Usual in %(country)s: %(percent)s %%. Ask your trade association.",
                country=company.country_id.name or self.env._("most countries"),
                percent=f"{percent:g}",
            )

    def _get_garage_follow_days(self, severity):
        """Days until declined work is offered again; none for what is good."""
        self.ensure_one()
        if not self.garage_follow_up or severity == "green":
            return 0
        if severity == "red":
            return self.garage_follow_red_days
        return self.garage_follow_amber_days
