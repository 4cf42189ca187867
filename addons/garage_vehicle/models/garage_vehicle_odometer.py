from odoo import api, fields, models
from odoo.tools import format_date

from ..domain import odometer as odometer_rules
from ..domain.odometer import Reading


class GarageVehicle(models.Model):
    """The odometer of a vehicle: readings, forecast and plausibility."""

    _inherit = "garage.vehicle"

    odometer = fields.Integer(
        string="Odometer (km)", compute="_compute_odometer", store=True
    )
    odometer_date = fields.Date(compute="_compute_odometer", store=True)
    odometer_ids = fields.One2many("garage.odometer.reading", "vehicle_id")
    odometer_expected = fields.Integer(
        string="Expected today (km)", compute="_compute_odometer_expected"
    )
    km_a_year = fields.Integer(
        string="Kilometres a year", compute="_compute_odometer_expected"
    )

    @api.depends("odometer_ids.value", "odometer_ids.date", "odometer_ids.accepted")
    def _compute_odometer(self):
        for vehicle in self:
            latest = vehicle.odometer_ids.filtered("accepted").sorted(
                lambda reading: (reading.date, reading.value)
            )[-1:]
            vehicle.odometer = latest.value
            vehicle.odometer_date = latest.date

    @api.depends("odometer", "odometer_date")
    def _compute_odometer_expected(self):
        for vehicle in self:
            readings = vehicle._get_readings()
            pace = odometer_rules.km_a_day(readings) if readings else 0
            vehicle.odometer_expected = vehicle._get_expected_odometer() or 0
            vehicle.km_a_year = round(pace * 365, -2)

    def action_view_odometer(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_vehicle.garage_odometer_reading_action"
        )
        return {
            **action,
            "domain": [("vehicle_id", "=", self.id)],
            "context": {"default_vehicle_id": self.id},
        }

    @api.model
    def check_odometer(self, vehicle_id, value):
        """Say before saving whether a reading of today can be right.

        Returns ``{"plausible", "text", "expected"}``; the text asks for a reason.
        """
        vehicle = self.browse(vehicle_id)
        today = fields.Date.context_today(self)
        verdict = vehicle._check_odometer(int(value), today)
        text = "" if verdict.plausible else vehicle._get_odometer_text(verdict)
        return {
            "plausible": verdict.plausible,
            "text": text,
            "expected": verdict.expected or 0,
        }

    def _add_odometer(self, value, source, reason=None):
        """Store a reading of today; an implausible one is flagged, never hidden."""
        self.ensure_one()
        return self.env["garage.odometer.reading"].create(
            {
                "vehicle_id": self.id,
                "value": value,
                "source": source,
                "reason": reason or False,
            }
        )

    def _get_expected_odometer(self, day=None):
        """Return the kilometres to expect on a day, None without readings."""
        day = day or fields.Date.context_today(self)
        return odometer_rules.predict(self._get_readings(), day)

    def _check_odometer(self, value, day, without=()):
        """Return the verdict of the odometer rules on a new or changed reading."""
        readings = self._get_readings(without)
        return odometer_rules.check(readings, Reading(day, value))

    def _get_readings(self, without=()):
        """Return the readings that count, without those that are being judged."""
        rows = self.odometer_ids.filtered("accepted")
        return [Reading(row.date, row.value) for row in rows if row not in without]

    @api.model
    def _get_odometer_text(self, verdict):
        """Say in words what is wrong with a reading."""
        if not verdict.other:
            return self.env._("An odometer reading lies between 0 and 3,000,000 km.")
        values = {
            "km": f"{verdict.other.km:,}",
            "date": format_date(self.env, verdict.other.day),
        }
        if verdict.code == "lower":
            return self.env._("Less than %(km)s km on %(date)s.", **values)
        if verdict.code == "higher_later":
            return self.env._("More than %(km)s km read later, on %(date)s.", **values)
        return self.env._("A big jump since %(km)s km on %(date)s.", **values)
