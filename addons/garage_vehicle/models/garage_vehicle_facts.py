from odoo import api, fields, models

from ..domain import fact_sources

FACT_FIELDS = (
    "make_id",
    "model_id",
    "variant",
    "model_year",
    "engine_code",
    "fuel",
    "power_kw",
    "first_registration",
    "color",
    "inspection_due",
)


class GarageVehicle(models.Model):
    """Where each fact about a vehicle comes from, and who may change it."""

    _inherit = "garage.vehicle"

    # {"make_id": "vin" | "import" | "register" | "manual"}; empty counts as manual
    fact_sources = fields.Json(copy=False)
    fact_source_text = fields.Char(
        string="Known from", compute="_compute_fact_source_text"
    )

    @api.depends("fact_sources")
    def _compute_fact_source_text(self):
        labels = {
            "vin": self.env._("VIN"),
            "import": self.env._("import"),
            "register": self.env._("register"),
        }
        for vehicle in self:
            parts = []
            for source, label in labels.items():
                names = [
                    self._fields[name]._description_string(self.env)
                    for name in FACT_FIELDS
                    if (vehicle.fact_sources or {}).get(name) == source
                ]
                if names:
                    parts.append(f"{label}: {', '.join(names)}")
            vehicle.fact_source_text = "; ".join(parts)

    def _fill_facts(self, vals, source):
        """Write what a source says where nobody better said something else.

        :param vals: values as for ``write``
        :param source: ``vin``, ``import`` or ``register``
        :return: what was left alone because it differs, ``{field: value}``
        """
        self.ensure_one()
        differs, allowed = {}, {}
        for name, value in vals.items():
            if self._get_plain(name) == value or not value:
                continue
            target = allowed if self._may_fill(name, source) else differs
            target[name] = value
        if allowed:
            self.with_context(garage_source=source).write(allowed)
        return differs

    def _may_fill(self, name, source):
        known = (self.fact_sources or {}).get(name)
        return fact_sources.may_replace(self[name], known, source)

    def _get_plain(self, name):
        """Return a value as ``write`` takes it, comparable with ``vals``."""
        field = self._fields[name]
        value = field.convert_to_write(self[name], self)
        if field.type == "date":
            return fields.Date.to_string(value) or False
        return value or False

    def _get_changed_facts(self, vals):
        """Return ``{vehicle id: names}`` of the facts that a write will change."""
        names = [name for name in FACT_FIELDS if name in vals]
        if not names:
            return {}
        wanted = {name: self._get_wanted(name, vals[name]) for name in names}
        return {
            vehicle.id: [
                name for name in names if vehicle._get_plain(name) != wanted[name]
            ]
            for vehicle in self
        }

    @api.model
    def _get_wanted(self, name, value):
        if self._fields[name].type == "date":
            return fields.Date.to_string(fields.Date.to_date(value)) or False
        return value or False

    def _note_sources(self, changed):
        """Keep who said what; a value that the VIN gives came from the VIN."""
        source = self.env.context.get("garage_source", fact_sources.MANUAL)
        for vehicle in self:
            names = changed.get(vehicle.id)
            if not names:
                continue
            said = vehicle._get_vin_vals() if source != "vin" else {}
            changes = {
                name: self._get_source(vehicle._get_plain(name), said.get(name), source)
                for name in names
            }
            noted = fact_sources.note(vehicle.fact_sources, changes)
            if noted != (vehicle.fact_sources or {}):
                vehicle.fact_sources = noted

    @api.model
    def _get_source(self, value, said, source):
        if not value:
            return None
        return "vin" if value == said else source
