from odoo import api, models
from odoo.exceptions import UserError
from odoo.service.model import retrying

from ..clients.supplier_http import SupplierError
from ..domain.offers import Candidate, availability, best

_MOST_QUANTITY = 100_000


class GarageCatalogItem(models.Model):
    """Own shelf, price lists and live suppliers side by side for one part."""

    _inherit = "garage.catalog.item"

    @api.readonly
    def get_offers(self, quantity=1.0):
        """Return the comparison as it is known now, without asking anybody.

        Lines of live suppliers that are about to be asked are ``pending``.
        """
        self.ensure_one()
        self.check_access("read")
        quantity = self._check_quantity(quantity)
        services = self._get_live_services()
        return self._prepare_offers(services, quantity, services._filter_paused())

    def ask_offers(self, quantity=1.0, again=False, service_id=None):
        """Ask the live suppliers and return the comparison, after 5 seconds at most.

        :param again: ask also those whose last price still counts
        :param service_id: ask this supplier only
        """
        self.ensure_one()
        self.check_access("read")
        quantity = self._check_quantity(quantity)
        services = self._get_live_services()
        offers = services.env["garage.supplier.offer"]._find(services, self, quantity)
        due = services if again else services._filter_due(offers)
        if service_id is not None:
            due = due.filtered(lambda service: service.id == service_id)
        asked = due - due._filter_paused()
        answers = asked._ask([(self, quantity)])
        # While suppliers were asked this request has locked and written nothing; what
        # they said is kept in a short transaction of its own, which also sees what
        # other users were told meanwhile.
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            return retrying(
                lambda: self.with_env(env)._keep_offers(
                    services.ids, quantity, answers
                ),
                env,
            )

    def ask_offer(self, service_id, quantity=1.0, again=False):
        """Ask one live supplier and return his line, after 5 seconds at most.

        Screens ask for each supplier apart, so that who is quick is shown at once.
        The line is False for a supplier that is no longer in use.
        """
        table = self.ask_offers(quantity, again, service_id)
        key = f"live-{service_id}"
        return next((row for row in table["rows"] if row["key"] == key), False)

    @api.model
    def has_live_suppliers(self):
        """Whether anybody can be asked at once; for the screens."""
        return bool(self.env["garage.supplier.service"]._get_services())

    def _keep_offers(self, service_ids, quantity, answers):
        services = self._get_live_services().filtered(lambda row: row.id in service_ids)
        asked = services.filtered(lambda row: row.id in answers)
        asked._keep_answers([(self, quantity)], answers)
        problems = {
            service_id: answer.kind
            for service_id, answer in answers.items()
            if isinstance(answer, SupplierError)
        }
        return self._prepare_offers(services, quantity, services, problems)

    @api.model
    def _get_live_services(self):
        services = self.env["garage.supplier.service"]._get_services()
        # Reached by who may read the part. Keys stay inside; prices are left out of
        # the answer for roles without them.
        return services.sudo()

    @api.model
    def _check_quantity(self, quantity):
        try:
            amount = round(float(quantity), 4)
        except (TypeError, ValueError):
            amount = 0
        if not 0 < amount <= _MOST_QUANTITY:
            raise UserError(
                self.env._("Enter how many are needed: a number above zero.")
            )
        return amount

    # ------------------------------------------------------------------ the comparison

    def _prepare_offers(self, services, quantity, quiet, problems=None):
        """Return all lines: the own shelf, price lists, live suppliers.

        :param quiet: suppliers that nobody is about to ask
        :param problems: {service id: why it did not answer just now}
        """
        offers = services.env["garage.supplier.offer"]._find(services, self, quantity)
        pending = services._filter_due(offers) - quiet
        rows = [*self._get_own_rows(), *self._get_list_rows()]
        for service in services:
            row = service._get_offer_row(
                offers.get(service.id), (problems or {}).get(service.id)
            )
            rows.append({**row, "pending": service in pending})
        for row in rows:
            row["available"] = availability(row["stock"], quantity)
        self._mark_best(rows)
        may_see = self._may_see_prices()
        return {
            "currency_id": self.env.company.currency_id.id,
            "prices": may_see,
            "pending": bool(pending),
            "live": bool(services),
            "rows": rows if may_see else [self._without_prices(row) for row in rows],
        }

    def _mark_best(self, rows):
        """Mark the cheapest live offer or own stock that has the whole quantity."""
        key = best(
            Candidate(row["key"], row["price"], row["available"], row["stale"])
            for row in rows
        )
        for row in rows:
            row["best"] = row["key"] == key

    def _get_own_rows(self):
        found = self._read_lookup_rows(self.ids)
        product = self._get_lookup_products(found).get(self.id)
        if not product:
            return []
        row = self._prepare_offer_row("own", 0, self.env._("Own stock"))
        stock = self._get_own_stock(product).get(product.id, 0.0)
        lead = self.env._("here") if stock > 0 else ""
        price = product.standard_price
        return [{**row, "stock": stock, "price": price, "lead": lead}]

    def _get_list_rows(self):
        """The same part in all price lists."""
        same = self.search(
            [
                ("brand_id", "=", self.brand_id.id),
                ("number_norm", "=", self.number_norm),
                ("state", "=", "active"),
            ]
        )
        prices = {
            item_id: self._get_price_values(row, None)
            for item_id, row in self._read_lookup_rows(same.ids).items()
        }
        return [
            {
                **self._prepare_offer_row("list", item.id, item.source_id.name),
                "price": prices[item.id].get("cost") or 0.0,
                "deposit": item.currency_id._convert(
                    item.deposit, self.env.company.currency_id, self.env.company
                ),
                "age": item._get_list_age(),
            }
            for item in same
        ]

    def _get_list_age(self):
        finished = self.batch_id.finished
        return (
            self.env["garage.catalog.messages"]._age_text(finished) if finished else ""
        )

    @api.model
    def _prepare_offer_row(self, kind, row_id, name):
        """Return a line of the comparison that says nothing yet."""
        return {
            "key": f"{kind}-{row_id}",
            "id": row_id,
            "kind": kind,
            "name": name,
            "price": 0.0,
            "price_before": 0.0,
            "deposit": 0.0,
            "stock": None,
            "places": "",
            "lead": "",
            "age": "",
            "stale": False,
            "problem": "",
            "simulator": False,
            "pending": False,
        }

    @api.model
    def _without_prices(self, row):
        hidden = {"price": 0.0, "price_before": 0.0, "deposit": 0.0, "best": False}
        return {**row, **hidden}
