from odoo import api, fields, models


class GarageLeftover(models.TransientModel):
    """What became of the parts that were bought for a visit and not used on it."""

    _name = "garage.leftover"
    _description = "Parts bought and not billed"

    workorder_id = fields.Many2one("garage.workorder", required=True)
    line_ids = fields.One2many(
        "garage.leftover.line",
        "leftover_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("workorder_id")
    def _compute_line_ids(self):
        for leftover in self:
            leftover.line_ids = [
                fields.Command.clear(),
                *(
                    fields.Command.create(
                        {
                            "purchase_line_id": found.lines[-1:].id,
                            "pieces": found.pieces,
                        }
                    )
                    for found in leftover.workorder_id._get_leftovers()
                ),
            ]

    def action_confirm(self):
        """Keep the answers on the lines that were bought."""
        self.ensure_one()
        self.workorder_id.check_access("write")
        self.line_ids._keep()
        return {"type": "ir.actions.act_window_close"}
