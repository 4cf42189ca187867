from odoo import models


class StockPicking(models.Model):
    """What arrives for a job carries the customer's label."""

    _inherit = "stock.picking"

    def _prepare_garage_labels(self):
        labels = []
        for move in self.move_ids.filtered(lambda move: move.state != "cancel"):
            job = move.purchase_line_id.garage_job_id
            if job:
                count = int(move.quantity or move.product_uom_qty)
                labels.append(job._prepare_customer_label(move.product_id, count))
        return [*labels, *super()._prepare_garage_labels()]
