from odoo import fields, models

from ..domain import basket as rules
from ..domain.offers import is_fresh


class GarageSupplierService(models.Model):
    """One supplier's line of the comparison of whole baskets."""

    _inherit = "garage.supplier.service"

    def _is_basket_due(self, offers, parts):
        """Whether any part's last answer is missing or too old to count."""
        self.ensure_one()
        known, now = offers.get(self.id, {}), fields.Datetime.now()
        return any(
            (item.id, quantity) not in known
            or not is_fresh(
                known[item.id, quantity].fetched_at, now, self.cache_minutes
            )
            for item, quantity in parts
        )

    def _get_basket(self, offers, parts):
        known = offers.get(self.id, {})
        return rules.sum_up(
            self._get_position(item, quantity, known.get((item.id, quantity)))
            for item, quantity in parts
        )

    def _get_position(self, item, quantity, offer):
        name = item.name or item.number
        if not offer or offer.state == "not_carried":
            return rules.Position(name, quantity)
        now = fields.Datetime.now()
        return rules.Position(
            name=name,
            quantity=quantity,
            price=offer._to_company(offer.price),
            deposit=offer._to_company(offer.deposit),
            stock=offer.stock if offer.stock_known else None,
            lead_days=offer.lead_days if offer.lead_known else None,
            stale=not is_fresh(offer.fetched_at, now, max(self.cache_minutes, 1)),
        )

    def _get_basket_row(self, basket, asked, problem=None):
        """Return the line as screens show it.

        :param asked: whether he ever said anything about these parts
        :param problem: why he did not answer just now
        """
        messages = self.env["garage.catalog.messages"]
        if self._get_breaker().is_open(fields.Datetime.now()):
            text = messages._supplier_pause(self.paused_until, self.problem)
        else:
            text = problem and messages._supplier_problem(problem)
        days = basket.lead_days
        return {
            "key": f"live-{self.id}",
            "id": self.id,
            "name": self.name,
            "simulator": self.is_simulator,
            "asked": asked,
            "has": basket.has,
            "of": basket.of,
            "complete": basket.complete,
            "amount": basket.amount,
            "deposits": basket.deposits,
            "lead": messages._lead_text(days) if days is not None else "",
            "days": days if days is not None else False,
            "stale": basket.stale,
            "missing": [messages._missing_text(*row) for row in basket.missing],
            "problem": text or "",
            "pending": False,
            "best": False,
        }
