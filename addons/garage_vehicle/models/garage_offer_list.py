from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .garage_vehicle_due import KINDS


class GarageOfferList(models.Model):
    """Customers for an offer: chosen by a rule, looked up anew at each use.

    Who is written to is decided by consent, channel by channel, and never by the rule.
    """

    _name = "garage.offer.list"
    _description = "Offer list"
    _order = "name, id"

    name = fields.Char(
        required=True, translate=True, help="Becomes the subject of the message."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("tag", "Have one of these tags"),
            ("lapsed", "Did not come for so many months"),
            ("wheels", "Have wheels in store here"),
            ("due", "Have work due within so many days"),
        ],
        string="Customers who",
        required=True,
        default="lapsed",
    )
    category_ids = fields.Many2many("res.partner.category", string="Tags")
    months = fields.Integer(default=12)
    days = fields.Integer(default=30)
    due_kind = fields.Selection(
        KINDS, string="Only this work", help="Empty for any work."
    )
    match_count = fields.Integer(string="Customers", compute="_compute_counts")
    email_count = fields.Integer(string="By e-mail", compute="_compute_counts")
    sms_count = fields.Integer(string="By SMS", compute="_compute_counts")

    _numbers_check = models.Constraint(
        "CHECK (months >= 0 AND days >= 0)", "Numbers cannot be negative."
    )

    @api.depends("kind", "category_ids", "months", "days", "due_kind", "company_id")
    def _compute_counts(self):
        for row in self:
            partners = row._get_partners()
            row.match_count = len(partners)
            row.email_count = len(partners._get_garage_allowing("email"))
            row.sms_count = len(partners._get_garage_allowing("sms"))

    def action_view_partners(self):
        """Open the customers of the rule, whether they allowed offers or not."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [("id", "in", self._get_partners().ids)],
        }

    def action_email(self):
        return self._open_mailing("email")

    def action_sms(self):
        return self._open_mailing("sms")

    def _open_mailing(self, channel):
        self.ensure_one()
        partners = self._get_partners()
        if not partners:
            raise UserError(
                self.env._("The rule fits no customer. Change it, or look later.")
            )
        return partners._garage_open_mailing(channel, self.name)

    def _get_partners(self):
        """Return who fits the rule now; add-ons add ``_get_ids_<kind>``."""
        self.ensure_one()
        local = self.with_company(self.company_id)
        ids = getattr(local, f"_get_ids_{self.kind}")() if self.kind else []
        return self.env["res.partner"].search([("id", "in", ids)])

    def _get_ids_tag(self):
        tagged = [("category_id", "in", self.category_ids.ids)]
        return self.env["res.partner"].search(tagged).ids

    def _get_ids_lapsed(self):
        rule = {"kind": "lapsed", "months": self.months}
        return self.env["garage.tag.rule"].new(rule)._get_matching_ids()

    def _get_ids_wheels(self):
        groups = self.env["garage.tyre.set"]._read_group(
            [*self._get_own(), ("state", "=", "stored"), ("partner_id", "!=", False)],
            ["partner_id"],
        )
        return [partner.id for (partner,) in groups]

    def _get_ids_due(self):
        until = fields.Date.context_today(self) + timedelta(days=self.days)
        domain = [
            *self._get_own(),
            ("state", "=", "open"),
            ("predicted_date", "<=", until),
            ("partner_id", "!=", False),
            ("vehicle_id.active", "=", True),
        ]
        if self.due_kind:
            domain.append(("kind", "=", self.due_kind))
        groups = self.env["garage.vehicle.due"]._read_group(domain, ["partner_id"])
        return [partner.id for (partner,) in groups]

    def _get_own(self):
        return [("company_id", "in", [self.company_id.id, False])]
