from odoo import api, fields, models
from odoo.tools import SQL


class GarageLeak(models.Model):
    """Parts and outside work that were bought for a job and stand on no bill."""

    _inherit = "garage.leak"

    kind = fields.Selection(
        selection_add=[
            ("bought_unbilled", "Bought, not billed"),
            ("billed_untaken", "Billed, not taken from stock"),
            ("overdue",),
        ]
    )

    @api.model
    def _get_queries(self):
        return {
            **super()._get_queries(),
            "bought_unbilled": self._get_part_leak_query("bought"),
            "billed_untaken": self._get_part_leak_query("billed"),
        }

    @api.model
    def _get_part_leak_query(self, kind):
        """Rows of the report on parts for which nobody gave a final reason."""
        return SQL(
            """
            SELECT x.id, concat_ws(', ', p.name, j.name, v.default_code), 'garage.job',
                j.id, x.company_id, w.id, w.vehicle_id, w.partner_id, w.adviser_id,
                x.since, 0::float, x.amount
            FROM (%s) x
            JOIN garage_job j ON j.id = x.job_id
            JOIN garage_workorder w ON w.id = x.workorder_id
            JOIN product_product v ON v.id = x.product_id
            LEFT JOIN purchase_order p ON p.id = x.purchase_id
            WHERE x.kind = %s AND x.state <> 'other'
            """,
            self.env["garage.part.leak"]._table_query,
            kind,
        )
