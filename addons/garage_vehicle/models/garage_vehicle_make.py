from odoo import api, fields, models

from ..domain import maker_names
from ..domain.import_headings import heading_key


class GarageVehicleMake(models.Model):
    """A make as customers say it: Volkswagen, Peugeot, Škoda."""

    _name = "garage.vehicle.make"
    _description = "Vehicle make"
    _order = "name"

    name = fields.Char(required=True)
    model_ids = fields.One2many("garage.vehicle.model", "make_id", string="Models")
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(lower(name))", "This make exists already.")

    @api.model
    def _get_or_create(self, name):
        """Return the make with that name in any spelling of upper and lower case."""
        name = maker_names.spelling((name or "").strip())
        if not name:
            return self.browse()
        found = self.with_context(active_test=False).search(
            [("name", "=ilike", escape_like(name))], limit=1
        )
        return found or self._find_alike(name) or self.create({"name": name})

    @api.model
    def _find_alike(self, name):
        """Return the make written without accents or hyphens: Skoda, Mercedes Benz."""
        key = heading_key(name)
        makes = self.with_context(active_test=False).search([("name", "!=", False)])
        return makes.filtered(lambda make: heading_key(make.name) == key)[:1]


def escape_like(text):
    """Return the text so that ``=ilike`` compares it letter for letter."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
