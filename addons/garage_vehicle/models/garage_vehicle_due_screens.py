from datetime import timedelta

from odoo import api, fields, models

_SOON = timedelta(days=30)
_SOON_KM = 2_000
# What an invitation names besides what it was sent for.
_SAME_VISIT = timedelta(days=60)


class GarageVehicle(models.Model):
    """Due work on the vehicle's own screens, in its messages and at intake."""

    _inherit = "garage.vehicle"

    due_count = fields.Integer(compute="_compute_due_count")

    @api.depends("due_ids.state")
    def _compute_due_count(self):
        counts = dict(
            self.env["garage.vehicle.due"]._read_group(
                [("vehicle_id", "in", self.ids), ("state", "=", "open")],
                ["vehicle_id"],
                ["__count"],
            )
        )
        for vehicle in self:
            vehicle.due_count = counts.get(vehicle._origin, 0)

    def action_view_due(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_vehicle.garage_vehicle_due_action"
        )
        return {
            **action,
            "domain": [("vehicle_id", "=", self.id)],
            "context": {"default_vehicle_id": self.id, "search_default_open": 1},
        }

    def _get_proposals(self):
        return super()._get_proposals() + [
            {
                "code": due.kind,
                "kind": "due",
                "text": due._get_text(),
                "amount": 0.0,
                "res_id": due.id,
            }
            for due in self._get_soon_due()
        ]

    def _get_soon_due(self):
        """Return what may as well be done today."""
        self.ensure_one()
        until = fields.Date.context_today(self) + _SOON
        reading = self._get_expected_odometer() or 0
        return self.due_ids.filtered(
            lambda due: (
                due.state == "open"
                and (
                    due.kind == "recall"
                    or (due.predicted_date and due.predicted_date <= until)
                    or (due.due_km and reading and due.due_km - reading <= _SOON_KM)
                )
            )
        ).sorted(lambda due: due.predicted_date or until)

    def _get_invited_texts(self):
        """Return the lines of an invitation; used by its template."""
        self.ensure_one()
        until = fields.Date.context_today(self) + _SAME_VISIT
        dues = self.due_ids.filtered(
            lambda due: (
                due.state == "open"
                and (due.invited_on or (due.predicted_date or until) <= until)
            )
        )
        return [due._get_text() for due in dues]

    def _get_booking_url(self):
        """Return the page where the customer books; none without such a page."""
        return False

    def _get_booking_texts(self):
        """Return ``{vehicle id: "Booked ..."}``; the work order add-on knows."""
        return {}

    def _garage_message_wanted(self, message):
        """Nobody is invited to what is booked, done or not wanted by now."""
        wanted, reason = super()._garage_message_wanted(message)
        if not wanted or message.kind != "due":
            return wanted, reason
        dues = self.due_ids.filtered(lambda due: due.message_id == message)
        reasons = dues._get_stop_reasons()
        if dues and len(reasons) == len(dues):
            return False, reasons[dues[0].id]
        return True, ""
