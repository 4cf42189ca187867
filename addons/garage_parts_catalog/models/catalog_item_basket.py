from odoo import api, models
from odoo.exceptions import UserError
from odoo.service.model import retrying

from ..clients.supplier_http import SupplierError
from ..domain import basket as rules

_MOST_PARTS = 100


class GarageCatalogItem(models.Model):
    """A whole job or order at all live suppliers, one question to each of them."""

    _inherit = "garage.catalog.item"

    @api.model
    def get_baskets(self, wanted):
        """Return one line per live supplier as it is known now, nobody is asked.

        :param wanted: list of [item id, quantity]
        """
        parts = self._check_wanted(wanted)
        services = self._get_live_services()
        quiet = services._filter_paused()
        offers = self._find_basket_offers(services, parts)
        baskets = {service: service._get_basket(offers, parts) for service in services}
        best = rules.best({service.id: row for service, row in baskets.items()})
        rows = []
        for service, basket in baskets.items():
            row = service._get_basket_row(basket, bool(offers.get(service.id)))
            due = service not in quiet and service._is_basket_due(offers, parts)
            rows.append({**row, "pending": due, "best": service.id == best})
        may_see = self._may_see_prices()
        return {
            "currency_id": self.env.company.currency_id.id,
            "prices": may_see,
            "rows": rows if may_see else [self._without_amounts(row) for row in rows],
        }

    @api.model
    def ask_basket(self, service_id, wanted, again=False):
        """Ask one live supplier for everything; return his line, False for a lost one.

        :param again: ask even where the last prices still count
        """
        parts = self._check_wanted(wanted)
        services = self._get_live_services()
        service = services.filtered(lambda row: row.id == service_id)
        offers = self._find_basket_offers(service, parts)
        quiet = service._filter_paused()
        due = service.filtered(lambda row: again or row._is_basket_due(offers, parts))
        answers = (due - quiet)._ask(parts)
        # as in ask_offers: nothing was locked or written while the supplier was asked
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            known = [(item.id, quantity) for item, quantity in parts]
            return retrying(
                lambda: self.with_env(env)._keep_basket(service_id, known, answers),
                env,
            )

    @api.model
    def _keep_basket(self, service_id, wanted, answers):
        parts = [(self.browse(item_id), quantity) for item_id, quantity in wanted]
        services = self._get_live_services()
        service = services.filtered(lambda row: row.id == service_id)
        if not service:
            return False
        service.filtered(lambda row: row.id in answers)._keep_answers(parts, answers)
        answer = answers.get(service.id)
        problem = answer.kind if isinstance(answer, SupplierError) else None
        offers = self._find_basket_offers(service, parts)
        basket = service._get_basket(offers, parts)
        row = service._get_basket_row(basket, bool(offers.get(service.id)), problem)
        return row if self._may_see_prices() else self._without_amounts(row)

    @api.model
    def _check_wanted(self, wanted):
        """Return [(item, quantity)], the same part once; refuse what cannot be."""
        quantities = {}
        for item_id, quantity in wanted:
            amount = self._check_quantity(quantity)
            quantities[int(item_id)] = quantities.get(int(item_id), 0.0) + amount
        if not 0 < len(quantities) <= _MOST_PARTS:
            raise UserError(
                self.env._("Ask for 1 to %s different parts at once.", _MOST_PARTS)
            )
        items = self.browse(quantities).exists()
        items.check_access("read")
        return [(item, round(quantities[item.id], 4)) for item in items]

    @api.model
    def _find_basket_offers(self, services, parts):
        """Return {service id: {(item id, quantity): offer}} of what is known."""
        wanted = {
            (item.brand_id.id, item.number_norm, quantity): (item.id, quantity)
            for item, quantity in parts
        }
        offers = services.env["garage.supplier.offer"].search(
            [
                ("service_id", "in", services.ids),
                ("number_norm", "in", [key[1] for key in wanted]),
            ]
        )
        found = {}
        for offer in offers:
            key = (offer.brand_id.id, offer.number_norm, offer.quantity)
            if key in wanted:
                found.setdefault(offer.service_id.id, {})[wanted[key]] = offer
        return found

    @api.model
    def _without_amounts(self, row):
        return {**row, "amount": 0.0, "deposits": 0.0, "best": False}
