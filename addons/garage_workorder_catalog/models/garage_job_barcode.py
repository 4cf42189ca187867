from odoo import api, models


class GarageJob(models.Model):
    """Boxes that are scanned for a job: any bar code, with its number of pieces."""

    _inherit = "garage.job"

    def search_card_products(self, text):
        """A scanned box offers its product first, with the pieces that it holds."""
        offers = super().search_card_products(text)
        product, quantity = self.env["garage.product.barcode"]._find_scanned(text)
        if quantity in (0, 1):
            return offers
        return [
            self._add_box(offer, quantity)
            if offer["values"].get("product_id") == product.id
            else offer
            for offer in offers
        ]

    def _add_box(self, offer, quantity):
        box = self.env._("box of %(count)s", count=f"{quantity:g}")
        return {
            **offer,
            "detail": f"{box} · {offer['detail']}",
            "values": {**offer["values"], "quantity": quantity},
        }

    @api.model
    def _find_scanned_products(self, code):
        """The scanner of the bay knows further bar codes as well."""
        found = super()._find_scanned_products(code)
        # mechanics may know name and stock of a part that they hold in their hand
        barcodes = self.env["garage.product.barcode"].sudo()
        return found or barcodes._find(code).product_id
