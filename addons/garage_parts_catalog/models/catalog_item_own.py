from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..tools import own_products

#: by what a product of the garage is known as a part of the catalogues
KNOWN_BY = {
    "product.product": ["active", "barcode", "garage_number_norm"],
    "product.template": ["active", "company_id", "garage_brand_id"],
    "product.supplierinfo": ["garage_code_norm", "partner_id", "product_id"],
    "garage.catalog.item": ["brand_id", "ean", "number_norm", "source_id", "state"],
    "garage.catalog.xref": ["item_id", "number_norm", "relation"],
}
WHO_SELLS = ",".join(
    f"garage_base.group_garage_{role}" for role in ("adviser", "cashier", "finance")
)


class GarageCatalogItem(models.Model):
    """The garage's own product that a part is: known for sure, or asked."""

    _inherit = "garage.catalog.item"

    def _find_product(self):
        """Return the product that surely is this part (``tools/own_products.py``)."""
        self._flush_own_products()
        found = own_products.find_alike(self.env.cr, self.id, self.env.company.id)
        return self.env["product.product"].browse(found or [])

    @api.model
    def _flush_own_products(self):
        for name, names in KNOWN_BY.items():
            self.env[name].flush_model(names)

    def get_product_question(self):
        """Return own products that this part may be; empty when nothing is to ask.

        :return: list of {id, name, code, stock}
        """
        self.ensure_one()
        self.check_access("read")
        if self.product_id or self.sudo()._find_product():  # names no product
            return []
        return [
            {
                "id": product.id,
                "name": product.name,
                "code": product.default_code or "",
                "stock": self._get_own_stock(product).get(product.id, 0.0),
            }
            for product in self._find_possible_products()
        ]

    def _find_possible_products(self):
        self._flush_own_products()
        ids = own_products.find_possible(self.env.cr, self.id, self.env.company.id)
        # found by SQL: who may not read a product is not asked about it either
        return self.env["product.product"].browse(ids)._filtered_access("read")

    def choose_product(self, product_id):
        """Keep that a person said: this part is that product."""
        self.ensure_one()
        self.check_access("read")
        if not (self.env.su or self.env.user.has_groups(WHO_SELLS)):
            raise AccessError(
                self.env._("Ask an adviser or the counter which product this part is.")
            )
        product = self._find_possible_products().filtered(
            lambda possible: possible.id == product_id
        )
        if self.product_id or not product:
            raise UserError(
                self.env._("Somebody has settled this meanwhile. Search again.")
            )
        # Reached by who sells parts; only products with the part's number are taken.
        self.sudo()._take_product(product.sudo())

    def _take_product(self, product):
        """From now on this part is that product, with its brand and purchase price."""
        if not product.garage_brand_id:
            product.garage_brand_id = self.brand_id
        self._ensure_supplier_price(product)
        self.product_id = product
