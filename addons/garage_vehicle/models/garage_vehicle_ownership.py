from odoo import fields, models

REASONS = [
    ("sold", "Sold"),
    ("lease_end", "End of the lease"),
    ("family", "Inherited or given"),
    ("scrapped", "Scrapped or exported"),
    ("correction", "Wrong customer chosen"),
    ("other", "Other"),
]


class GarageVehicleOwnership(models.Model):
    """Who owned, drove or paid for a vehicle, from when to when."""

    _name = "garage.vehicle.ownership"
    _description = "Vehicle ownership"
    _order = "date_from desc, id desc"
    _rec_name = "partner_id"

    vehicle_id = fields.Many2one(
        "garage.vehicle", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="vehicle_id.company_id", store=True)
    partner_id = fields.Many2one("res.partner", required=True, index=True)
    role = fields.Selection(
        [("owner", "Customer"), ("driver", "Driver"), ("bill_to", "Bill to")],
        required=True,
    )
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date()
    reason = fields.Selection(REASONS, string="Why it ended")
    note = fields.Char()

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The role cannot end before it begins.",
    )

    def _change(self, vehicle, role, partner):
        """Close the open row of the role and open one for the new partner."""
        change = self.env.context.get("garage_owner_change") or {}
        today = change.get("date") or fields.Date.context_today(self)
        current = self.filtered(lambda row: row.role == role and not row.date_to)
        if current.partner_id == partner:
            return
        for row in current:
            row.write({"date_to": max(today, row.date_from), **self._get_why(change)})
        if partner:
            self.create(
                {
                    "vehicle_id": vehicle.id,
                    "role": role,
                    "partner_id": partner.id,
                    "date_from": today,
                }
            )

    def _get_why(self, change):
        return {"reason": change.get("reason"), "note": change.get("note")}
