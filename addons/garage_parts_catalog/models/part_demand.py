import json

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..domain.forecast import forecast
from ..domain.stock_level import get_level

#: months that are looked back upon
HISTORY_MONTHS = 36


class PartDemand(models.Model):
    """What a warehouse uses of a part: the past months, the forecast and its error."""

    _name = "garage.part.demand"
    _description = "Demand for a part"
    _order = "year_quantity desc, id"
    _rec_name = "product_id"
    _check_company_auto = True

    product_id = fields.Many2one(
        "product.product", "Part", required=True, readonly=True, ondelete="cascade"
    )
    categ_id = fields.Many2one(related="product_id.categ_id")
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="warehouse_id.company_id", store=True, index=True
    )
    worked_out = fields.Date("Worked out on", readonly=True)
    month = fields.Date("First forecast month", readonly=True)
    demand = fields.Selection(
        [
            ("smooth", "Steady"),
            ("intermittent", "Rare"),
            ("erratic", "Jumpy"),
            ("lumpy", "Rare and jumpy"),
            ("none", "None"),
        ],
        "Kind of demand",
        readonly=True,
    )
    method = fields.Selection(
        [
            ("average_12", "Average of the year"),
            ("average_3", "Average of three months"),
            ("season", "Average of the year and month factor, softened"),
            ("season_sharp", "Average of the year and month factor"),
            ("smoothing", "Smoothed level"),
            ("croston", "Size and interval apart"),
            ("fading", "Fading chance"),
            ("naive", "As last month"),
            ("seasonal_naive", "As in that month last year"),
            ("short", "Average of the few months"),
            ("none", "Nothing to forecast"),
        ],
        readonly=True,
    )
    expected = fields.Float("Expected this month", readonly=True)
    year_quantity = fields.Float("Used in twelve months", readonly=True)
    error = fields.Float(
        "Error against last month",
        readonly=True,
        help="Errors of the forecast over the tested months, where 1.00 is as large "
        "as when every month is expected to be like the one before.",
    )
    spread = fields.Float("Usual error in pieces", readonly=True)
    tested = fields.Integer("Months tested", readonly=True)
    is_better = fields.Boolean("Better than naive", readonly=True)
    suggested_min = fields.Float("Suggested minimum", readonly=True)
    suggested_max = fields.Float("Suggested maximum", readonly=True)
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", compute="_compute_orderpoint_id"
    )
    min_now = fields.Float("Minimum now", compute="_compute_orderpoint_id")
    max_now = fields.Float("Maximum now", compute="_compute_orderpoint_id")
    history = fields.Json("Pieces of the past months", readonly=True)
    pieces = fields.Json("Pieces of the next months", readonly=True)
    words = fields.Char("How good it is", compute="_compute_words")
    chart = fields.Text("Months", compute="_compute_chart")

    _part_uniq = models.Constraint(
        "unique(product_id, warehouse_id)",
        "This part has its demand in this warehouse already.",
    )

    @api.depends("method", "error", "tested", "is_better", "spread")
    def _compute_words(self):
        for demand in self:
            demand.words = demand._get_words()

    @api.depends("history", "pieces", "month")
    def _compute_chart(self):
        for demand in self:
            demand.chart = json.dumps([demand._get_chart()])

    @api.depends("product_id", "warehouse_id")
    def _compute_orderpoint_id(self):
        points = self.env["stock.warehouse.orderpoint"].search(
            [
                ("product_id", "in", self.product_id.ids),
                ("warehouse_id", "in", self.warehouse_id.ids),
            ]
        )
        known = {(point.product_id, point.warehouse_id): point for point in points}
        for demand in self:
            point = known.get((demand.product_id, demand.warehouse_id), points[:0])
            demand.orderpoint_id = point
            demand.min_now = point.product_min_qty
            demand.max_now = point.product_max_qty

    def action_take_over(self):
        """Make the suggested minimum and maximum the reordering rule of the part."""
        # who decides what to order also decides when: the right on the proposals
        self.env["garage.reorder.proposal"].check_access("write")
        self.check_access("read")
        # reordering rules belong to Odoo's stock managers; checked just before
        for demand in self.sudo():
            demand._set_orderpoint()
        self.invalidate_recordset(["orderpoint_id", "min_now", "max_now"])

    def action_open_months(self):
        """The months behind the forecast."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "garage_parts_catalog.garage_part_month_action"
        )
        action["domain"] = [
            ("product_id", "=", self.product_id.id),
            ("warehouse_id", "=", self.warehouse_id.id),
        ]
        action["display_name"] = self.product_id.display_name
        return action

    @api.model
    def _cron_forecast(self):
        """Forecast all warehouses again; runs every night."""
        for warehouse in self.env["stock.warehouse"].search([("active", "=", True)]):
            self._refresh(warehouse)
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _refresh(self, warehouse, today=None):
        """Work out the demand of every part that a warehouse used.

        Only whole months count: the month of ``today`` is the first to forecast.
        """
        today = today or fields.Date.context_today(self)
        month = today.replace(day=1)
        since = month - relativedelta(months=HISTORY_MONTHS)
        rows = self.env["garage.part.month"]._get_series(warehouse, since, month)
        found = {
            product: self._prepare_vals(series, month, today)
            for product, series in _fill_months(rows, since, month)
        }
        self._store(warehouse, found)

    @api.model
    def _prepare_vals(self, series, month, today):
        result = forecast(series)
        return {
            "worked_out": today,
            "month": month,
            "demand": result.demand,
            "method": result.method,
            "expected": round(result.pieces[0], 2),
            "year_quantity": sum(series[-12:]),
            "error": round(result.error or 0.0, 3),
            "spread": round(result.spread, 3),
            "tested": result.tested,
            "is_better": result.is_better,
            "history": series,
            "pieces": [round(quantity, 3) for quantity in result.pieces],
        }

    @api.model
    def _store(self, warehouse, found):
        """Write what is known, add what is new, drop what is used no more."""
        known = {
            demand.product_id.id: demand
            for demand in self.search([("warehouse_id", "=", warehouse.id)])
        }
        self.union(
            *(demand for product, demand in known.items() if product not in found)
        ).unlink()
        added = []
        for product, vals in found.items():
            if product in known:
                known[product].write(vals)
            else:
                added.append(
                    {**vals, "product_id": product, "warehouse_id": warehouse.id}
                )
        self.create(added)

    def _get_level(self, start, days, share):
        """Pieces for ``days`` from ``start`` on, enough in ``share`` of all cases."""
        self.ensure_one()
        pieces = self._get_pieces_from(start)
        return get_level(pieces, self.spread, start, days, share)

    def _get_pieces_from(self, day):
        """Forecast months from the month of ``day`` on."""
        passed = _count(day) - _count(self.month)
        return (self.pieces or [])[max(passed, 0) :]

    def _suggest(self, minimum, maximum):
        """Keep what the minimum and maximum should be."""
        if (self.suggested_min, self.suggested_max) != (minimum, maximum):
            self.write({"suggested_min": minimum, "suggested_max": maximum})

    def _set_orderpoint(self):
        vals = {
            "product_min_qty": self.suggested_min,
            "product_max_qty": self.suggested_max,
        }
        if self.orderpoint_id:
            self.orderpoint_id.write(vals)
            return
        self.env["stock.warehouse.orderpoint"].create(
            {
                **vals,
                "product_id": self.product_id.id,
                "warehouse_id": self.warehouse_id.id,
                "location_id": self.warehouse_id.lot_stock_id.id,
                # proposed each day and approved by a person
                "trigger": "manual",
            }
        )

    def _get_words(self):
        """One sentence on how far to trust the forecast."""
        _, off = self.env._, f"{self.spread:.1f}"
        if self.method == "none":
            return _("Nothing was used in three years.")
        if self.method == "short":
            return _("Too few months to test it. Do not rely on it yet.")
        if self.method == "seasonal_naive":
            return _(
                "No method was better than “as in that month last year”, so that is "
                "used. It is off by about %(pieces)s pieces a month.",
                pieces=off,
            )
        if not self.is_better:
            return _(
                "No method was better than “as last month”, so that is used. It is "
                "off by about %(pieces)s pieces a month.",
                pieces=off,
            )
        return _(
            "Tested on %(months)s months: errors are %(percent)s %% smaller than with "
            "“as last month”. It is off by about %(pieces)s pieces a month.",
            months=self.tested,
            percent=round(100 * (1 - self.error)),
            pieces=off,
        )

    def _get_chart(self):
        """Two years back and the year ahead, for the small picture."""
        past, ahead = (self.history or [])[-24:], self.pieces or []
        if not self.month:
            past = ahead = []
        values = [
            {
                "label": self._get_month_label(step),
                "value": quantity,
                "type": "past" if step < 0 else "future",
            }
            for step, quantity in enumerate([*past, *ahead], -len(past))
        ]
        return {"key": self.env._("Pieces"), "values": values}

    def _get_month_label(self, step):
        day = self.month + relativedelta(months=step)
        return format_date(self.env, day, date_format="MMM yy")


def _fill_months(rows, since, month):
    """Yield ``(product id, pieces of every month)`` from the part's first month on."""
    end = _count(month)
    for product, began, months, pieces in rows:
        start = min(_count(months[0]), max(_count(since), _count(began)))
        series = [0.0] * (end - start)
        for day, quantity in zip(months, pieces, strict=True):
            series[_count(day) - start] = quantity
        yield product, series


def _count(day):
    """Number of a month, so that months can be subtracted."""
    return day.year * 12 + day.month
