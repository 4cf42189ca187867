from odoo import api, fields, models


class PosOrderLine(models.Model):
    """The deposit for an old part, and the parts of a kit, on lines of their own."""

    _inherit = "pos.order.line"

    garage_core_for = fields.Char(
        "Deposit for line", readonly=True, help="The uuid of the line of the part."
    )

    garage_kit_id = fields.Many2one(
        "product.product",
        "Kit",
        ondelete="set null",
        readonly=True,
        index="btree_not_null",
        help="The kit that this part was sold with.",
    )

    @api.model
    def _load_pos_data_fields(self, config):
        names = super()._load_pos_data_fields(config)
        return [*names, "garage_core_for", "garage_kit_id"]
