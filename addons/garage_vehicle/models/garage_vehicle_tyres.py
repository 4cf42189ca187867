from collections import defaultdict

from odoo import api, fields, models

from ..domain import tyres


class GarageVehicle(models.Model):
    """The vehicle's other wheels: where they are, and when they are due."""

    _inherit = "garage.vehicle"

    tyre_set_ids = fields.One2many("garage.tyre.set", "vehicle_id", string="Wheels")
    tyre_set_count = fields.Integer(compute="_compute_tyre_set_count")

    @api.depends("tyre_set_ids")
    def _compute_tyre_set_count(self):
        counts = dict(
            self.env["garage.tyre.set"]._read_group(
                [("vehicle_id", "in", self.ids)], ["vehicle_id"], ["__count"]
            )
        )
        for vehicle in self:
            vehicle.tyre_set_count = counts.get(vehicle._origin, 0)

    def action_view_tyres(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_vehicle.garage_tyre_set_action"
        )
        return {
            **action,
            "domain": [("vehicle_id", "=", self.id)],
            "context": {"default_vehicle_id": self.id},
        }

    @api.model
    def _search_box_matches(self, text, limit):
        """The number on the label of the wheels finds their vehicle."""
        matches = super()._search_box_matches(text, limit)
        if text.upper().startswith("TS"):
            found = self.env["garage.tyre.set"].search(
                [("name", "=ilike", text)], limit=limit
            )
            for vehicle in found.vehicle_id:
                matches.setdefault(vehicle.id, "document")
        return matches

    def _get_warnings(self):
        """Tell where the other wheels are, and what is wrong with them."""
        rows = super()._get_warnings()
        seasons = dict(
            self.env["garage.tyre.set"]
            ._fields["season"]
            ._description_selection(self.env)
        )
        for row in self.tyre_set_ids.filtered(lambda one: one.state == "stored"):
            rows.append(
                {
                    "code": "tyres",
                    "level": "warning" if row.advice else "info",
                    "text": self.env._(
                        "%(season)s wheels in store at %(place)s",
                        season=seasons[row.season],
                        place=row.location_id.name,
                    ),
                    "why": row.advice or self.env._("Number %s.", row.name),
                }
            )
        return rows

    def _get_due_context(self, dues):
        context = super()._get_due_context(dues)
        stored = self.env["garage.tyre.set"].search_fetch(
            [("vehicle_id", "in", self.ids), ("state", "=", "stored")],
            ["vehicle_id", "season"],
        )
        seasons = defaultdict(set)
        for row in stored:
            seasons[row.vehicle_id.id].add(row.season)
        return {**context, "seasons": seasons}

    def _get_wanted_due(self, context):
        wanted = super()._get_wanted_due(context)
        for season in context["seasons"].get(self.id, ()):
            day = tyres.next_change(season, context["today"])
            if day:
                wanted["tyres", False, season] = {
                    "name": self._get_change_name(season),
                    "due_date": day,
                    "why": self.env._("The wheels for that season are in store here."),
                }
        return wanted

    def _get_change_name(self, season):
        if season == "winter":
            return self.env._("Change to winter wheels")
        return self.env._("Change to summer wheels")
