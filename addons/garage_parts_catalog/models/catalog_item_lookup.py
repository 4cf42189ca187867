import re

from odoo import api, models
from odoo.fields import Domain

from ..domain.fitment import UNKNOWN, Answer, decide
from ..domain.number import normalize
from ..tools.lookup_rows import ordered_union, read_rows
from .catalog_item import PRICE_GROUPS

PREFIX_LENGTH = 3
LIMIT = 100
MOST_WORDS = 6
CHOICES = 200
#: what the rule needs of a statement
FACT_FIELDS = (
    "item_id", "system", "vehicle_ref", "year_from", "year_to", "qualifiers",
)  # fmt: skip


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
        rows = self._read_lookup_rows(list(matches))
        answers = self.browse(rows)._get_fit_answers(vehicle)
        products = self._get_lookup_products(rows)
        stock = self._get_own_stock(
            self.env["product.product"].union(*products.values())
        )
        return [
            self._get_lookup_values(
                row, matches[row.id], answers[row.id], products, stock
            )
            for row in rows.values()
        ]

    @api.model
    def _read_lookup_rows(self, ids):
        """Return {id: LookupRow} in this order, in one statement."""
        for name in ("item", "brand", "kind", "source"):
            model = self.env[f"garage.catalog.{name}"]
            model.check_access("read")
            model.flush_model()
        self.env["res.company"].flush_model(["currency_id"])
        lang = self.env.lang or "en_US"
        return read_rows(self.env.cr, ids, lang, self.env.company.id)

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
            [("quantity", ">", 0), *self._get_shelf_domain()],
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
        matches = self._find_numbers(normalize(text), domain, limit)
        return matches or self._find_words(text, domain, limit)

    @api.model
    def _find_numbers(self, norm, domain, limit):
        """Return {item id: how the number matched}, in one statement."""
        steps = [
            (how, self._search(found & domain, limit=limit, order=self._order))
            for how, found in self._number_steps(norm)
        ]
        if not steps:
            return {}
        matches = {}
        searches = [(how, query.select()) for how, query in steps]
        union = ordered_union(searches, limit * len(steps))
        for item_id, how in self.env.execute_query(union):
            matches.setdefault(item_id, how)
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
        mine = fitments.search_fetch(
            Domain("item_id", "in", self.ids) & vehicle._get_fitment_domain(facts),
            FACT_FIELDS,
        ).grouped("item_id")
        known = self._get_known_systems(self.filtered(lambda item: item not in mine))
        return {
            item.id: decide(
                (fitment._get_fact() for fitment in mine.get(item, fitments)),
                known.get(item.id, frozenset()),
                facts,
            )
            for item in self
        }

    @api.model
    def _get_known_systems(self, items):
        """Return {item id: number systems of its statements about any vehicle}."""
        if not items:
            return {}
        systems = self.env["garage.catalog.fitment"]._read_group(
            [("item_id", "in", items.ids)], ["item_id", "system"]
        )
        known = {}
        for item, system in systems:
            known.setdefault(item.id, set()).add(system)
        return {item_id: frozenset(names) for item_id, names in known.items()}

    @api.model
    def _get_lookup_products(self, rows):
        """Return {item id: product} of parts that the garage has as products."""
        others = [row for row in rows.values() if not row.product_id]
        by_ean, by_number = self._find_products_like(others)
        found = {row.id: row.product_id for row in rows.values() if row.product_id}
        for row in others:
            product = by_ean.get(row.ean) or by_number.get(
                (row.brand_id, row.number_norm)
            )
            if product:
                found[row.id] = product
        products = self.env["product.product"].browse(set(found.values()))
        return {
            item_id: product.with_prefetch(products.ids)
            for item_id, product in zip(
                found, map(products.browse, found.values()), strict=True
            )
        }

    @api.model
    def _find_products_like(self, rows):
        """Return {EAN: product id} and {(brand id, number): product id}."""
        if not rows:
            return {}, {}
        # the brand is compared below: asked for here, no index could serve
        products = self.env["product.product"].search_fetch(
            Domain("barcode", "in", [row.ean for row in rows if row.ean])
            | Domain("garage_number_norm", "in", [row.number_norm for row in rows]),
            ["barcode", "garage_number_norm", "product_tmpl_id"],
        )
        by_ean = {p.barcode: p.id for p in products if p.barcode}
        by_number = {
            (p.garage_brand_id.id, p.garage_number_norm): p.id for p in products
        }
        return by_ean, by_number

    @api.model
    def _get_lookup_values(self, row, match, answer, products, stock):
        """Return one row of the search screen."""
        product = products.get(row.id)
        newer = self.browse(row.id)._get_successor() if row.replaced else self
        return {
            "id": row.id,
            "number": row.number,
            "name": row.name or row.kind,
            "brand": row.brand,
            "brand_id": row.brand_id,
            "kind": row.kind,
            "kind_id": row.kind_id or False,
            "source": row.source,
            "source_id": row.source_id,
            "state": row.state,
            "match": match,
            "fit": {
                "verdict": answer.verdict,
                "text": self.env["garage.catalog.messages"]._fit_text(answer),
            },
            "product_id": product.id if product else False,
            "stock": stock.get(product.id, 0.0) if product else 0.0,
            "deposit": row.deposit,
            "superseded_by": newer.display_name if newer else "",
            **self._get_price_values(row, product),
        }

    @api.model
    def _get_price_values(self, row, product):
        """Return the prices that the user's role may see, in company currency."""
        values = {"currency_id": row.company_currency_id}
        if not self._may_see_prices():
            return values
        price, cost = row.unit_price, row.unit_cost
        if row.currency_id != row.company_currency_id:
            currency = self.env["res.currency"].browse(row.currency_id)
            company = self.env.company
            price, cost = (
                currency._convert(amount, company.currency_id, company, round=False)
                for amount in (price, cost)
            )
        return {
            **values,
            "price": product.lst_price if product else price,
            "cost": cost,
        }

    @api.model
    def _may_see_prices(self):
        """Whether the user's role includes prices; add-ons widen it."""
        return self.env.su or self.env.user.has_groups(PRICE_GROUPS)

    @api.model
    def _get_own_stock(self, products):
        """Return {product id: what lies free on the shelf, in the product's unit}."""
        if not products:
            return {}
        # Reached by users who may read the part; quantities are no secret to them,
        # stock moves stay closed.
        quants = self.env["stock.quant"].sudo()
        free = quants._read_group(
            [("product_id", "in", products.ids), *self._get_shelf_domain()],
            ["product_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        return {product.id: here - taken for product, here, taken in free}

    @api.model
    def _get_shelf_domain(self):
        """Return where the garage's own stock lies."""
        return [
            ("location_id.usage", "=", "internal"),
            ("company_id", "in", self.env.companies.ids),
        ]

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
            "live": self.has_live_suppliers(),
        }
