from odoo import fields, models


class GarageJobKit(models.TransientModel):
    """How many of a kit are on the job, or none of it."""

    _name = "garage.job.kit"
    _description = "Kit on a job"

    line_id = fields.Many2one("sale.order.line", required=True, readonly=True)
    product_id = fields.Many2one(related="line_id.garage_kit_id")
    line_ids = fields.Many2many("sale.order.line", string="Parts", readonly=True)
    quantity = fields.Float("Number of kits", digits="Product Unit", required=True)

    def action_save(self):
        """Every part of the kits follows their number."""
        self.ensure_one()
        self.line_id._set_kit_count(self.quantity)
        return {"type": "ir.actions.act_window_close"}

    def action_take_off(self):
        """Take all parts of the kit off the job."""
        self.ensure_one()
        self.line_id._take_kit_off()
        return {"type": "ir.actions.act_window_close"}
