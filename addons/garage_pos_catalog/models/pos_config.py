from odoo import api, models
from odoo.exceptions import AccessError


class PosConfig(models.Model):
    _inherit = "pos.config"

    @api.model
    def _get_special_products(self):
        """Deposit products are on every till, though nobody picks them by hand."""
        return super()._get_special_products() | self._garage_get_core_products()

    @api.model
    def _garage_get_core_products(self):
        company = self.env.company
        templates = self.env["product.template"].search(
            [("garage_core_product_id", "!=", False)]
        )
        categories = self.env["product.category"].search(
            [("garage_core_product_id", "!=", False)]
        )
        return (
            company._get_garage_core_product()
            | templates.garage_core_product_id
            | categories.garage_core_product_id
        )

    def garage_find_code(self, code):
        """Return what a code that this till does not know is: a product, or parts.

        :return: {product_id, template_id, quantity}, or {parts: how many are known}
        """
        self.ensure_one()
        self._garage_check_cashier()
        found = self.env["garage.product.barcode"].find_product(code)
        if found:
            product = self.env["product.product"].browse(found["product_id"])
            return found if product.sale_ok else {"parts": 0}
        items = self.env["garage.catalog.item"]
        return {"parts": len(items.lookup(code, limit=5))}

    def garage_take_part(self, item_id):
        """Make the catalogue part a product of the tills; return what to load.

        :return: {product_id, template_id, has_price}
        """
        self.ensure_one()
        self._garage_check_cashier()
        product = (
            self.env["garage.catalog.item"].browse(item_id)._get_or_create_product()
        )
        self._garage_offer_at_tills(product)
        price = product.currency_id.compare_amounts(product.lst_price, 0)
        return {
            "product_id": product.id,
            "template_id": product.product_tmpl_id.id,
            "has_price": price > 0,
        }

    def garage_take_kit(self, product_id):
        """Make the parts of a kit products; return them and what to load.

        :return: {parts: list of [product id, pieces of one kit], template_ids}
        """
        self.ensure_one()
        self._garage_check_cashier()
        parts = self.env["product.product"].browse(product_id)._get_kit_products()
        templates = {part.product_tmpl_id.id for part in parts}
        return {
            "parts": [[part.id, pieces] for part, pieces in parts.items()],
            "template_ids": sorted(templates),
        }

    def garage_order_part(self, wish):
        """Put a part of the till's order on its supplier's next order, once.

        :param wish: dict with key (the order line's uuid), product_id, quantity,
            partner_id (who shall deliver) and reference (the till's order)
        :return: {order_id, name, supplier}
        """
        self.ensure_one()
        self._garage_check_cashier()
        orders = self.env["purchase.order"].with_company(self.company_id)
        reference = f"{self.name} {wish['reference']}".strip()
        [ordered] = orders.garage_order_products(
            [{**wish, "key": f"till:{wish['key']}"}], reference
        )
        return ordered

    def garage_get_fit(self, product_id, vehicle_id):
        """Return whether a product fits the vehicle of the order: {verdict, text}."""
        self.ensure_one()
        self._garage_check_cashier()
        product = self.env["product.product"].browse(product_id)
        vehicle = self.env["garage.vehicle"].browse(vehicle_id)
        answer = product._get_fit_answers(vehicle)[product.id]
        text = self.env["garage.catalog.messages"]._fit_text(answer)
        return {"verdict": answer.verdict, "text": text}

    def _garage_check_cashier(self):
        self.check_access("read")
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only cashiers sell parts at the till."))

    def _garage_offer_at_tills(self, product):
        # Reached by cashiers only, for a part that they put on an order just now.
        template = product.product_tmpl_id.sudo()
        if not template.available_in_pos:
            template.available_in_pos = True
