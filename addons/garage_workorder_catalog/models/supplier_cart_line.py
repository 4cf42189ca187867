from odoo import models
from odoo.exceptions import UserError


class GarageSupplierCartLine(models.Model):
    """A part of a cart as it goes on a customer's job."""

    _inherit = "garage.supplier.cart.line"

    def _prepare_job_line_vals(self):
        product = self._get_or_create_product()
        if not product.lst_price and not self.sale_price:
            raise UserError(
                self.env._(
                    "%(part)s is new and has no sales price. Enter what the customer "
                    "pays for it, then take the cart over.",
                    part=self.name or self.number,
                )
            )
        values = {
            "product_id": product.id,
            "product_uom_qty": self.quantity,
            "purchase_price": self._get_company_price(),
        }
        if not product.lst_price:
            values["price_unit"] = self.sale_price
        return values
