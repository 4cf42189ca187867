from odoo import fields, models


class GarageTagRule(models.Model):
    """Tags that need to know the work: tyres, and who declines most."""

    _inherit = "garage.tag.rule"

    kind = fields.Selection(
        selection_add=[
            ("tyres", "Had tyre work"),
            ("price", "Declined more than so many percent"),
        ],
        ondelete={"tyres": "cascade", "price": "cascade"},
    )

    def _get_matching_tyres(self):
        groups = self.env["garage.job"]._read_group(
            [
                ("state", "=", "done"),
                ("template_id.category", "=", "tyres"),
                ("create_date", ">=", self._get_since()),
            ],
            ["workorder_id"],
        )
        return [workorder.partner_id.id for (workorder,) in groups]

    def _get_matching_price(self):
        """Customers who declined more than the percentage of what was offered."""
        groups = self.env["garage.job"]._read_group(
            [
                ("state", "not in", ("draft", "awaiting_approval", "cancelled")),
                ("create_date", ">=", self._get_since()),
            ],
            ["workorder_id", "state"],
            ["__count"],
        )
        offered, declined = {}, {}
        for workorder, state, count in groups:
            partner = workorder.partner_id.id
            offered[partner] = offered.get(partner, 0) + count
            if state == "declined":
                declined[partner] = declined.get(partner, 0) + count
        return [
            partner
            for partner, count in declined.items()
            if count * 100 > offered[partner] * self.threshold
        ]
