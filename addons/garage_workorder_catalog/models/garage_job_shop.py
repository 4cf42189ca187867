from odoo import models


class GarageJob(models.Model):
    """Parts for a job, chosen in a supplier's own shop."""

    _inherit = "garage.job"

    def action_open_shop(self):
        """Go to a supplier's shop; the cart comes back to this job."""
        self.ensure_one()
        self.check_access("write")
        self._check_editable()
        shops = self.env["garage.supplier.service"]._get_shops()
        return shops.with_context(garage_shop_job_id=self.id).action_choose_shop()

    def _get_card_rows(self, open_ids):
        rows = super()._get_card_rows(open_ids)
        if self.env["garage.supplier.service"]._get_shops():
            shop = {
                "method": "action_open_shop",
                "label": self.env._("Supplier's shop"),
                "icon": "fa-external-link",
            }
            for row in rows:
                if row["editable"]:
                    row["actions"].append(shop)
        return rows
