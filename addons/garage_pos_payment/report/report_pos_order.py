from odoo import models


class ReportPosOrder(models.Model):
    _inherit = "report.pos.order"

    def _from(self):
        """Paying an invoice is no sale: it was one when it was invoiced."""
        return (
            super()._from()
            + """
                INNER JOIN pos_order sold
                        ON sold.id = l.order_id AND sold.garage_invoice_id IS NULL
            """
        )
