import re

from odoo import api, fields, models
from odoo.fields import Domain

from ..domain import license_plate
from ..domain import vin as vin_rules
from .garage_vehicle_make import escape_like

_SHORTEST_LOOKALIKE = 4
_SHORTEST_NAME = 2
_SHORTEST_PHONE = 4
_MATCH_ORDER = ["plate", "vin", "fleet", "document", "phone", "name", "lookalike"]


class GarageVehicle(models.Model):
    """Find a vehicle from one box: plate, VIN, its last six, phone or name."""

    _inherit = "garage.vehicle"

    search_text = fields.Char(
        string="Search", compute="_compute_search_text", search="_search_search_text"
    )

    def _compute_search_text(self):
        """Only a handle for the search bar: there is nothing to show."""
        self.search_text = False

    def _search_search_text(self, operator, value):
        """Find with the same rules as the plate box."""
        if operator not in ("ilike", "=ilike", "like", "="):
            return NotImplemented
        domains = [domain for _match, domain in self._get_box_domains(value or "")]
        return Domain.OR(domains)

    @api.model
    @api.readonly
    def search_box(self, text, limit=8):
        """Return the best hits as plain values for the plate box, best first."""
        matches = self._search_box_matches((text or "").strip()[:64], limit)
        order = {name: rank for rank, name in enumerate(_MATCH_ORDER)}
        ranked = sorted(matches.items(), key=lambda item: order.get(item[1], 9))
        vehicles = self.browse([vehicle_id for vehicle_id, _match in ranked[:limit]])
        badges = vehicles._get_badges()
        return [
            {
                **vehicle._prepare_box_row(),
                "match": matches[vehicle.id],
                "lookalike": matches[vehicle.id] == "lookalike",
                "badges": badges.get(vehicle.id, []),
            }
            for vehicle in vehicles
        ]

    @api.model
    def _search_box_matches(self, text, limit):
        """Return ``{vehicle id: what matched}``; add-ons add their documents here."""
        matches = {}
        for match, domain in self._get_box_domains(text):
            for vehicle in self.search(domain, limit=limit):
                matches.setdefault(vehicle.id, match)
        return matches

    @api.model
    def _get_box_domains(self, text):
        """Return pairs of what matched and the domain that finds it."""
        key = license_plate.plate_key(text)
        if not key:
            return []
        pairs = [("plate", self._get_plate_domain(text)), *self._get_vin_domains(text)]
        pairs += self._get_document_domains(text.strip())
        if self._looks_like_phone(text):
            pairs.append(("phone", self._get_partner_domain("phone", text)))
        if len(text) >= _SHORTEST_NAME and not re.fullmatch(r"[\d\s+()/-]+", text):
            pairs.append(("name", self._get_partner_domain("name", text)))
        if len(key) >= _SHORTEST_LOOKALIKE:
            folded = license_plate.lookalike_key(text)
            pairs.append(("lookalike", Domain("plate_lookalike", "=", folded)))
        return pairs

    @api.model
    def _get_document_domains(self, text):
        """Return the pair for the fleet number; add-ons add their documents."""
        if len(text) < _SHORTEST_NAME:
            return []
        return [("fleet", Domain("fleet_number", "=ilike", escape_like(text)))]

    @api.model
    def _get_vin_domains(self, text):
        vin = vin_rules.normalise(text)
        if len(vin) == 6:
            return [("vin", Domain("vin_tail", "=", vin))]
        if len(vin) > 6:
            prefix = vin.replace("_", "").replace("%", "")
            return [("vin", Domain("vin", "=like", f"{prefix}%"))]
        return []

    @api.model
    def _looks_like_phone(self, text):
        digits = re.sub(r"\D", "", text)
        return len(digits) >= _SHORTEST_PHONE and bool(
            re.fullmatch(r"[\d\s+()./-]+", text)
        )

    @api.model
    def _get_partner_domain(self, field_name, text):
        """Return vehicles of customers and drivers found by name or phone."""
        partners = self.env["res.partner"]._search_garage(field_name, text)
        ids = partners.ids
        return Domain("owner_id", "in", ids) | Domain("driver_id", "in", ids)

    def _prepare_box_row(self):
        self.ensure_one()
        return {
            "id": self.id,
            "plate": self.plate or "",
            "plate_country": self.plate_country_code or "",
            "title": self._get_long_title(),
            "owner": self.owner_id.display_name or "",
            "owner_phone": self.owner_phone or "",
            "vin": self.vin or "",
            "last_visit": str(self.last_visit.date()) if self.last_visit else False,
        }

    def _get_badges(self):
        """Return ``{vehicle id: [{"text", "level"}]}`` for the rows of the plate box.

        Add-ons extend it with one query for all vehicles, never one for each.
        """
        badges = {}
        for vehicle in self:
            rows = [
                {"text": warning["text"], "level": warning["level"]}
                for warning in vehicle._get_own_warnings()
            ]
            badges[vehicle.id] = rows
        return badges
