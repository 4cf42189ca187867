import re

from odoo import api, models
from odoo.fields import Domain

from ..domain.fitment import UNKNOWN, Answer, decide
from ..domain.number import normalize
from .catalog_item import PRICE_GROUPS

PREFIX_LENGTH = 3
LIMIT = 100
MOST_WORDS = 6
CHOICES = 200


class GarageCatalogItem(models.Model):
    _inherit = "garage.catalog.item"

    @api.model
    def lookup(self, text, vehicle_id=None, limit=40, filters=None):
        """Return parts for a number in any spelling, or for words.

        Exact numbers come first, then cross references, numbers that begin so, and
        only when no number matches, words.  ``filters`` may hold ``fits``,
        ``in_stock`` and the ids ``brand_id``, ``kind_id``, ``source_id``.
        """
        vehicle = self.env["garage.vehicle"].browse(vehicle_id or [])
        limit = min(limit, LIMIT)
        domain = self._get_lookup_domain(vehicle, filters or {})
        matches = self._find_matches((text or "").strip(), domain, limit)
        items = self.browse(matches)
        answers = items._get_fit_answers(vehicle)
        products = items._get_lookup_products()
        return [
            item._get_lookup_values(matches[item.id], answers[item.id], products)
            for item in items
        ]

    @api.model
    def _get_lookup_domain(self, vehicle, filters):
        domain = Domain("state", "!=", "deleted")
        for name in ("brand_id", "kind_id", "source_id"):
            if filters.get(name):
                domain &= Domain(name, "=", filters[name])
        if filters.get("in_stock"):
            domain &= Domain("product_id", "in", self._get_stocked_products().ids)
        if filters.get("fits") and vehicle:
            domain &= Domain("fitment_ids", "any", vehicle._get_fitment_domain())
        return domain

    @api.model
    def _get_stocked_products(self):
        """Return the products in stock that came from the catalogue."""
        quants = self.env["stock.quant"]._read_group(
            [
                ("location_id.usage", "=", "internal"),
                ("quantity", ">", 0),
                ("company_id", "in", self.env.companies.ids),
            ],
            ["product_id"],
        )
        return self.env["product.product"].union(*(product for (product,) in quants))

    @api.model
    def _find_matches(self, text, domain, limit):
        """Return {item id: how it matched}, best first, at most ``limit``."""
        if not text:
            narrowed = domain != Domain("state", "!=", "deleted")
            found = self.search(domain, limit=limit) if narrowed else self
            return dict.fromkeys(found.ids, "list")
        norm = normalize(text)
        matches = {}
        for how, found in self._number_steps(norm):
            room = limit - len(matches)
            if room <= 0:
                return matches
            for item_id in self._search_step(found & domain, room + len(matches)):
                matches.setdefault(item_id, how)
        if not matches:
            matches = self._find_words(text, domain, limit)
        return dict(list(matches.items())[:limit])

    @api.model
    def _number_steps(self, norm):
        """Yield the ways a number is looked for, narrow ones first."""
        if not norm:
            return
        yield "exact", Domain("number_norm", "=", norm) | Domain("ean", "=", norm)
        yield "xref", Domain("xref_ids", "any", [("number_norm", "=", norm)])
        if len(norm) >= PREFIX_LENGTH:
            yield "prefix", Domain("number_norm", "=like", norm + "%")

    @api.model
    def _search_step(self, domain, limit):
        return self.search(domain, limit=limit).ids

    @api.model
    def _find_words(self, text, domain, limit):
        """Return parts whose text or kind holds every word."""
        words = [word for word in text.split() if normalize(word)][:MOST_WORDS]
        if not words:
            return {}
        for word in map(self._escape_pattern, words):
            kinds = self.env["garage.catalog.kind"].search([("name", "ilike", word)])
            part = Domain("search_text", "ilike", word)
            domain &= part | Domain("kind_id", "in", kinds.ids) if kinds else part
        return dict.fromkeys(self.search(domain, limit=limit).ids, "text")

    @api.model
    def _escape_pattern(self, word):
        """Return the word so that its signs mean themselves in a pattern."""
        return re.sub(r"([\\%_])", r"\\\1", word)

    def _get_fit_answers(self, vehicle):
        """Return {item id: Answer} for the vehicle, in two queries."""
        if not vehicle:
            answer = Answer(UNKNOWN, "no_vehicle")
            return dict.fromkeys(self.ids, answer)
        facts = vehicle._get_catalog_facts()
        fitments = self.env["garage.catalog.fitment"]
        mine = fitments.search(
            Domain("item_id", "in", self.ids) & vehicle._get_fitment_domain()
        ).grouped("item_id")
        systems = fitments._read_group(
            [("item_id", "in", self.ids)], ["item_id"], ["system:array_agg_distinct"]
        )
        known = {item.id: frozenset(names) for item, names in systems}
        return {
            item.id: decide(
                (fitment._get_fact() for fitment in mine.get(item, fitments)),
                known.get(item.id, frozenset()),
                facts,
            )
            for item in self
        }

    def _get_lookup_products(self):
        """Return {item id: product} of parts that the garage has as products."""
        found = {item.id: item.product_id for item in self if item.product_id}
        others = self.filtered(lambda item: not item.product_id)
        products = self.env["product.product"].search(
            Domain("barcode", "in", [item.ean for item in others if item.ean])
            | Domain("garage_number_norm", "in", others.mapped("number_norm"))
            & Domain("garage_brand_id", "in", others.brand_id.ids)
        )
        by_ean = {p.barcode: p for p in products if p.barcode}
        by_number = {(p.garage_brand_id, p.garage_number_norm): p for p in products}
        for item in others:
            product = by_ean.get(item.ean) or by_number.get(
                (item.brand_id, item.number_norm)
            )
            if product:
                found[item.id] = product
        return found

    def _get_lookup_values(self, match, answer, products):
        """Return one row of the search screen."""
        product = products.get(self.id)
        newer = self._get_successor()
        return {
            "id": self.id,
            "number": self.number,
            "name": self.name or self.kind_id.name or "",
            "brand": self.brand_id.name,
            "brand_id": self.brand_id.id,
            "kind": self.kind_id.name or "",
            "kind_id": self.kind_id.id,
            "source": self.source_id.name,
            "source_id": self.source_id.id,
            "state": self.state,
            "match": match,
            "fit": {
                "verdict": answer.verdict,
                "text": self.env["garage.catalog.messages"]._fit_text(answer),
            },
            "product_id": product.id if product else False,
            "stock": self._get_own_stock(product) if product else 0.0,
            "deposit": self.deposit,
            "superseded_by": newer.display_name if newer else "",
            **self._get_price_values(product),
        }

    def _get_price_values(self, product):
        """Return the prices that the user's role may see, in company currency."""
        company = self.env.company
        values = {"currency_id": company.currency_id.id}
        if not self._may_see_prices():
            return values
        # Reached only by users whom the check above lets see prices.
        item = self.sudo()
        price = item._get_unit_amount(item.list_price, company)
        cost = item._get_unit_amount(item._get_net_cost(), company)
        return {
            **values,
            "price": product.lst_price if product else price,
            "cost": cost,
        }

    @api.model
    def _may_see_prices(self):
        """Whether the user's role includes prices; add-ons widen it."""
        return self.env.su or self.env.user.has_groups(PRICE_GROUPS)

    def _get_own_stock(self, product):
        """Return what lies free on the shelf, in the product's unit."""
        # Reached by users who may read the part; quantities are no secret to them,
        # stock moves stay closed.
        return product.sudo().free_qty

    def _get_successor(self):
        """Return the newest replacement, following at most five steps."""
        seen, item = self, self
        for _step in range(5):
            if not item.superseded_by_id or item.superseded_by_id in seen:
                break
            item = item.superseded_by_id
            seen |= item
        return item if item != self else self.browse()

    @api.model
    def get_lookup_filters(self):
        """Return the brands, kinds and catalogues offered as filters."""
        return {
            "brands": self.env["garage.catalog.brand"].search_read(
                [], ["name"], limit=CHOICES
            ),
            "kinds": self.env["garage.catalog.kind"].search_read(
                [], ["name"], limit=CHOICES
            ),
            "sources": self.env["garage.catalog.source"].search_read(
                [], ["name"], limit=CHOICES
            ),
        }
