from odoo import api, fields, models


class GarageVehicleModel(models.Model):
    """A model of a make: Golf, 308, Octavia."""

    _name = "garage.vehicle.model"
    _description = "Vehicle model"
    _order = "make_id, name"

    name = fields.Char(required=True)
    make_id = fields.Many2one("garage.vehicle.make", required=True, index=True)
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex(
        "(make_id, lower(name))", "This make has a model with that name already."
    )

    @api.model
    def _get_or_create(self, make, name):
        """Return the make's model with that name."""
        name = (name or "").strip()
        if not name or not make:
            return self.browse()
        known = make.with_context(active_test=False).model_ids
        found = known.filtered(lambda model: model.name.lower() == name.lower())
        return found[:1] or self.create({"make_id": make.id, "name": name})
