from odoo import api, fields, models

from ..tools.part_load import apply_discounts
from .catalog_item import PRICE_GROUPS


class GarageCatalogDiscount(models.Model):
    """What the garage pays for a supplier's group of articles."""

    _name = "garage.catalog.discount"
    _description = "Discount group"
    _order = "code"
    _rec_name = "code"

    source_id = fields.Many2one(
        "garage.catalog.source", "Catalogue", required=True, ondelete="cascade"
    )
    code = fields.Char("Group", required=True)
    name = fields.Char()
    kind = fields.Selection(
        [("rate", "Percent off the list price"), ("multiplier", "Factor")],
        required=True,
        default="rate",
    )
    value = fields.Float(digits=(8, 4), required=True, groups=PRICE_GROUPS)

    _source_code_uniq = models.UniqueIndex(
        "(source_id, code)", "This catalogue has this discount group already."
    )
    _value_range = models.Constraint(
        "CHECK (value >= 0 AND value <= 100)",
        "A discount is between 0 and 100.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        discounts = super().create(vals_list)
        discounts._reprice()
        return discounts

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"code", "kind", "value"}:
            self._reprice()
        return result

    def _reprice(self):
        """Work out the purchase prices of the groups' articles again.

        An import does it once for all its groups.
        """
        if self.env.context.get("garage_catalog_reading"):
            return
        self.env.flush_all()
        for source in self.source_id:
            apply_discounts(self.env.cr, self.env.uid, source.id)
        self.env.invalidate_all()

    @api.model
    def _merge(self, source, rows):
        """Keep the groups of a file; returns how many are new or changed."""
        known = {
            group.code: group for group in self.search([("source_id", "=", source.id)])
        }
        count = 0
        for row in {row.code: row for row in rows}.values():
            values = {"name": row.name, "kind": row.kind, "value": float(row.value)}
            group = known.get(row.code)
            if group is None:
                self.create({"source_id": source.id, "code": row.code, **values})
            elif any(group[name] != value for name, value in values.items()):
                group.write(values)
            else:
                continue
            count += 1
        return count
