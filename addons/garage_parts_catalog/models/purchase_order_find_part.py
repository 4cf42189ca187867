from odoo import models
from odoo.exceptions import UserError


class PurchaseOrder(models.Model):
    """Catalogue parts on an order, at the price of the order's supplier."""

    _inherit = "purchase.order"

    def garage_action_find_part(self):
        """Open the parts search; what is picked becomes a line of this order."""
        self.ensure_one()
        self.check_access("write")
        self._garage_check_open()
        sources = self.env["garage.catalog.source"].search(
            [("partner_id", "in", self._garage_get_partners().ids)], limit=2
        )
        return {
            "type": "ir.actions.client",
            "tag": "garage_parts_search",
            "name": self.env._(
                "Find a part: %(order)s, %(supplier)s",
                order=self.name,
                supplier=self.partner_id.display_name,
            ),
            "target": "new",
            "params": {
                "target": {
                    "model": self._name,
                    "id": self.id,
                    "method": "garage_add_catalog_item",
                },
                "hide_vehicle": True,
                # a supplier with one catalogue: nobody else's parts unless asked for
                "filters": {"source_id": sources.id} if len(sources) == 1 else {},
            },
            "context": {"dialog_size": "extra-large"},
        }

    def garage_add_catalog_item(self, item_id, quantity):
        """Add a catalogue part to the order.

        :return: dict with ``line_id`` and ``warning``, what is left to do by hand
        """
        self.ensure_one()
        self.check_access("write")
        self._garage_check_open()
        item = self.env["garage.catalog.item"].browse(item_id)
        quantity = item._check_quantity(quantity)
        product = item._get_or_create_product()
        line = self.env["purchase.order.line"].create(
            self._garage_prepare_part_vals(product, quantity)
        )
        warning = ""
        if not line.price_unit:
            warning = self.env._(
                "%(supplier)s has no price for %(part)s. Enter it on the order.",
                supplier=self.partner_id.display_name,
                part=item.number,
            )
        return {"line_id": line.id, "warning": warning}

    def _garage_prepare_part_vals(self, product, quantity):
        """Return the line's values: live price, else list price, else Odoo's own."""
        vals = {
            "order_id": self.id,
            "product_id": product.id,
            "product_qty": quantity,
        }
        supplies = product._garage_find_supplies(
            {product.id: quantity}, self.company_id
        )
        partners = self._garage_get_partners()
        own = [row for row in supplies[product.id] if row.partner_id in partners.ids]
        if not own or not own[0].price:
            return {**vals, "price_unit": 0.0}
        price = self.company_id.currency_id._convert(
            own[0].price,
            self.currency_id,
            self.company_id,
            self.date_order,
            round=False,
        )
        return {**vals, "price_unit": price, "date_planned": own[0].arrives}

    def _garage_get_partners(self):
        return self.partner_id | self.partner_id.commercial_partner_id

    def _garage_check_open(self):
        if self.state not in ("draft", "sent"):
            raise UserError(
                self.env._(
                    "%(order)s is confirmed and takes no more parts. "
                    "Begin another order for this supplier.",
                    order=self.name,
                )
            )
