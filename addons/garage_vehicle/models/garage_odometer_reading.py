from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import odometer as odometer_rules
from ..domain.odometer import Reading


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
        """Each reading is judged by those before it, also within one batch."""
        today = fields.Date.context_today(self)
        ids = {vals["vehicle_id"] for vals in vals_list if vals.get("vehicle_id")}
        vehicles = self.env["garage.vehicle"].browse(ids)
        known = {vehicle.id: vehicle._get_readings() for vehicle in vehicles}
        judged = []
        for vals in vals_list:
            day = fields.Date.to_date(vals.get("date")) or today
            readings = known.setdefault(vals.get("vehicle_id"), [])
            reading = Reading(day, vals.get("value") or 0)
            flag = self._get_flag(odometer_rules.check(readings, reading))
            if not flag["flagged"] or vals.get("reason"):
                readings.append(reading)
            judged.append({**vals, "date": day, **flag})
        readings = super().create(judged)
        readings._add_events()
        return readings

    def _add_events(self):
        """Show readings in the history; visits and imports tell theirs already."""
        today, now = fields.Date.context_today(self), fields.Datetime.now()
        told = self.filtered(lambda one: one.source not in ("intake", "import"))
        self.vehicle_id._for_history().create(
            [
                {
                    "vehicle_id": reading.vehicle_id.id,
                    "kind": "odometer",
                    "name": dict(
                        self._fields["source"]._description_selection(self.env)
                    )[reading.source],
                    "date": now
                    if reading.date == today
                    else datetime.combine(reading.date, time(12)),
                    "odometer": reading.value,
                    "details": reading.flag_text or reading.reason,
                }
                for reading in told
            ]
        )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"value", "date"}:
            for reading in self:
                verdict = reading.vehicle_id._check_odometer(
                    reading.value, reading.date, without=reading
                )
                flag = self._get_flag(verdict)
                super(GarageOdometerReading, reading).write(flag)
        return result

    @api.model
    def _get_flag(self, verdict):
        """Return the verdict on a reading, judged by all others of the vehicle."""
        if verdict.plausible:
            return {"flagged": False, "flag_text": False}
        text = self.env["garage.vehicle"]._get_odometer_text(verdict)
        return {"flagged": True, "flag_text": text}
