from odoo import api, fields, models

LEFTOVERS = [
    ("stock", "Stays in our stock"),
    ("return", "Goes back to the supplier"),
    ("other", "Something else, see the reason"),
]


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
    garage_workorder_id = fields.Many2one(related="garage_job_id.workorder_id")
    garage_plate = fields.Char(related="garage_job_id.workorder_id.plate")
    garage_leftover = fields.Selection(
        LEFTOVERS, "What became of it", readonly=True, copy=False
    )
    garage_leftover_quantity = fields.Float(
        "Pieces not used on the job", readonly=True, copy=False
    )
    garage_leftover_reason = fields.Char("Reason", readonly=True, copy=False)
    garage_leftover_by_id = fields.Many2one(
        "res.users", "Explained by", readonly=True, copy=False
    )
    garage_leftover_at = fields.Datetime("Explained on", readonly=True, copy=False)

    @api.depends("sale_line_id.garage_job_id")
    def _compute_garage_job_id(self):
        """The job stays known when its line is taken off the job later."""
        for line in self:
            line.garage_job_id = line.sale_line_id.garage_job_id or line.garage_job_id

    def _get_open_quantity(self):
        """What is still to come of these lines, in the unit of the product."""
        return sum(
            line.product_uom_id._compute_quantity(
                max(line.product_qty - line.qty_received, 0.0),
                line.product_id.uom_id,
                rounding_method="HALF-UP",
            )
            for line in self
            if line.state != "cancel"
        )

    def _get_garage_pieces(self):
        """What was bought and kept, in the part's unit.

        Received, less what went back, and what is still to come: cancelled rests
        of an order are no longer bought.
        """
        self.ensure_one()
        quantity = self.product_qty
        if self.product_id.type != "service":
            quantity = self.qty_received
        pieces = self.product_uom_id._compute_quantity(
            quantity, self.product_id.uom_id, round=False
        )
        coming = self.move_ids.filtered(
            lambda move: (
                move.state not in ("draft", "done", "cancel")
                and move.location_dest_id.usage != "supplier"
            )
        )
        return pieces + sum(coming.mapped("product_qty"))

    def _get_garage_explained(self):
        """Pieces with an answer; what went back since is no longer bought at all."""
        self.ensure_one()
        if self.garage_leftover != "return":
            return self.garage_leftover_quantity
        gone = self.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_usage == "supplier"
        )
        back = sum(gone.mapped("product_qty"))
        return max(self.garage_leftover_quantity - back, 0.0)
