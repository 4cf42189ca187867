from odoo import api, fields, models


class GarageWorkorder(models.Model):
    """Ordering what a visit misses."""

    _inherit = "garage.workorder"

    has_missing_parts = fields.Boolean(
        compute="_compute_has_missing_parts", compute_sudo=True
    )

    @api.depends(
        "job_ids.state",
        "job_ids.line_ids.product_uom_qty",
        "job_ids.line_ids.move_ids.state",
        "job_ids.line_ids.purchase_line_ids.state",
    )
    def _compute_has_missing_parts(self):
        for workorder in self:
            lines = workorder.job_ids.line_ids
            workorder.has_missing_parts = bool(lines._get_missing_quantities())

    def action_order_parts(self):
        """Propose a supplier for each part that this visit misses."""
        self.ensure_one()
        return self.job_ids.action_order_parts()
