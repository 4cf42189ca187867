from odoo import api, fields, models


class PurchaseOrderLine(models.Model):
    """A line that is bought for one job keeps that job, whatever becomes of the job."""

    _inherit = "purchase.order.line"

    garage_job_id = fields.Many2one(
        "garage.job",
        "Job",
        compute="_compute_garage_job_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        copy=False,
    )
    garage_workorder_id = fields.Many2one(related="garage_job_id.workorder_id")
    garage_plate = fields.Char(related="garage_job_id.workorder_id.plate")

    @api.depends("sale_line_id.garage_job_id")
    def _compute_garage_job_id(self):
        """The job stays known when its line is taken off the job later."""
        for line in self:
            line.garage_job_id = line.sale_line_id.garage_job_id or line.garage_job_id

    def _get_open_quantity(self):
        """What is still to come of these lines, in the unit of the product."""
        return sum(
            line.product_uom_id._compute_quantity(
                max(line.product_qty - line.qty_received, 0.0),
                line.product_id.uom_id,
                rounding_method="HALF-UP",
            )
            for line in self
            if line.state != "cancel"
        )
