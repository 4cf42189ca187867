from odoo import api, fields, models

from ..domain.number import normalize


class GarageCatalogXref(models.Model):
    """Another number under which an article is known."""

    _name = "garage.catalog.xref"
    _description = "Cross reference"
    _order = "relation, number_norm"
    _rec_name = "number"

    item_id = fields.Many2one(
        "garage.catalog.item", "Part", required=True, ondelete="cascade"
    )
    relation = fields.Selection(
        [
            ("oe", "Vehicle maker's number"),
            ("equivalent", "Equivalent"),
            ("replaces", "Replaces"),
            ("replaced_by", "Replaced by"),
            ("supplier_no", "Supplier's number"),
            ("trade", "Trade number"),
            ("ean", "EAN"),
            ("kit_of", "Part of kit"),
        ],
        required=True,
    )
    brand_id = fields.Many2one("garage.catalog.brand")
    number = fields.Char(required=True)
    number_norm = fields.Char(
        "Comparable number", compute="_compute_number_norm", store=True, precompute=True
    )
    source_id = fields.Many2one("garage.catalog.source", ondelete="cascade")
    # a bare number: millions of rows need no constraint to take an import back
    batch_ref = fields.Integer("Import", help="Number of the import that brought it")

    _item_relation_number_uniq = models.UniqueIndex(
        "(item_id, relation, COALESCE(brand_id, 0), number_norm)",
        "This part has this cross reference already.",
    )
    _number_norm_prefix_idx = models.Index(
        "(number_norm varchar_pattern_ops) INCLUDE (item_id)"
    )

    @api.depends("number")
    def _compute_number_norm(self):
        for xref in self:
            xref.number_norm = normalize(xref.number)
