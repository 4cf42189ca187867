from odoo import fields, models


class GarageSupplierReturn(models.Model):
    """A part that goes back from a job."""

    _inherit = "garage.supplier.return"

    sale_line_id = fields.Many2one(
        "sale.order.line",
        "Line of the job",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="garage_workorder.group_garage_prices",
    )
    job_id = fields.Many2one(
        "garage.job", readonly=True, ondelete="set null", index="btree_not_null"
    )

    def _send_goods(self):
        """What was fitted or reserved for the job is free to go before it is sent."""
        # lines and moves of the job that the return names; checked by action_sent
        line = self.sudo().sale_line_id
        if line and self.reason != "core":
            line._free_for_return()
        return super()._send_goods()
