from datetime import timedelta

from odoo import api, fields, models

from ..domain.offers import availability, is_fresh
from ..domain.supply import Supply

_KEEP = timedelta(days=30)


class GarageSupplierOffer(models.Model):
    """What a live supplier last said about a part, kept with its age."""

    _name = "garage.supplier.offer"
    _description = "Offer of a live supplier"
    _order = "fetched_at desc, id desc"
    _rec_name = "number"

    service_id = fields.Many2one(
        "garage.supplier.service", "Supplier", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="service_id.company_id", store=True)
    brand_id = fields.Many2one(
        "garage.catalog.brand", required=True, ondelete="cascade"
    )
    number = fields.Char(required=True)
    number_norm = fields.Char("Comparable number", required=True)
    quantity = fields.Float("For quantity", digits=(14, 4), required=True)
    state = fields.Selection(
        [("offered", "Offered"), ("not_carried", "Not carried")], required=True
    )
    price = fields.Float(digits=(14, 4))
    previous_price = fields.Float(
        "Price before", digits=(14, 4), help="Where the supplier changed his price."
    )
    currency_id = fields.Many2one("res.currency")
    deposit = fields.Float(digits=(14, 4))
    stock = fields.Float(digits=(14, 4))
    stock_known = fields.Boolean()
    places = fields.Json("Stock by place")
    lead_days = fields.Integer("Days until it is here")
    lead_known = fields.Boolean()
    fetched_at = fields.Datetime("Asked on", required=True, index=True)

    _answer_uniq = models.UniqueIndex(
        "(service_id, brand_id, number_norm, quantity)",
        "This answer of the supplier is kept already.",
    )

    @api.model
    def _find(self, services, item, quantity):
        """Return {service id: offer} of what is known about a part."""
        offers = self.search(
            [
                ("service_id", "in", services.ids),
                ("brand_id", "=", item.brand_id.id),
                ("number_norm", "=", item.number_norm),
                ("quantity", "=", quantity),
            ]
        )
        return {offer.service_id.id: offer for offer in offers}

    @api.model
    def _store(self, service, item, quantity, values):
        """Keep a new answer in the place of the last one."""
        known = self._find(service, item, quantity).get(service.id)
        if not known:
            key = {
                "service_id": service.id,
                "brand_id": item.brand_id.id,
                "number": item.number,
                "number_norm": item.number_norm,
                "quantity": quantity,
            }
            return self.create({**key, **values})
        known.write({**values, "previous_price": known._get_price_before(values)})
        return known

    def _get_price_before(self, values):
        """Return the price that a new answer replaces, 0 when it stays."""
        both = self.state == values["state"] == "offered"
        same_money = self.currency_id.id == values.get("currency_id")
        if not both or not same_money:
            return 0.0
        changed = self.currency_id.compare_amounts(self.price, values["price"])
        return self.price if changed else 0.0

    @api.autovacuum
    def _gc_offers(self):
        """Forget answers that nobody asked for again in 30 days."""
        old = fields.Datetime.now() - _KEEP
        self.search([("fetched_at", "<", old)], limit=10_000).unlink()

    # ------------------------------------------------------------------- for the screen

    def _get_row_values(self):
        """Return what a line of the comparison shows of this answer."""
        messages = self.env["garage.catalog.messages"]
        now = fields.Datetime.now()
        values = {
            "age": messages._age_text(self.fetched_at),
            "stale": not is_fresh(
                self.fetched_at, now, max(self.service_id.cache_minutes, 1)
            ),
        }
        if self.state == "not_carried":
            return {**values, "problem": self.env._("does not carry this part")}
        return {
            **values,
            "price": self._to_company(self.price),
            "price_before": self._to_company(self.previous_price),
            "deposit": self._to_company(self.deposit),
            "stock": self.stock if self.stock_known else None,
            "places": ", ".join(
                f"{place}: {quantity:g}" for place, quantity in self.places or ()
            ),
            "lead": messages._lead_text(self.lead_days) if self.lead_known else "",
        }

    def _get_supply(self, quantity, company):
        """Return this answer as a way to get the part (domain/supply)."""
        self.ensure_one()
        partner = self.service_id.partner_id
        lead = self.lead_days if self.lead_known else None
        delivery = partner._garage_get_next_delivery(company, lead)
        stock = self.stock if self.stock_known else None
        has_all = {"all": True, "unknown": None}
        return Supply(
            partner.id,
            self.with_company(company)._to_company(self.price),
            has_all.get(availability(stock, quantity), False),
            delivery.arrives,
            delivery.order_by,
            "live",
            self.env["garage.catalog.messages"]._age_text(self.fetched_at),
        )

    def _to_company(self, amount):
        company = self.env.company
        return self.currency_id._convert(
            amount, company.currency_id, company, round=False
        )
