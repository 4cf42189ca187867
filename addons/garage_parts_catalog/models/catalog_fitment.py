from odoo import api, fields, models

from ..domain.fitment import FitmentFact
from ..domain.qualifiers import qualifier_hash
from ..domain.rows import Qualifier
from .vehicle_type_key import KEY_SYSTEMS


class GarageCatalogFitment(models.Model):
    """The statement "this part fits that vehicle", as the supplier made it."""

    _name = "garage.catalog.fitment"
    _description = "Fitment"
    _order = "system, vehicle_ref, id"
    _rec_name = "vehicle_ref"
    # millions of rows by import: who and when is what the batch says
    _log_access = False

    # no index of its own: the one over the whole statement begins with it
    item_id = fields.Many2one(
        "garage.catalog.item", "Part", required=True, ondelete="cascade"
    )
    system = fields.Selection(KEY_SYSTEMS, required=True)
    vehicle_ref = fields.Char("Vehicle number", required=True)
    vehicle_type_id = fields.Many2one("garage.vehicle.type", ondelete="set null")
    part_type = fields.Integer("Part type number", default=0, required=True)
    position = fields.Integer(default=0, required=True)
    qty = fields.Integer("Quantity", default=1)
    year_from = fields.Integer()
    year_to = fields.Integer()
    qualifiers = fields.Json("Conditions")
    qualifier_hash = fields.Binary(
        compute="_compute_qualifier_hash",
        store=True,
        precompute=True,
        attachment=False,
    )
    note = fields.Char()
    # a bare number: millions of rows need no constraint to take an import back
    batch_ref = fields.Integer("Import", index=True)
    active = fields.Boolean(default=True)

    _statement_uniq = models.UniqueIndex(
        "(item_id, system, vehicle_ref, part_type, position, qualifier_hash)",
        "This fitment exists already.",
    )
    _vehicle_idx = models.Index("(vehicle_ref, part_type) INCLUDE (item_id)")

    @api.depends("qualifiers", "year_from", "year_to")
    def _compute_qualifier_hash(self):
        for fitment in self:
            fitment.qualifier_hash = qualifier_hash(
                fitment._get_qualifiers(), fitment.year_from, fitment.year_to
            )

    def _get_qualifiers(self):
        pairs = self.qualifiers or []
        return tuple(Qualifier(kind, value) for kind, value in pairs)

    def _get_fact(self):
        """Return the statement as a plain value for the rule."""
        return FitmentFact(
            system=self.system,
            vehicle_ref=self.vehicle_ref,
            year_from=self.year_from,
            year_to=self.year_to,
            qualifiers=self._get_qualifiers(),
        )
