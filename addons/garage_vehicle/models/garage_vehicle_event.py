from odoo import fields, models


class GarageVehicleEvent(models.Model):
    """One line of a vehicle's history. Written by what happens, never typed twice."""

    _name = "garage.vehicle.event"
    _description = "Vehicle history"
    _order = "date desc, id desc"

    vehicle_id = fields.Many2one(
        "garage.vehicle", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="vehicle_id.company_id", store=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [
            ("visit", "Visit"),
            ("job", "Work done"),
            ("declined", "Declined"),
            ("parts", "Parts"),
            ("sale", "Counter sale"),
            ("estimate", "Estimate"),
            ("approval", "Approval"),
            ("invoice", "Invoice"),
            ("payment", "Payment"),
            ("key", "Key"),
            ("inspection", "Inspection"),
            ("odometer", "Odometer"),
            ("owner", "Ownership"),
            ("document", "Document"),
            ("reminder", "Reminder"),
            ("recall", "Recall"),
            ("note", "Note"),
        ],
        required=True,
        default="note",
    )
    name = fields.Char(string="What happened", required=True)
    res_model = fields.Char(string="Document model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )
    details = fields.Text(help="Parts with their quantity, or why.")
    amount = fields.Monetary()
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    odometer = fields.Integer(string="Odometer (km)")
    user_id = fields.Many2one(
        "res.users", string="By", default=lambda self: self.env.user
    )

    import_key = fields.Char(readonly=True, copy=False)

    _import_key_uniq = models.UniqueIndex(
        "(vehicle_id, import_key) WHERE import_key IS NOT NULL",
        "This visit was imported already.",
    )
    _vehicle_date_idx = models.Index("(vehicle_id, date DESC)")

    def action_open_document(self):
        """Open what the line tells about, when the user may read it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model or self._name,
            "res_id": self.res_id or self.id,
            "view_mode": "form",
        }
