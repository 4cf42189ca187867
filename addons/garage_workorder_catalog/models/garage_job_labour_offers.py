from odoo import models
from odoo.tools import formatLang

from odoo.addons.garage_parts_catalog.domain.number import normalize

#: own products that stand before the labour operations in the box
FIRST = 3
#: labour operations that the box offers
OFFERS = 4
OFF = ("declined", "cancelled")


class GarageJob(models.Model):
    """Labour operations in the box of a new line, with their hours and source."""

    _inherit = "garage.job"

    def search_card_products(self, text):
        """Labour of this vehicle stands among the first offers; its code before all."""
        offers = super().search_card_products(text)
        rows, problems = self._look_up_labour(text)
        place = FIRST
        if any(normalize(row.code) == normalize(text) for row in rows):
            place = 0
        labour = [self._get_labour_offer(row) for row in rows]
        silent = [self._get_silent_offer(problem) for problem in problems]
        return offers[:place] + labour + offers[place:] + silent

    def _look_up_labour(self, text):
        guides = self.env["garage.labour.list"].with_company(self.company_id)
        return guides._labour_lookup(self.workorder_id.vehicle_id, text, OFFERS)

    def _get_labour_offer(self, row):
        detail = [self._get_hours_text(row.hours), row.source]
        if row.check:
            detail.append(self.env._("check: %(facts)s", facts=row.check))
        key = (row.guide_id, row.code, row.variant, row.hours)
        return {
            "id": "labour-" + "-".join(map(str, key)),
            "label": f"{row.code} {row.text}",
            "detail": " · ".join(detail),
            "title": ", ".join(filter(None, (row.scope, row.specs))),
            "values": {
                "kind": "labour",
                "operation": {
                    "guide_id": row.guide_id,
                    "code": row.code,
                    "variant": row.variant,
                    "hours": row.hours,
                },
            },
            "confirm": self._get_twice_question(row),
        }

    def _get_silent_offer(self, problem):
        """Tell that a guide does not answer; there is nothing to take."""
        return {
            "id": f"silent-{problem}",
            "label": self.env._("No labour times"),
            "detail": problem,
            "disabled": True,
        }

    def _get_hours_text(self, hours):
        return self.env._("%(hours)s h", hours=formatLang(self.env, hours, digits=2))

    def _get_twice_question(self, row):
        """What to ask before work is charged twice, else empty."""
        code = normalize(row.code)
        parts = {normalize(part) for part in row.includes}
        for line in self._get_operation_lines():
            own = normalize(line.garage_labour_code)
            if code in line._get_included_codes():
                return self.env._(
                    "“%(work)s” on this visit contains it already. Add it anyway?",
                    work=line.name,
                )
            if own in parts:
                return self.env._(
                    "It contains “%(work)s”, which is on this visit already. "
                    "Add it anyway?",
                    work=line.name,
                )
            if own == code and row.setup:
                return self.env._(
                    "Preparation counts once per visit and is there already. "
                    "Add it anyway?"
                )
        return ""

    def _get_operation_lines(self):
        """Lines of this visit whose hours come from a guide."""
        jobs = self.workorder_id.job_ids.filtered(lambda job: job.state not in OFF)
        return jobs.line_ids.filtered(
            lambda line: line.garage_labour_code and line.product_uom_qty
        )
