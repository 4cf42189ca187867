from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import retrying

from ..domain.offers import availability

#: parts whose offers a screen may ask for at once
MOST_ASKED = 5
_AVAILABLE = {"all": 0, "part": 1, "unknown": 2, "none": 3}


class GarageCatalogItem(models.Model):
    """The best offer known of each part of a page, without asking anybody."""

    _inherit = "garage.catalog.item"

    @api.model
    def get_best_offers(self, item_ids, quantity=1.0):
        """Return {item id: best offer} as known now, for rows on show.

        Keys are texts, as JSON has them.
        """
        rows = self._read_lookup_rows(item_ids[:100])
        offers = self._get_best_offers(
            self._get_live_services(), rows.values(), self._check_quantity(quantity)
        )
        return {str(item_id): offer for item_id, offer in offers.items()}

    @api.model
    def ask_best_offers(self, item_ids, quantity=1.0):
        """Ask the live suppliers about rows on show; return their best offers.

        All rows are one question to each supplier; the answer comes after 5 seconds
        at most, for screens that go on meanwhile.
        """
        items = self.browse(item_ids[:MOST_ASKED]).exists()
        items.check_access("read")
        quantity = self._check_quantity(quantity)
        wanted, asked = items._get_due_questions(quantity)
        if not wanted:
            return self.get_best_offers(items.ids, quantity)
        answers = asked._ask(wanted)
        # as with one part: what was said is kept in a short transaction of its own
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            return retrying(
                lambda: items.with_env(env)._keep_row_offers(wanted, answers, quantity),
                env,
            )

    def _get_due_questions(self, quantity):
        """Return [(part, quantity)] with too old answers, and whom to ask."""
        services = self._get_live_services()
        offers = services.env["garage.supplier.offer"]
        asked, wanted = services.browse(), []
        for item in self:
            due = services._filter_due(offers._find(services, item, quantity))
            due -= due._filter_paused()
            if due:
                wanted.append((item, quantity))
                asked |= due
        return wanted, asked

    def _keep_row_offers(self, wanted, answers, quantity):
        services = self._get_live_services().filtered(lambda row: row.id in answers)
        own = [(item.with_env(self.env), amount) for item, amount in wanted]
        services._keep_answers(own, answers)
        return self.get_best_offers(self.ids, quantity)

    @api.model
    def _get_best_offers(self, services, rows, quantity=1.0):
        """Return {item id: best offer of these live suppliers for this row}."""
        rows = list(rows)
        if not services or not rows:
            return {}
        known = {}
        for offer in self._search_offers(services, rows, quantity):
            known.setdefault((offer.brand_id.id, offer.number_norm), []).append(offer)
        may_see = self._may_see_prices()
        best = {}
        for row in rows:
            offers = known.get((row.brand_id, row.number_norm))
            if offers:
                values = self._choose_offer(offers, quantity)
                best[row.id] = values if may_see else {**values, "price": 0.0}
        return best

    @api.model
    def _get_known_live_services(self):
        services = self.env["garage.supplier.service"]._get_known_services()
        # Reached by who may read the part, as with _get_live_services.
        return services.sudo()

    @api.model
    def _search_offers(self, services, rows, quantity):
        offers = services.env["garage.supplier.offer"]
        return offers.search(
            Domain("service_id", "in", services.ids)
            & Domain("brand_id", "in", list({row.brand_id for row in rows}))
            & Domain("number_norm", "in", list({row.number_norm for row in rows}))
            & Domain("quantity", "=", quantity)
            & Domain("state", "=", "offered")
        )

    @api.model
    def _choose_offer(self, offers, quantity):
        """Return the cheapest that has everything, fresh ones before old ones."""
        choices = []
        for offer in offers:
            values = offer._get_row_values()
            available = availability(values["stock"], quantity)
            seat = (_AVAILABLE[available], values["stale"], values["price"])
            choices.append((seat, offer.id, offer, available, values))
        _seat, _id, offer, available, values = min(choices)
        return {
            "from": offer.service_id.name,
            "price": values["price"],
            "available": available,
            "stock": values["stock"],
            "lead": values["lead"],
            "age": values["age"],
            "stale": values["stale"],
            "currency_id": self.env.company.currency_id.id,
            "asked": fields.Datetime.to_string(offer.fetched_at),
        }
