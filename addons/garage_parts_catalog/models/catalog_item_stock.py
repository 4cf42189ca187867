from odoo import models


class GarageCatalogItem(models.Model):
    """What a product takes over from the catalogue for the stock: its deposit."""

    _inherit = "garage.catalog.item"

    def _prepare_product_vals(self):
        vals = super()._prepare_product_vals()
        vals["garage_core_deposit"] = self._get_core_deposit()
        return vals

    def _get_core_deposit(self):
        """Deposit of one piece in the currency of the company."""
        return self._get_unit_amount(self.deposit, self.env.company)

    def _ensure_supplier_price(self, product):
        """A new deposit of the supplier's file reaches the product with the price."""
        result = super()._ensure_supplier_price(product)
        deposit = self._get_core_deposit()
        if deposit and product.garage_core_deposit != deposit:
            product.garage_core_deposit = deposit
        return result
