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

    @api.depends("sale_line_id.garage_job_id")
    def _compute_garage_job_id(self):
        """The job stays known when its line is taken off the job later."""
        for line in self:
            line.garage_job_id = line.sale_line_id.garage_job_id or line.garage_job_id
