from odoo import models


class SaleOrderLine(models.Model):
    """Parts of a job are wanted when its visit is promised."""

    _inherit = "sale.order.line"

    def _prepare_procurement_values(self):
        """Odoo gives what arrives to the move with the earliest date."""
        values = super()._prepare_procurement_values()
        promised = self.garage_job_id.workorder_id.promised_at
        if promised:
            values.update(date_planned=promised, date_deadline=promised)
        return values
