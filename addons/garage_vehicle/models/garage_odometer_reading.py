from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import odometer as odometer_rules


class GarageOdometerReading(models.Model):
    """What an odometer showed on a day. Implausible readings are flagged."""

    _name = "garage.odometer.reading"
    _description = "Odometer reading"
    _order = "date desc, value desc, id desc"

    vehicle_id = fields.Many2one(
        "garage.vehicle", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="vehicle_id.company_id", store=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    value = fields.Integer(string="Reading (km)", required=True)
    source = fields.Selection(
        [
            ("intake", "Intake"),
            ("handover", "Hand-over"),
            ("mechanic", "Mechanic"),
            ("counter", "Counter"),
            ("customer", "Customer"),
            ("register", "Register"),
            ("import", "Import"),
            ("manual", "By hand"),
        ],
        required=True,
        default="manual",
    )
    reason = fields.Char(help="For example: instrument cluster replaced.")
    flagged = fields.Boolean(readonly=True)
    flag_text = fields.Char(string="Why flagged", readonly=True)
    accepted = fields.Boolean(compute="_compute_accepted", store=True)

    _value_check = models.Constraint(
        f"CHECK (value BETWEEN 0 AND {odometer_rules.MAX_KM})",
        "An odometer reading lies between 0 and 3,000,000 km.",
    )

    @api.depends("flagged", "reason")
    def _compute_accepted(self):
        """A flagged reading counts only when somebody gave a reason for it."""
        for reading in self:
            reading.accepted = not reading.flagged or bool(reading.reason)

    @api.depends("vehicle_id", "value", "date")
    def _compute_display_name(self):
        for reading in self:
            reading.display_name = f"{reading.value} km"

    @api.constrains("flagged", "reason", "source")
    def _check_reason(self):
        """Who types a reading by hand can tell why; a machine cannot."""
        for reading in self:
            if reading.source == "manual" and not reading.accepted:
                raise ValidationError(
                    self.env._(
                        "%(why)s Check the number, or write the reason behind it.",
                        why=reading.flag_text,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """One by one: each reading is judged by those before it."""
        readings = self.browse()
        today = fields.Date.context_today(self)
        for vals in vals_list:
            vehicle = self.env["garage.vehicle"].browse(vals.get("vehicle_id"))
            day = fields.Date.to_date(vals.get("date")) or today
            flag = self._get_flag(vehicle, vals.get("value") or 0, day)
            readings += super().create([{**vals, "date": day, **flag}])
        return readings

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"value", "date"}:
            for reading in self:
                flag = reading._get_flag(
                    reading.vehicle_id, reading.value, reading.date
                )
                super(GarageOdometerReading, reading).write(flag)
        return result

    def _get_flag(self, vehicle, value, day):
        """Return the verdict on a reading, judged by all others of the vehicle."""
        verdict = vehicle._check_odometer(value, day, without=self)
        if verdict.plausible:
            return {"flagged": False, "flag_text": False}
        return {"flagged": True, "flag_text": vehicle._get_odometer_text(verdict)}
