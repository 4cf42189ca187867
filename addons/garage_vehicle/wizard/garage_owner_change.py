from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..models.garage_vehicle_ownership import REASONS


class GarageOwnerChange(models.TransientModel):
    """The vehicle goes to somebody else: who, since when, why."""

    _name = "garage.owner.change"
    _description = "Change of owner"
    _check_company_auto = True

    vehicle_id = fields.Many2one("garage.vehicle", required=True, readonly=True)
    company_id = fields.Many2one(related="vehicle_id.company_id")
    former_id = fields.Many2one(related="vehicle_id.owner_id", string="Owner until now")
    partner_id = fields.Many2one(
        "res.partner",
        string="New owner",
        check_company=True,
        help="Leave empty when the new owner is not known here.",
    )
    date = fields.Date(string="Since", required=True, default=fields.Date.context_today)
    reason = fields.Selection(REASONS, required=True, default="sold")
    note = fields.Char()
    archive = fields.Boolean(
        string="Archive the vehicle", help="It no longer appears in searches."
    )

    def action_apply(self):
        """Change the owner; everything that happened stays with the vehicle."""
        self.ensure_one()
        self._check_change()
        if self.reason == "correction":
            self.vehicle_id._correct_owner(self.partner_id)
        else:
            self.vehicle_id._change_owner(
                self.partner_id, self.date, self.reason, self.note
            )
        if self.archive:
            self.vehicle_id.active = False
        return {"type": "ir.actions.act_window_close"}

    def _check_change(self):
        if self.partner_id == self.former_id:
            raise UserError(
                self.env._(
                    "%(name)s is the owner already. Choose the new owner.",
                    name=self.former_id.display_name or self.env._("Nobody"),
                )
            )
        if self.reason == "correction" and not self.partner_id:
            raise UserError(self.env._("Choose the customer that is right."))
        self._check_date()

    def _check_date(self):
        today = fields.Date.context_today(self)
        if self.date > today:
            raise UserError(
                self.env._(
                    "%(date)s lies in the future. Until then the vehicle stays with"
                    " its owner: change the owner on that day.",
                    date=format_date(self.env, self.date),
                )
            )
        current = self.vehicle_id.ownership_ids.filtered(
            lambda row: row.role == "owner" and not row.date_to
        )[:1]
        if self.reason != "correction" and current and self.date < current.date_from:
            raise UserError(
                self.env._(
                    "%(name)s is the owner since %(date)s, so the change cannot be"
                    " earlier. Correct that date under Ownership first.",
                    name=current.partner_id.display_name,
                    date=format_date(self.env, current.date_from),
                )
            )
