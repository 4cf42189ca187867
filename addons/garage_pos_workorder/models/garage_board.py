from functools import partial

from odoo import api, models


class GarageBoard(models.AbstractModel):
    """The owner's board tells how much of the revenue came from the till."""

    _inherit = "garage.board"

    @api.model
    def _get_tile_labels(self):
        rows = super()._get_tile_labels()
        place = [row[0] for row in rows].index("revenue") + 1
        till = ("till_sales", self.env._("Revenue at the till"), "money")
        return [*rows[:place], till, *rows[place:]]

    @api.model
    def _get_sales(self, period):
        report = self.env["garage.profit.report"]
        domain = self._get_sale_domain(period) & report._get_till_domain()
        rows = report._read_group(domain, [], ["revenue:sum"])
        return {**super()._get_sales(period), "till_sales": rows[0][0] or 0.0}

    @api.model
    def _get_openers(self, period):
        till = self.env["garage.profit.report"]._get_till_domain()
        return {
            **super()._get_openers(period),
            "till_sales": partial(self._open_sales, period, only=till),
        }
