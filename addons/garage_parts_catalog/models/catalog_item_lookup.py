from odoo import api, models
from odoo.fields import Domain

from ..domain.matches import Match
from ..domain.number import latin_number, normalize
from ..tools.lookup_chain import read_chains
from ..tools.lookup_rows import read_rows
from .catalog_item import PRICE_GROUPS

#: rows of one page, and of all pages together
LIMIT = 100
MOST = 400
CHOICES = 200


class GarageCatalogItem(models.Model):
    _inherit = "garage.catalog.item"

    @api.model
    def lookup(self, text, vehicle_id=None, limit=40, filters=None, offset=0):
        """Return parts for a number in any spelling, or for words.

        Exact numbers come first, then cross references, numbers that begin so, and
        only when no number matches, words; at last what may have been meant.
        ``filters`` may hold ``fits``, ``in_stock`` and the ids ``brand_id``,
        ``kind_id``, ``source_id``.  ``offset`` leaves out what is on show already.
        """
        text = (text or "").strip()
        vehicle = self.env["garage.vehicle"].browse(vehicle_id or [])
        end = min(offset + min(limit, LIMIT), MOST)
        domain = self._get_lookup_domain(vehicle, filters or {})
        matches = self._find_matches(text, domain, end)
        page = {item_id: matches[item_id] for item_id in list(matches)[offset:end]}
        return self._prepare_lookup(page, vehicle, text, domain)

    @api.model
    def get_rows(self, item_ids, vehicle_id=None):
        """Return the rows of these parts as they are now, in this order."""
        vehicle = self.env["garage.vehicle"].browse(vehicle_id or [])
        return self._prepare_lookup(
            dict.fromkeys(item_ids[:LIMIT], Match("list")), vehicle
        )

    @api.model
    def _prepare_lookup(self, matches, vehicle, text="", domain=None):
        """Return the rows of the screen for {item id: Match}, in this order."""
        rows = self._read_lookup_rows(list(matches))
        chains = self._read_chains([row.id for row in rows.values() if row.replaced])
        if domain is not None:
            matches, rows = self._add_successors(matches, rows, chains, domain)
        products = self._get_lookup_products(rows)
        services = self._get_known_live_services()
        found = {
            "answers": self.browse(rows)._get_fit_answers(vehicle),
            "products": products,
            "stock": self._get_own_stock(
                self.env["product.product"].union(*products.values())
            ),
            "chains": self._name_chains(chains),
            "offers": self._get_best_offers(services, rows.values()),
            "live": bool(services),
        }
        norm = normalize(latin_number(text or ""))
        return [
            self._get_lookup_values(row, matches[row.id], norm, found)
            for row in rows.values()
        ]

    @api.model
    def _read_chains(self, ids):
        """Return {item id: ids from it to the newest part}."""
        if not ids:
            return {}
        self.flush_model()
        self.env["garage.catalog.xref"].flush_model()
        return read_chains(self.env.cr, ids)

    @api.model
    def _add_successors(self, matches, rows, chains, domain):
        """Put below an old part that was asked for what replaces it."""
        newer = {
            item_id: Match("newer", rows[start].number)
            for start, path in chains.items()
            if matches[start].how == "exact"
            for item_id in path[1:]
        }
        found = self.search(Domain("id", "in", list(newer)) & domain) if newer else self
        if not found:
            return matches, rows
        order = []
        for item_id in matches:
            path = chains.get(item_id) if matches[item_id].how == "exact" else None
            order += path or [item_id]
        wanted = {*matches, *found.ids}
        order = [item_id for item_id in dict.fromkeys(order) if item_id in wanted]
        return {**newer, **matches}, self._read_lookup_rows(order)

    @api.model
    def _name_chains(self, chains):
        """Return {item id: numbers from it to the newest}."""
        ids = {item_id for path in chains.values() for item_id in path}
        items = self.browse(ids).exists() if ids else self
        numbers = {item.id: item.number for item in items}
        return {
            start: [numbers[item_id] for item_id in path if item_id in numbers]
            for start, path in chains.items()
        }

    @api.model
    def _read_lookup_rows(self, ids):
        """Return {id: LookupRow} in this order, in one statement."""
        for name in ("item", "brand", "kind", "source"):
            model = self.env[f"garage.catalog.{name}"]
            model.check_access("read")
            model.flush_model()
        self.env["res.company"].flush_model(["currency_id", "parent_path"])
        self._flush_own_products()
        lang = self.env.lang or "en_US"
        return read_rows(self.env.cr, ids, lang, self.env.company.id)

    @api.model
    def _get_stocked_products(self):
        """Return the products in stock that came from the catalogue."""
        quants = self.env["stock.quant"]._read_group(
            [("quantity", ">", 0), *self._get_shelf_domain()],
            ["product_id"],
        )
        return self.env["product.product"].union(*(product for (product,) in quants))

    @api.model
    def _get_lookup_products(self, rows):
        """Return {item id: product} of parts that the garage has as products."""
        alike = {row.alike_id for row in rows.values() if not row.product_id} - {0}
        # found by SQL: who may not read a product does not see it here either
        seen = self.env["product.product"].browse(alike)._filtered_access("read")
        found = {
            row.id: row.product_id or row.alike_id
            for row in rows.values()
            if row.product_id or row.alike_id in seen.ids
        }
        products = self.env["product.product"].browse(set(found.values()))
        return {
            item_id: product.with_prefetch(products.ids)
            for item_id, product in zip(
                found, map(products.browse, found.values()), strict=True
            )
        }

    @api.model
    def _get_lookup_values(self, row, match, norm, found):
        """Return one row of the search screen.

        :param found: ``answers``, ``products``, ``stock``, ``chains`` and ``offers``
            of all rows
        """
        messages = self.env["garage.catalog.messages"]
        product = found["products"].get(row.id)
        answer = found["answers"][row.id]
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
            "match": match.how,
            "why": messages._match_text(match, row, norm),
            "fit": {"verdict": answer.verdict, "text": messages._fit_text(answer)},
            "product_id": product.id if product else False,
            "stock": found["stock"].get(product.id, 0.0) if product else 0.0,
            "deposit": row.deposit,
            "chain": found["chains"].get(row.id, []),
            "offer": found["offers"].get(row.id),
            "live": found["live"],
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
