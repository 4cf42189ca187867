from odoo import api, fields, models

#: what of a line changes the price of its job
PRICED = frozenset(
    {"price_unit", "discount", "product_uom_qty", "tax_ids", "product_id"}
)


class SaleOrderLine(models.Model):
    """Lines that divide a job between its payers and its supplements."""

    _inherit = "sale.order.line"

    garage_is_share = fields.Boolean(
        string="Share of another payer", readonly=True, copy=False
    )
    garage_for_job_id = fields.Many2one(
        "garage.job",
        string="Belongs to job",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="Titles and shares of a job on a further order.",
    )

    @api.depends("order_id.garage_payer_kind")
    def _compute_qty_to_invoice(self):
        result = super()._compute_qty_to_invoice()
        for line in self:
            if line.order_id.garage_payer_kind == "internal":
                line.qty_to_invoice = 0
        return result

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._tell_garage_jobs()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if PRICED & set(vals):
            self._tell_garage_jobs()
        return result

    def unlink(self):
        sharing = self.env.context.get("garage_sharing")
        jobs = self.browse().garage_job_id if sharing else self.garage_job_id
        result = super().unlink()
        jobs.exists()._after_lines_changed()
        return result

    def _tell_garage_jobs(self):
        if not self.env.context.get("garage_sharing"):
            self.garage_job_id._after_lines_changed()

    def _get_garage_cost(self):
        """What the line costs the garage itself, in company currency."""
        self.ensure_one()
        if self.garage_is_share or self.display_type:
            return 0.0
        product = self.product_id.with_company(self.company_id)
        quantity = self.product_uom_id._compute_quantity(
            self.product_uom_qty, product.uom_id
        )
        return product.standard_price * quantity

    def _restore_garage_line(self, row):
        """Bring price and quantity back to what was approved, never below fitted."""
        self.ensure_one()
        vals = {
            "price_unit": row["price_unit"],
            "discount": row["discount"],
            "product_uom_qty": max(row["quantity"], self.qty_delivered),
        }
        changed = {name: new for name, new in vals.items() if self[name] != new}
        if changed:
            self.write(changed)
