from odoo import api, fields, models
from odoo.tools import format_date

KINDS = [
    ("inspection", "Inspection"),
    ("service", "Service"),
    ("recall", "Recall"),
    ("warranty", "Warranty"),
    ("tyres", "Tyre change"),
    ("other", "Other"),
]
LIVE = ("open", "booked")


class GarageVehicleDue(models.Model):
    """One thing that a vehicle needs and when; the base of invitations."""

    _name = "garage.vehicle.due"
    _description = "Due work"
    _order = "predicted_date, id"

    name = fields.Char(required=True)
    vehicle_id = fields.Many2one(
        "garage.vehicle", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="vehicle_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="vehicle_id.owner_id", string="Customer", store=True, index=True
    )
    partner_phone = fields.Char(related="partner_id.phone", string="Phone")
    plate = fields.Char(related="vehicle_id.plate")
    plate_country_code = fields.Char(related="vehicle_id.plate_country_code")
    kind = fields.Selection(KINDS, required=True, default="other", index=True)
    plan_id = fields.Many2one("garage.service.plan", ondelete="set null")
    ref = fields.Char(string="Reference", help="For example the number of a recall.")
    due_date = fields.Date(string="Due on")
    due_km = fields.Integer(string="Due at (km)")
    predicted_date = fields.Date(
        string="Expected", help="By date or by the odometer, whichever comes first."
    )
    why = fields.Char(help="What the date was counted from.")
    state = fields.Selection(
        [
            ("open", "Due"),
            ("booked", "Booked"),
            ("done", "Done"),
            ("dropped", "Dropped"),
        ],
        required=True,
        default="open",
        index=True,
    )
    done_date = fields.Date(string="Done on")
    done_km = fields.Integer(string="Done at (km)")
    drop_reason = fields.Char(string="Why dropped")
    reminders = fields.Integer(string="Invitations")
    invited_on = fields.Date(string="Last invitation")
    message_id = fields.Many2one("garage.message", index="btree_not_null")
    hold_reason = fields.Char(
        string="No invitation because", compute="_compute_hold_reason"
    )

    _open_uniq = models.UniqueIndex(
        "(vehicle_id, kind, COALESCE(plan_id, 0), COALESCE(ref, ''))"
        " WHERE state IN ('open', 'booked') AND kind != 'other'",
        "This work is on the list already.",
    )
    _expected_idx = models.Index("(predicted_date) WHERE state = 'open'")

    @api.depends("state", "invited_on", "vehicle_id", "partner_id")
    def _compute_hold_reason(self):
        reasons = self._get_hold_reasons()
        for due in self:
            due.hold_reason = reasons.get(due.id, False)

    @api.model_create_multi
    def create(self, vals_list):
        """Work that somebody notes by hand is expected on the day that he gave."""
        for vals in vals_list:
            vals.setdefault("predicted_date", vals.get("due_date"))
        return super().create(vals_list)

    def action_drop(self):
        """Take the work off the list; the customer does not want it."""
        self._drop(self.env._("Dropped by %s", self.env.user.name))
        return True

    def action_mark_done(self):
        """Done, here or elsewhere: the plan counts from today."""
        for due in self.filtered(lambda row: row.state in LIVE):
            due._set_done(fields.Date.context_today(due), due.vehicle_id.odometer)
        return True

    def action_reopen(self):
        self.write({"state": "open", "drop_reason": False})
        return True

    def action_open_vehicle(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "garage.vehicle",
            "res_id": self.vehicle_id.id,
            "view_mode": "form",
        }

    def _drop(self, reason):
        self.write({"state": "dropped", "drop_reason": reason})

    def _set_done(self, day, km=0):
        """Close the work and start its plan anew."""
        self.write({"state": "done", "done_date": day, "done_km": km or 0})
        self.vehicle_id._refresh_due()

    def _get_text(self):
        """Return the work with its date for screens and messages."""
        self.ensure_one()
        if self.kind == "recall":
            return self.env._("Recall: %s", self.name)
        if self.due_date and self.due_date == self.predicted_date:
            date = format_date(self.env, self.due_date)
            return self.env._("%(work)s due %(date)s", work=self.name, date=date)
        if self.due_km:
            return self.env._(
                "%(work)s due at %(km)s km, about %(date)s",
                work=self.name,
                km=f"{self.due_km:,}",
                date=format_date(self.env, self.predicted_date or self.due_date),
            )
        return self.name
