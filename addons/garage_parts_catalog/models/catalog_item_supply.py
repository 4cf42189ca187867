from odoo import api, fields, models

from ..domain.offers import is_fresh
from ..domain.supply import Supply


class GarageCatalogItem(models.Model):
    """What price lists and live suppliers say about getting a part."""

    _inherit = "garage.catalog.item"

    def _is_product(self, product):
        """Whether this part is that product."""
        self.ensure_one()
        same_number = self.number_norm == product.garage_number_norm
        return self.product_id == product or (
            same_number and self.brand_id == product.garage_brand_id
        )

    def _garage_get_list_supplies(self, company):
        """One Supply per price list with a supplier and a price."""
        supplies = []
        for item in self:
            partner = item.source_id.partner_id
            cost = item._get_unit_amount(item._get_net_cost(), company)
            if not partner or not item.source_id.active or not cost:
                continue
            delivery = partner._garage_get_next_delivery(company)
            supplies.append(
                Supply(
                    partner.id,
                    cost,
                    None,
                    delivery.arrives,
                    delivery.order_by,
                    "list",
                    item._get_list_age(),
                )
            )
        return supplies

    def _garage_get_live_supplies(self, quantity, company):
        """One Supply per live supplier whose last answer still counts."""
        services = self._get_live_services()
        offers = self.env["garage.supplier.offer"].search(
            [
                ("service_id", "in", services.ids),
                ("brand_id", "in", self.brand_id.ids),
                ("number_norm", "in", self.mapped("number_norm")),
                ("state", "=", "offered"),
            ],
            order="fetched_at, id",
        )
        now = fields.Datetime.now()
        return [
            offer._get_supply(quantity, company)
            for offer in offers
            if is_fresh(offer.fetched_at, now, max(offer.service_id.cache_minutes, 1))
        ]

    @api.model
    def _ask_live(self, wanted):
        """Ask all live suppliers about several parts, one question each, and keep it.

        :param wanted: list of (garage.catalog.item, quantity)
        """
        services = self._get_live_services()
        asked = services - services._filter_paused()
        # nothing is written or locked before all of them have answered
        asked._keep_answers(wanted, asked._ask(wanted))
