from odoo import api, models
from odoo.fields import Domain

from ..domain.supply import Supply, rank


class ProductProduct(models.Model):
    """Who can deliver a part: live offers, price lists, vendors of the product."""

    _inherit = "product.product"

    def garage_get_supplies(self, quantity=1.0):
        """Return who can deliver this part, the proposed one first; for the till.

        :return: list of dict with partner_id, name, price, order_by, arrives, here
            (when it is there) and text (with the hour by which to order), in words
        """
        self.ensure_one()
        self.check_access("read")
        company = self.env.company
        supplies = self._garage_find_supplies({self.id: quantity}, company)
        messages = self.env["garage.catalog.messages"]
        may_see = self.env["garage.catalog.item"]._may_see_prices()
        partners = self._garage_get_suppliers(supplies[self.id])
        names = {partner.id: partner.display_name for partner in partners}
        return [
            {
                "partner_id": row.partner_id,
                "name": names[row.partner_id],
                "price": row.price if may_see else 0.0,
                "order_by": row.order_by,
                "arrives": row.arrives,
                "here": messages._moment_text(row.arrives),
                "text": messages._delivery_text(row.order_by, row.arrives),
            }
            for row in rank(supplies[self.id], None)
        ]

    def _garage_find_supplies(self, quantities, company):
        """Return {product id: [Supply]} for these products.

        :param quantities: {product id: how many pieces are needed}
        """
        # Reached by who may order for a job; prices of purchase leave only to roles
        # that see them.
        products = self.sudo().with_company(company)
        items = products._garage_find_items()
        found = {}
        for product in products:
            own = items.filtered(lambda item, one=product: item._is_product(one))
            quantity = quantities.get(product.id, 1.0)
            by_partner = {}
            for supply in (
                *product._garage_get_vendor_supplies(quantity, company),
                *own._garage_get_list_supplies(company),
                *own._garage_get_live_supplies(quantity, company),
            ):
                # what a supplier says live counts more than his list
                by_partner[supply.partner_id] = supply
            found[product.id] = list(by_partner.values())
        return found

    def _garage_find_catalog_parts(self):
        """Catalogue parts that these products are, for who may see the products."""
        # Reached by who may order for a job; the parts themselves are no secret.
        return self.sudo()._garage_find_items().with_env(self.env)

    @api.model
    def _garage_rank_supplies(self, supplies, wanted_by=None, avoid=()):
        """Return the supplies, the one to propose first (domain/supply)."""
        return rank(supplies, wanted_by or None, avoid)

    def _garage_find_items(self):
        """Catalogue parts that these products are, in lists that are in use."""
        used = self._get_catalog_domain() & Domain("state", "=", "active")
        return self.env["garage.catalog.item"].search(used)

    def _garage_get_suppliers(self, supplies):
        # names of suppliers are no secret to who may order from them
        partners = self.env["res.partner"].sudo()
        return partners.browse([row.partner_id for row in supplies])

    def _garage_get_vendor_supplies(self, quantity, company):
        """One Supply per vendor of the product."""
        supplies = []
        for partner in self.seller_ids.partner_id:
            seller = self._select_seller(partner_id=partner, quantity=quantity)
            if not seller:
                continue
            price = seller.currency_id._convert(
                seller.price_discounted, company.currency_id, company, round=False
            )
            named = None if partner.garage_order_until else int(seller.delay) or None
            delivery = partner._garage_get_next_delivery(company, named)
            supplies.append(
                Supply(
                    partner.id,
                    price,
                    None,
                    delivery.arrives,
                    delivery.order_by,
                    "vendor",
                )
            )
        return supplies
