from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.fitment import UNKNOWN, Answer, decide

#: what the rule needs of a statement
FACT_FIELDS = (
    "item_id", "system", "vehicle_ref", "year_from", "year_to", "qualifiers",
)  # fmt: skip


class GarageCatalogItem(models.Model):
    """Does a part fit a vehicle: what the supplier says and what the garage knows."""

    _inherit = "garage.catalog.item"

    own_fitment_ids = fields.One2many(
        "garage.part.fitment", "item_id", "Vehicles by hand"
    )

    def _get_fit_answers(self, vehicle):
        """Return {item id: Answer} for the vehicle.

        What a person of the garage typed comes before the supplier's statements.
        """
        if not vehicle:
            answer = Answer(UNKNOWN, "no_vehicle")
            return dict.fromkeys(self.ids, answer)
        told = self._get_catalog_answers(vehicle)
        own = self._get_own_answers(vehicle)
        return {
            item_id: prefer_own(own.get(item_id), answer)
            for item_id, answer in told.items()
        }

    def _get_catalog_answers(self, vehicle):
        """Return {item id: Answer} of the suppliers' statements, in two queries."""
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

    def _get_own_answers(self, vehicle):
        """Return {item id: Answer} of what is typed on parts and their products."""
        statements = self.env["garage.part.fitment"]
        if not statements.search_count([], limit=1):
            return {}
        products = self.product_id.product_tmpl_id
        on_item, on_product = statements._get_answers(self, products, vehicle)
        found = {
            item.id: on_item.get(item.id)
            or on_product.get(item.product_id.product_tmpl_id.id)
            for item in self
        }
        return {item_id: answer for item_id, answer in found.items() if answer}


def prefer_own(own, told):
    """Return which of two answers counts: the garage's own, where it knows."""
    if own and (own.verdict != UNKNOWN or told.verdict == UNKNOWN):
        return own
    return told
