from odoo import models


class SaleOrderLine(models.Model):
    """What the mechanic's phone shows of the numbers of a part."""

    _inherit = "sale.order.line"

    def _get_floor_number(self, kind):
        """Which number is asked, what is known and what is missing."""
        self.ensure_one()
        components = self.env["garage.vehicle.component"]
        positions = components._fields["position"]._description_selection(self.env)
        kinds = dict(components._fields["kind"]._description_selection(self.env))
        template = self.product_id.product_tmpl_id
        return {
            "kind": kind,
            "kind_text": kinds[kind],
            "known": self._get_number_texts(),
            "missing": self._get_open_numbers(),
            "unasked": self._get_missing_numbers(),
            "may_wait": not template._must_have_garage_number(),
            "positions": positions if kind != "lot" else [],
        }
