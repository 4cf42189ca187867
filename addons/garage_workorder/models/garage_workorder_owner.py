from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

OVER = ("handed_over", "cancelled")


class GarageWorkorder(models.Model):
    """A vehicle that is sold while its visit is open; alerts before the first save."""

    _inherit = "garage.workorder"

    vehicle_warning_list = fields.Json(
        related="vehicle_id.warning_list", string="Warnings"
    )
    owner_text = fields.Char(compute="_compute_owner_text")

    @api.depends("state", "partner_id", "vehicle_id.owner_id")
    def _compute_owner_text(self):
        for workorder in self:
            row = workorder._get_ended_ownership()
            if not row:
                workorder.owner_text = False
                continue
            workorder.owner_text = self.env._(
                "The vehicle went to %(new)s on %(date)s. This visit stays with"
                " %(old)s, who ordered it and pays it.",
                new=workorder.vehicle_id.owner_id.display_name
                or self.env._("somebody"),
                date=format_date(self.env, row.date_to),
                old=workorder.partner_id.display_name,
            )

    def _get_ended_ownership(self):
        """Return the ownership of this visit's customer when it ended meanwhile."""
        self.ensure_one()
        owner = self.vehicle_id.owner_id
        if self.state in OVER or not self.create_date or owner == self.partner_id:
            return None
        begun = self.create_date.date()
        return self.vehicle_id.ownership_ids.filtered(
            lambda row: (
                row.role == "owner"
                and row.partner_id == self.partner_id
                and row.date_to
                and row.date_to >= begun
            )
        )[:1]

    def _move_to_owner(self, partner):
        """Give an open visit to the new owner; refused once the old one was asked."""
        for workorder in self:
            if workorder.estimate_sent_at or workorder.approval_ids:
                raise UserError(
                    self.env._(
                        "%(name)s was offered to %(old)s, so it stays with him. Cancel"
                        " it and take the vehicle in again for %(new)s, or choose to"
                        " leave the visit where it is.",
                        name=workorder.display_name,
                        old=workorder.partner_id.display_name,
                        new=partner.display_name,
                    )
                )
            workorder.write({"partner_id": partner.id, "bill_to_id": partner.id})

    def _tell_owner_changed(self, former):
        """Say in each open visit that the vehicle was sold meanwhile."""
        for workorder in self:
            workorder.message_post(
                body=self.env._(
                    "The vehicle went from %(old)s to %(new)s while this visit is"
                    " open. The visit stays with %(customer)s.",
                    old=former.display_name,
                    new=workorder.vehicle_id.owner_id.display_name
                    or self.env._("somebody"),
                    customer=workorder.partner_id.display_name,
                )
            )
