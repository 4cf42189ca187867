from odoo import models


class PurchaseOrderLine(models.Model):
    """What happens to a bought part is known on its job."""

    _inherit = "purchase.order.line"

    def _carry_cost_to_job(self):
        """Write what a part really costs on its line of the job."""
        for line in self.filtered("sale_line_id"):
            sold = line.sale_line_id
            if sold.qty_invoiced or sold.product_id != line.product_id:
                continue
            unit = line.product_uom_id._compute_price(
                line.price_unit_discounted, sold.product_uom_id
            )
            sold.purchase_price = line.currency_id._convert(
                unit, sold.currency_id, line.company_id, line.date_order, round=False
            )

    def _tell_late(self):
        """Tell the adviser when a part comes after the promised time, once a day."""
        messages = self.env["garage.catalog.messages"]
        for line in self.filtered("garage_job_id"):
            workorder = line.garage_job_id.workorder_id
            promised = workorder.promised_at
            if not promised or line.date_planned <= promised:
                continue
            text = self.env._(
                "%(part)s comes %(when)s, after the promised time.",
                part=line.product_id.display_name,
                when=messages._moment_text(line.date_planned),
            )
            told = workorder.activity_ids.mapped("summary")
            if text[:120] not in told:
                workorder._tell_adviser(text, todo=True)
            workorder._notify_board()
