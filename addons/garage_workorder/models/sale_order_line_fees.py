from odoo import api, fields, models

#: what a fee is calculated from
FEE_BASE = frozenset({"product_id", "product_uom_qty", "price_unit", "discount"})


class SaleOrderLine(models.Model):
    """A fee that a rule put on a job."""

    _inherit = "sale.order.line"

    garage_fee_rule_id = fields.Many2one(
        "garage.fee.rule", string="Fee rule", ondelete="set null", copy=False
    )
    garage_fee_quantity = fields.Float(digits="Product Unit", copy=False)
    garage_fee_price = fields.Float(digits="Product Price", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refresh_garage_fees()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if FEE_BASE & vals.keys():
            self._refresh_garage_fees()
        return result

    def unlink(self):
        jobs = self._get_fee_jobs()
        result = super().unlink()
        jobs.exists()._apply_fees()
        return result

    def _refresh_garage_fees(self):
        self._get_fee_jobs()._apply_fees()

    def _get_fee_jobs(self):
        """Jobs whose fees follow these lines; none while fees are being written."""
        jobs = self.garage_job_id
        context = self.env.context
        # shares of other payers are divided from the lines, fees included
        quiet = context.get("garage_fees") or context.get("garage_sharing")
        return jobs.browse() if quiet else jobs

    def _set_garage_fee(self, fee):
        """Bring the line to what the rule says; write only when it differs."""
        self.ensure_one()
        if (
            self.garage_fee_price != fee.price
            or self.garage_fee_quantity != fee.quantity
        ):
            self.write(
                {
                    "product_uom_qty": fee.quantity,
                    "price_unit": fee.price,
                    "garage_fee_quantity": fee.quantity,
                    "garage_fee_price": fee.price,
                }
            )

    def _is_typed_fee(self):
        """Tell whether somebody typed another price or quantity than the rule's."""
        return any(
            line.currency_id.compare_amounts(line.price_unit, line.garage_fee_price)
            or line.product_uom_id.compare(
                line.product_uom_qty, line.garage_fee_quantity
            )
            or line.discount
            for line in self
        )

    def _forget_garage_fee(self):
        """Remember that somebody took this fee off, so that it does not come back."""
        for line in self.filtered("garage_fee_rule_id"):
            line.garage_job_id.fee_skipped_ids |= line.garage_fee_rule_id
