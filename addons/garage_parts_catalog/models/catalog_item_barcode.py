from odoo import api, models
from odoo.fields import Domain

from ..domain.matches import Match


class GarageCatalogItem(models.Model):
    """Bar codes lead to parts, and the EANs of suppliers become bar codes."""

    _inherit = "garage.catalog.item"

    @api.model
    def _find_words(self, text, domain, limit):
        """A further bar code of a product finds the parts that it is."""
        found = self._find_by_barcode(text, domain, limit)
        return found or super()._find_words(text, domain, limit)

    @api.model
    def _find_by_barcode(self, code, domain, limit):
        product = self.env["garage.product.barcode"]._find(code).product_id
        if not product:
            return {}
        same = Domain("product_id", "=", product.id)
        return dict.fromkeys(
            self.search(same & domain, limit=limit).ids, Match("exact")
        )

    def _get_or_create_product(self):
        is_new = not self.product_id
        product = super()._get_or_create_product()
        if is_new:
            # Reached by who may read the part and puts it on a job or an order.
            self.sudo()._feed_barcodes()
        return product

    def _find_product(self):
        """An EAN that is a further bar code of a product means that product."""
        product = super()._find_product()
        if not product and self.ean:
            product = self.env["garage.product.barcode"]._find(self.ean).product_id
        return product

    def _get_free_ean(self):
        ean = super()._get_free_ean()
        taken = ean and self.env["garage.product.barcode"].search_count(
            [("code", "=", ean)], limit=1
        )
        return False if taken else ean

    def _refresh_supplier_prices(self, batch):
        """An import also brings the EANs of parts that are products by now."""
        result = super()._refresh_supplier_prices(batch)
        fed = self.search(
            [
                ("batch_id", "=", batch.id),
                ("product_id", "!=", False),
                ("ean", "!=", False),
            ]
        )
        # Reached by the import only, which checked the right to write the catalogue.
        fed.sudo()._feed_barcodes()
        return result

    def _feed_barcodes(self):
        """Keep the EANs of these parts as bar codes of their products, if free."""
        wanted = {
            item.ean: item.product_id
            for item in self
            if item.ean and item.product_id and item.ean != item.product_id.barcode
        }
        free = set(wanted) - self._get_taken_codes(list(wanted))
        self.env["garage.product.barcode"].create(
            [
                {"code": ean, "product_id": wanted[ean].id, "kind": "supplier"}
                for ean in sorted(free)
            ]
        )

    @api.model
    def _get_taken_codes(self, codes):
        """Return which of these codes any product has."""
        products = self.env["product.product"].with_context(active_test=False)
        barcodes = self.env["garage.product.barcode"].search([("code", "in", codes)])
        packagings = self.env["product.uom"].search([("barcode", "in", codes)])
        return {
            *products.search([("barcode", "in", codes)]).mapped("barcode"),
            *barcodes.mapped("code"),
            *packagings.mapped("barcode"),
        }
