from odoo import fields, models

TARGETS = [
    ("number", "Number"),
    ("brand", "Brand"),
    ("name", "Name"),
    ("kind", "Kind of part"),
    ("ean", "EAN"),
    ("list_price", "List price"),
    ("cost", "Purchase price"),
    ("price_qty", "Price for quantity"),
    ("uom", "Unit"),
    ("discount_group", "Discount group"),
    ("deposit", "Deposit"),
    ("pack_qty", "Pack of"),
    ("min_qty", "Minimum order"),
    ("weight", "Weight (kg)"),
    ("replaced_by", "Replaced by"),
    ("oe_numbers", "Vehicle makers' numbers"),
    ("equivalents", "Equivalent numbers"),
    ("vehicle_keys", "Vehicle numbers"),
]


class GarageCatalogImportColumn(models.TransientModel):
    """One column of the file and what it means."""

    _name = "garage.catalog.import.column"
    _description = "Column of a price list"
    _order = "position"

    wizard_id = fields.Many2one(
        "garage.catalog.import", required=True, ondelete="cascade", index=True
    )
    position = fields.Integer("Column", readonly=True)
    title = fields.Char(readonly=True)
    sample = fields.Char("Example", readonly=True)
    target = fields.Selection(TARGETS, "Holds")
