from odoo import fields, models
from odoo.tools import format_date, format_datetime

_VEHICLES = 12
_MESSAGES = 5


class ResPartner(models.Model):
    """Everything about a customer on one page: set-based, add-ons add their part."""

    _inherit = "res.partner"

    garage_overview = fields.Json(
        compute="_compute_garage_overview", groups="garage_base.group_garage_user"
    )

    def _compute_garage_overview(self):
        overviews = self._origin._get_garage_overviews()
        for partner in self:
            partner.garage_overview = overviews.get(partner._origin.id, False)

    def _get_garage_overviews(self):
        """Return per partner id what the customer's page shows.

        ``figures``: rows of label, value, hint and level;
        ``vehicles``, ``advice`` and ``messages``: lists of plain values.
        Add-ons add theirs with one query for all partners, never one for each.
        """
        overviews = {
            partner.id: {"figures": [], "vehicles": [], "advice": [], "messages": []}
            for partner in self
        }
        self._add_overview_vehicles(overviews)
        self._add_overview_due(overviews)
        self._add_overview_messages(overviews)
        return overviews

    def _add_figure(self, overview, label, value, hint="", level=""):
        overview["figures"].append(
            {"label": label, "value": str(value), "hint": hint, "level": level}
        )

    def _add_overview_vehicles(self, overviews):
        vehicles = self.env["garage.vehicle"].search(
            [("owner_id", "in", self.ids)], order="id desc"
        )
        vehicles.fetch(["plate", "plate_country_id", "make_id", "model_id", "variant"])
        for vehicle in vehicles:
            rows = overviews[vehicle.owner_id.id]["vehicles"]
            rows.append(vehicle._get_overview_row())
        for overview in overviews.values():
            count = len(overview["vehicles"])
            overview["vehicles"] = overview["vehicles"][:_VEHICLES]
            self._add_figure(overview, self.env._("Vehicles"), count)

    def _add_overview_due(self, overviews):
        """What the vehicles need next is advice to give."""
        rows = self.env["garage.vehicle.due"].search(
            [("partner_id", "in", self.ids), ("state", "in", ("open", "booked"))],
            order="predicted_date, id",
        )
        for due in rows:
            day = due.predicted_date and format_date(self.env, due.predicted_date)
            overviews[due.partner_id.id]["advice"].append(
                {
                    "text": f"{due.name}, {day}" if day else due.name,
                    "detail": due.vehicle_id.plate or "",
                    "amount": "",
                    "res_model": "garage.vehicle",
                    "res_id": due.vehicle_id.id,
                }
            )

    def _add_overview_messages(self, overviews):
        messages = self.env["garage.message"]
        if not messages.has_access("read"):
            return
        found = messages.search(
            [("partner_id", "in", self.ids)], order="due_at desc", limit=200
        )
        labels = dict(messages._fields["state"]._description_selection(self.env))
        for message in found:
            rows = overviews[message.partner_id.id]["messages"]
            if len(rows) < _MESSAGES:
                moment = message.sent_at or message.due_at
                rows.append(
                    {
                        "text": message.name,
                        "detail": format_datetime(self.env, moment, dt_format="short"),
                        "state": labels[message.state],
                        "failed": message.state == "failed",
                    }
                )
