from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..domain import wear


class GarageInspectionLine(models.Model):
    """What the measurements of several visits say about the next ones."""

    _inherit = "garage.inspection.line"

    forecast_text = fields.Char(compute="_compute_forecast_text", string="Wear")

    @api.depends_context("lang")
    def _compute_forecast_text(self):
        measured = self.filtered(
            lambda line: line.worse and line.has_value and line.result != "red"
        )
        history = self._search_checked(
            measured.vehicle_id, set(measured.mapped("code"))
        ).filtered("has_value")
        for line in self - measured:
            line.forecast_text = ""
        for line in measured:
            same = history.filtered(
                lambda other, line=line: (
                    other.code == line.code
                    and other.vehicle_id == line.vehicle_id
                    and other.checked_at <= line.checked_at
                )
            )
            line.forecast_text = line._tell_forecast(same.sorted("checked_at"))

    def _tell_forecast(self, history):
        """When the red limit is reached, in words; empty when nobody can tell."""
        self.ensure_one()
        found = wear.forecast(
            [line._get_measurement() for line in history], self.red_limit
        )
        if not found:
            return ""
        values = {
            "limit": self._format(self.red_limit),
            "when": format_date(self.env, found.day, date_format="MMMM yyyy"),
        }
        if not found.km_left:
            return self.env._("At %(limit)s about %(when)s", **values)
        values["km"] = formatLang(self.env, round(found.km_left, -2), digits=0)
        return self.env._("At %(limit)s in about %(km)s km (%(when)s)", **values)

    def _get_measurement(self):
        self.ensure_one()
        return wear.Measurement(
            self.checked_at.date(), self.inspection_id.odometer, self.value
        )
