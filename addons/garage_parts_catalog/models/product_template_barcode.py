from odoo import fields, models


class ProductTemplate(models.Model):
    """The bar codes of a product, beside its own one."""

    _inherit = "product.template"

    garage_barcode_count = fields.Integer(
        "Number of further bar codes", compute="_compute_garage_barcode_count"
    )

    def _compute_garage_barcode_count(self):
        counts = dict(
            self.env["garage.product.barcode"]._read_group(
                [("product_id", "in", self.product_variant_ids.ids)],
                ["product_id"],
                ["__count"],
            )
        )
        for template in self:
            template.garage_barcode_count = sum(
                counts.get(product, 0) for product in template.product_variant_ids
            )

    def action_garage_barcodes(self):
        """Open the further bar codes of all variants."""
        self.ensure_one()
        return self._open_garage_barcodes(self.product_variant_ids)

    def _open_garage_barcodes(self, products):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_parts_catalog.garage_product_barcode_action"
        )
        action["domain"] = [("product_id", "in", products.ids)]
        action["context"] = {"default_product_id": products[:1].id}
        return action
