from odoo import models


class ProductProduct(models.Model):
    """The label on a shelf or a box: name, number, bar code, price."""

    _inherit = "product.product"

    def _prepare_garage_labels(self, counts=None):
        """Return values of garage.label.line; ``counts`` says {product: how many}."""
        return [
            {
                "kind": "article",
                "title": product.name,
                "text": " · ".join(
                    filter(None, (product.garage_brand_id.name, product.default_code))
                ),
                "code": product.barcode or product.default_code or "",
                "price": product._get_garage_label_price(),
                "count": (counts or {}).get(product, 1),
            }
            for product in self
        ]

    def _get_garage_label_price(self):
        """Return what a customer pays for one, tax included."""
        company = self.company_id or self.env.company
        taxes = self.taxes_id._filter_taxes_by_company(company)
        amounts = taxes.compute_all(self.lst_price, product=self)
        price = amounts["total_included"]
        return company.currency_id.format(price) if price else ""
