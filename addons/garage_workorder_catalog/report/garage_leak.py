from odoo import api, fields, models
from odoo.tools import SQL


class GarageLeak(models.Model):
    """Parts and outside work that were bought for a job and stand on no bill."""

    _inherit = "garage.leak"

    kind = fields.Selection(
        selection_add=[("bought_unbilled", "Bought, not billed"), ("overdue",)]
    )

    @api.model
    def _get_queries(self):
        return {**super()._get_queries(), "bought_unbilled": self._get_bought_query()}

    @api.model
    def _get_bought_query(self):
        """Ordered for a line whose visit is over or whose job is finished."""
        return SQL(
            """
            SELECT b.id, p.name || ', ' || b.name, 'garage.job', j.id, w.company_id,
                w.id, w.vehicle_id, w.partner_id, w.adviser_id, p.date_order, 0::float,
                b.price_subtotal
            FROM purchase_order_line b
            JOIN purchase_order p ON p.id = b.order_id
            JOIN sale_order_line l ON l.id = b.sale_line_id
            JOIN garage_job j ON j.id = l.garage_job_id
            JOIN garage_workorder w ON w.id = j.workorder_id
            WHERE b.sale_line_id IS NOT NULL AND p.state = 'purchase'
                AND b.product_qty > 0 AND l.qty_invoiced = 0
                AND (w.state IN ('handed_over', 'cancelled')
                    OR j.state IN ('cancelled', 'declined') OR l.product_uom_qty = 0
                    OR j.finished_at < (now() AT TIME ZONE 'UTC') - interval '1 day')
            """
        )
