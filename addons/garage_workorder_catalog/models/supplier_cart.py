from odoo import fields, models


class GarageSupplierCart(models.Model):
    """A cart that was fetched for a job goes on that job."""

    _inherit = "garage.supplier.cart"

    job_id = fields.Many2one(
        "garage.job", "For job", readonly=True, ondelete="set null",
        index="btree_not_null",
    )  # fmt: skip
    workorder_id = fields.Many2one(related="job_id.workorder_id")

    def _check_target(self):
        if self.job_id:
            self.job_id.check_access("write")
            self.job_id._check_editable()
        return super()._check_target()

    def _get_target_key(self):
        return f"{super()._get_target_key()} job {self.job_id.id}"

    def _take_over(self, lines):
        """Put lines on the job, with what the supplier takes for them."""
        if not self.job_id:
            return super()._take_over(lines)
        self.job_id.add_lines([line._prepare_job_line_vals() for line in lines])
        return self.job_id.workorder_id._get_records_action()
