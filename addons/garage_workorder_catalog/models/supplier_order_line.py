from odoo import fields, models


class GarageSupplierOrderLine(models.Model):
    """What was confirmed is carried to the job: cost and day, never its price."""

    _inherit = "garage.supplier.order.line"

    job_id = fields.Many2one(related="purchase_line_id.garage_job_id")
    plate = fields.Char(related="purchase_line_id.garage_plate")

    def _after_write_back(self, values):
        for line in self:
            line.purchase_line_id._carry_cost_to_job()
            line.purchase_line_id._tell_late()
        return super()._after_write_back(values)

    def _after_replacement(self, old, new):
        """The new article takes the place of the old one, at the approved price."""
        sold = old.sale_line_id
        if sold and not (sold.qty_delivered or sold.qty_invoiced):
            self._replace_on_job(sold, old, new)
        return super()._after_replacement(old, new)

    def _replace_on_job(self, sold, old, new):
        job = sold.garage_job_id
        fresh = job.add_line(
            new.product_id, sold.product_uom_qty, price=sold.price_unit
        )
        fresh.discount = sold.discount
        sold.garage_need_ids.line_id = fresh
        new.sale_line_id = fresh
        job._remove_line(sold)
        job.workorder_id._tell_adviser(
            self.env._(
                "%(old)s is replaced by %(new)s. The price for the customer stays.",
                old=old.product_id.display_name,
                new=new.product_id.display_name,
            )
        )
