from odoo import models


class GarageJob(models.Model):
    """Cards that say when a till is selling the part of a job."""

    _inherit = "garage.job"

    def _get_card_rows(self, open_ids):
        rows = super()._get_card_rows(open_ids)
        lines = [line for row in rows for line in row["lines"] or []]
        parts = [line for line in lines if line["kind"] == "part"]
        products = self.env["product.product"].browse(
            {line["product_id"] for line in parts}
        )
        holds = self._get_till_holds(products)
        for line in parts:
            for hold in holds.get(products.browse(line["product_id"]), ()):
                line["marks"].append(self._get_till_mark(hold))
        return rows

    def _get_till_holds(self, products):
        holds = self.env["garage.till.hold"]
        return holds._get_held(products, self.company_id[:1]) if products else {}

    def _get_till_mark(self, hold):
        return {
            "text": self.env._("at the till"),
            "tone": "wait",
            "title": self.env._(
                "%(count)s is being paid now at %(till)s.",
                count=f"{hold.quantity:g}",
                till=hold.config_id.name,
            ),
        }
