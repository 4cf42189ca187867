from odoo import api, fields, models
from odoo.tools import SQL


class GarageCoreOpen(models.Model):
    """Deposits that customers paid and may still have back."""

    _inherit = "garage.core.open"

    kind = fields.Selection(selection_add=[("customer", "Customer may bring it")])

    @api.model
    def _get_queries(self):
        return {**super()._get_queries(), "customer": self._get_customer_query()}

    @api.model
    def _get_customer_query(self):
        """Deposits on jobs that were approved, less what was given back."""
        return SQL(
            """
            SELECT d.id, 'garage.workorder', w.id, w.company_id, w.partner_id,
                w.vehicle_id, b.product_id, open.quantity,
                open.quantity * d.price_subtotal / NULLIF(d.product_uom_qty, 0)
                    / COALESCE(NULLIF(o.currency_rate, 0), 1),
                COALESCE(j.finished_at, d.create_date)::date,
                CASE WHEN c.garage_core_days > 0
                    THEN COALESCE(j.finished_at, d.create_date)::date
                        + c.garage_core_days END
            FROM sale_order_line d
            JOIN sale_order_line b ON b.id = d.garage_core_for_id
            JOIN sale_order o ON o.id = d.order_id
            JOIN garage_job j ON j.id = d.garage_job_id
            JOIN garage_workorder w ON w.id = j.workorder_id
            JOIN res_company c ON c.id = w.company_id
            JOIN LATERAL (
                SELECT d.product_uom_qty + COALESCE(sum(r.product_uom_qty), 0)
                    AS quantity
                FROM sale_order_line r WHERE r.garage_core_return_for_id = d.id
            ) open ON open.quantity > 0
            WHERE d.garage_core_for_id IS NOT NULL AND o.state = 'sale'
                AND j.state NOT IN ('declined', 'cancelled')
            """
        )

    def action_core_handed_in(self):
        """The customer brought the old part of this row."""
        self.ensure_one()
        if self.kind != "customer":
            return False
        # rows of customers carry the number of their deposit line
        line = self.env["sale.order.line"].browse(self.id // 8)
        return line.action_core_handed_in()
