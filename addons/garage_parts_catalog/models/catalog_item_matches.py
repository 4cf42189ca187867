import re

from odoo import api, models
from odoo.fields import Domain

from ..domain.matches import Match
from ..domain.near_numbers import RANK, near_numbers
from ..domain.near_words import spellings
from ..domain.number import latin_number, normalize
from ..tools.lookup_rows import ordered_union, read_references

PREFIX_LENGTH = 3
MOST_WORDS = 6
EVERYTHING = Domain("state", "!=", "deleted")


class GarageCatalogItem(models.Model):
    """Finding parts: by number, by other numbers, by words, by what was meant."""

    _inherit = "garage.catalog.item"

    @api.model
    def _get_lookup_domain(self, vehicle, filters):
        domain = EVERYTHING
        for name in ("brand_id", "kind_id", "source_id"):
            if filters.get(name):
                domain &= Domain(name, "=", filters[name])
        if filters.get("in_stock"):
            domain &= Domain("product_id", "in", self._get_stocked_products().ids)
        if filters.get("fits") and vehicle:
            domain &= Domain("fitment_ids", "any", vehicle._get_fitment_domain())
        return domain

    @api.model
    def _find_matches(self, text, domain, limit):
        """Return {item id: Match}, best first, at most ``limit``.

        What may have been meant is looked for only when nothing is as it was typed.
        """
        if not text:
            found = self.search(domain, limit=limit) if domain != EVERYTHING else self
            return dict.fromkeys(found.ids, Match("list"))
        norm = normalize(latin_number(text))
        return (
            self._find_numbers(norm, domain, limit)
            or self._find_words(text, domain, limit)
            or self._find_near_numbers(norm, domain, limit)
            or self._find_near_words(text, domain, limit)
        )

    # -------------------------------------------------------------------- numbers

    @api.model
    def _find_numbers(self, norm, domain, limit):
        """Return {item id: Match} of parts with this number, in one statement."""
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
            matches.setdefault(item_id, Match(how))
        matches = dict(list(matches.items())[:limit])
        return self._name_references(matches, norm)

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
    def _name_references(self, matches, norm):
        """Say by which cross reference a part was found."""
        ids = [item_id for item_id, match in matches.items() if match.how == "xref"]
        if not ids:
            return matches
        # who may read parts was asked for by the search; references are part of them
        named = {
            item_id: Match("xref", number, relation)
            for item_id, relation, number in read_references(self.env.cr, ids, norm)
        }
        return {**matches, **named}

    @api.model
    def _find_near_numbers(self, norm, domain, limit):
        """Return {item id: Match} of numbers one slip away, likeliest first."""
        near = near_numbers(norm)
        if not near:
            return {}
        # without a limit: there are few, and a limit would tempt the database into
        # reading the whole table for the first ones
        wanted = Domain("number_norm", "in", list(near))
        found = self.search_fetch(wanted & domain, ["number_norm"])
        matches = {item.id: Match("near", "", near[item.number_norm]) for item in found}
        xrefs = self.env["garage.catalog.xref"].search_fetch(
            wanted, ["item_id", "number", "number_norm"]
        )
        named = {xref.item_id.id: xref for xref in reversed(xrefs)}
        others = self.search(Domain("id", "in", list(named)) & domain)
        for item_id in others.ids:
            xref = named[item_id]
            match = Match("near", xref.number, near[xref.number_norm])
            matches.setdefault(item_id, match)
        ranked = sorted(matches.items(), key=lambda pair: RANK[pair[1].relation])
        return dict(ranked[:limit])

    # ---------------------------------------------------------------------- words

    @api.model
    def _find_words(self, text, domain, limit):
        """Return parts whose text or kind holds every word, in any spelling."""
        typed = self._split_words(text)
        if not typed:
            return {}
        found = self._search_words([[word] for word in typed], domain, limit)
        wider = [[word, *spellings(word)] for word in typed]
        if len(found) < limit and any(len(ways) > 1 for ways in wider):
            more = self._search_words(wider, domain, limit)
            found = [*found, *(set(more) - set(found))] if found else more
        return dict.fromkeys(found[:limit], Match("text"))

    @api.model
    def _split_words(self, text):
        return [word for word in text.split() if normalize(word)][:MOST_WORDS]

    @api.model
    def _search_words(self, wanted, domain, limit):
        """Return ids of parts that hold one of the ways of each word."""
        kinds = self.env["garage.catalog.kind"]
        for ways in wanted:
            patterns = [self._escape_pattern(word) for word in ways]
            part = Domain.OR(Domain("search_text", "ilike", word) for word in patterns)
            named = kinds.search(
                Domain.OR(Domain("name", "ilike", word) for word in patterns)
            )
            domain &= part | Domain("kind_id", "in", named.ids) if named else part
        return self.search(domain, limit=limit).ids

    @api.model
    def _escape_pattern(self, word):
        """Return the word so that its signs mean themselves in a pattern."""
        return re.sub(r"([\\%_])", r"\\\1", word)

    @api.model
    def _find_near_words(self, text, domain, limit):
        """Return parts for words of the catalogues that the typed ones may mean."""
        typed = self._split_words(text)
        meant = self.env["garage.catalog.word"]._find_meant(typed)
        if not meant:
            return {}
        found = self._search_words(
            [meant.get(word) or [word] for word in typed], domain, limit
        )
        said = ", ".join(dict.fromkeys(ways[0] for ways in meant.values()))
        return dict.fromkeys(found, Match("spelled", said))
