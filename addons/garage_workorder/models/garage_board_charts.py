from odoo import api, models
from odoo.tools import format_date

from ..domain import periods
from .garage_board import LABELS, MARGINS


class GarageBoard(models.AbstractModel):
    """The pictures of the owner's board."""

    _inherit = "garage.board"

    @api.model
    def _get_charts(self, kind, now):
        """Return the charts as ``{key: {labels, series}}``."""
        shown = periods.history(kind, now)
        earlier = [periods.year_before(kind, period) for period in shown]
        revenue = self._get_series(kind, shown, ["revenue:sum"])
        charts = {
            "revenue": {
                "labels": [self._get_bar_label(kind, period) for period in shown],
                "now": revenue,
                "before": self._get_series(kind, earlier, ["revenue:sum"]),
            },
            "floor": self._get_floor_chart(),
        }
        if self.env.user.has_group(MARGINS):
            charts["profit"] = self._get_profit_chart(now)
        return charts

    @api.model
    def _get_series(self, kind, shown, aggregates):
        """Sums of each period, in one query; a week or a day may be empty."""
        whole = periods.Period(shown[0].start, shown[-1].end)
        rows = self.env["garage.profit.report"]._read_group(
            self._get_sale_domain(whole), ["date:day"], aggregates
        )
        sums = dict.fromkeys(shown, 0.0)
        for day, amount in rows:
            for period in shown:
                if period.start <= day < period.end:
                    sums[period] += amount
        return [round(sums[period], 2) for period in shown]

    @api.model
    def _get_profit_chart(self, now):
        """Cost and profit of labour and parts in the period."""
        rows = self.env["garage.profit.report"]._read_group(
            self._get_sale_domain(now), ["kind"], ["cost:sum", "profit:sum"]
        )
        sums = {kind: (cost, profit) for kind, cost, profit in rows}
        field = self.env["garage.profit.report"]._fields["kind"]
        kinds = field._description_selection(self.env)
        return {
            "labels": [label for _kind, label in kinds],
            "cost": [round(sums.get(kind, (0, 0))[0], 2) for kind, _label in kinds],
            "profit": [round(sums.get(kind, (0, 0))[1], 2) for kind, _label in kinds],
        }

    @api.model
    def _get_floor_chart(self):
        """Open work orders by status, as they stand now."""
        field = self.env["garage.workorder"]._fields["state"]
        states = [
            (key, label)
            for key, label in field._description_selection(self.env)
            if key not in ("handed_over", "cancelled")
        ]
        counts = dict(
            self.env["garage.workorder"]._read_group(
                self._get_company_domain()
                & self._get_state_domain([key for key, _label in states]),
                ["state"],
                ["__count"],
            )
        )
        return {
            "keys": [key for key, _label in states],
            "labels": [label for _key, label in states],
            "now": [counts.get(key, 0) for key, _label in states],
        }

    @api.model
    def _get_bar_label(self, kind, period):
        return format_date(self.env, period.start, date_format=LABELS[kind])
