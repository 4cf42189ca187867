from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.number import normalize


class GarageSupplierOrderLine(models.Model):
    """Another article comes in the place of the one that was ordered."""

    _inherit = "garage.supplier.order.line"

    replacement_text = fields.Char(
        "Replacement", compute="_compute_replacement_text", compute_sudo=True
    )

    @api.depends("new_number", "new_brand")
    def _compute_replacement_text(self):
        for line in self:
            line.replacement_text = line.new_number and line._get_replacement_text()

    def _take_replacement(self):
        """Order the article that comes instead, in the place of this one."""
        self.ensure_one()
        old = self.purchase_line_id
        if not old:
            return
        if old.qty_received:
            raise UserError(
                self.env._(
                    "%(part)s is here in part already. Change the purchase order by "
                    "hand.",
                    part=self.product_id.display_name,
                )
            )
        product = self._get_replacement()
        new = old.copy({"order_id": old.order_id.id, **self._prepare_new_vals(product)})
        old.write(
            {
                "product_qty": 0,
                "price_unit": old.price_unit,
                "date_planned": old.date_planned,
            }
        )
        self.write({"purchase_line_id": new.id})
        self._after_replacement(old, new)

    def _prepare_new_vals(self, product):
        old = self.purchase_line_id
        return {
            "product_id": product.id,
            "name": product.display_name,
            "product_qty": self.confirmed_quantity,
            "price_unit": old.price_unit,
            "date_planned": old.date_planned,
        }

    def _get_replacement(self):
        """The product with the new number, of a catalogue or made after the old."""
        item = self._find_replacement_item()
        if item:
            return item._get_or_create_product()
        old = self.product_id
        template = old.product_tmpl_id.copy(
            {"name": old.name, "default_code": self.new_number, "barcode": False}
        )
        return template.product_variant_id

    def _find_replacement_item(self):
        """The catalogue part with the new number, of the brand that was named."""
        brand = self.new_brand or self.brand
        domain = [("number_norm", "=", normalize(self.new_number))]
        if brand:
            domain.append(("brand_id.name_norm", "=", normalize(brand)))
        return self.env["garage.catalog.item"].search(domain, limit=1)

    def _get_replacement_text(self):
        """Say what the catalogues know of the replacement: old and new number."""
        self.ensure_one()
        item = self._find_replacement_item()
        known = item.name if item else self.env._("in no catalogue")
        return f"{self.number} → {self.new_number} ({known})"

    def _after_replacement(self, old, new):
        """Add-ons put the new article in the place of the old one on the job."""
