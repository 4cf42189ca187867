from odoo import api, fields, models


class PosOrderLine(models.Model):
    """The deposit for the old part, on a line of its own."""

    _inherit = "pos.order.line"

    garage_core_for = fields.Char(
        "Deposit for line", readonly=True, help="The uuid of the line of the part."
    )

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "garage_core_for"]
