from odoo import api, models
from odoo.fields import Domain

from ..domain.matches import Match

#: candidates that are compared before the best are shown
_COMPARED = 100
#: other numbers under which the same thing is sold
_SAME_THING = ("oe", "equivalent", "trade", "ean")
_MOST_NUMBERS = 200
_HOW_RANK = {"newer": 0, "same": 1, "equal": 2, "older": 3, "kind": 4}
_FIT_RANK = {"fits": 0, "check": 1, "unknown": 2, "no": 4}


class GarageCatalogItem(models.Model):
    """Other parts that do the same, for one that is not at hand."""

    _inherit = "garage.catalog.item"

    @api.model
    def get_alternatives(self, item_ids, vehicle_id=None, limit=40, filters=None):
        """Return rows like :meth:`lookup`: what can take the place of a part.

        What lies on the own shelf comes first, what does not fit last.  Nothing is
        replaced by itself; a person chooses.

        :param item_ids: the part, once for each catalogue that has it
        """
        items = self.browse(item_ids).exists()
        items.check_access("read")
        vehicle = self.env["garage.vehicle"].browse(vehicle_id or [])
        domain = self._get_lookup_domain(vehicle, filters or {})
        matches = items._find_alternatives(vehicle, domain)
        rows = self._prepare_lookup(matches, vehicle)
        return sorted(rows, key=self._get_alternative_rank)[:limit]

    @api.model
    def _get_alternative_rank(self, row):
        misfit = row["fit"]["verdict"] == "no"
        return (
            misfit,
            row["stock"] <= 0,
            _HOW_RANK[row["match"]],
            _FIT_RANK[row["fit"]["verdict"]],
            row.get("cost") or row.get("price") or 0,
        )

    def _find_alternatives(self, vehicle, domain):
        """Return {item id: Match} of at most so many parts as are compared."""
        if not self:
            return {}
        domain &= Domain("id", "not in", self.ids)
        matches = {}
        for found in (
            self._find_newer(),
            self._find_same(domain),
            self._find_equals(domain),
            self._find_older(domain),
            self._find_same_kind(vehicle, domain),
        ):
            for item_id, match in found.items():
                matches.setdefault(item_id, match)
        return self._keep_allowed(matches, domain)

    @api.model
    def _keep_allowed(self, matches, domain):
        found = self.search(Domain("id", "in", list(matches)) & domain).ids
        allowed = {item_id: matches[item_id] for item_id in matches if item_id in found}
        return dict(list(allowed.items())[:_COMPARED])

    def _find_newer(self):
        """What the suppliers name as replacement, step by step."""
        chains = self._read_chains(self.ids)
        numbers = {item.id: item.number for item in self}
        return {
            newer: Match("newer", numbers[start])
            for start, path in chains.items()
            for newer in path[1:]
        }

    def _find_same(self, domain):
        """The same article in other catalogues."""
        same = Domain.OR(
            Domain("brand_id", "=", item.brand_id.id)
            & Domain("number_norm", "=", item.number_norm)
            for item in self
        )
        found = self.search(same & domain, limit=_COMPARED)
        return dict.fromkeys(found.ids, Match("same"))

    def _find_equals(self, domain):
        """Parts that share a vehicle maker's or another number with this one."""
        xrefs = self.env["garage.catalog.xref"]
        own = xrefs.search(
            [("item_id", "in", self.ids), ("relation", "in", _SAME_THING)],
            limit=_MOST_NUMBERS,
        )
        named = {xref.number_norm: xref.number for xref in reversed(own)}
        numbers = named | {item.number_norm: item.number for item in self}
        shared = xrefs.search(
            Domain("number_norm", "in", list(numbers))
            & Domain("relation", "in", _SAME_THING)
            & Domain("item_id", "not in", self.ids),
            limit=_COMPARED * 2,
        )
        found = {
            xref.item_id.id: Match("equal", xref.number, xref.relation)
            for xref in reversed(shared)
        }
        direct = self.search(
            Domain("number_norm", "in", list(named)) & domain, limit=_COMPARED
        )
        for item in direct:
            found.setdefault(item.id, Match("equal", item.number, "equivalent"))
        return found

    def _find_older(self, domain):
        """What these parts replace: some of it may still lie on the shelf."""
        xrefs = self.env["garage.catalog.xref"].search(
            [("item_id", "in", self.ids), ("relation", "=", "replaces")],
            limit=_MOST_NUMBERS,
        )
        older = Domain("superseded_by_id", "in", self.ids)
        older |= Domain("number_norm", "in", xrefs.mapped("number_norm")) & Domain(
            "brand_id", "in", self.brand_id.ids
        )
        found = self.search(older & domain, limit=_COMPARED)
        return dict.fromkeys(found.ids, Match("older", self[:1].number))

    def _find_same_kind(self, vehicle, domain):
        """Parts of the same kind that are listed for the vehicle."""
        if not vehicle or not self.kind_id:
            return {}
        listed = vehicle._get_fitment_domain()
        found = self.search(
            Domain("kind_id", "in", self.kind_id.ids)
            & Domain("fitment_ids", "any", listed)
            & domain,
            limit=_COMPARED,
        )
        return dict.fromkeys(found.ids, Match("kind"))
