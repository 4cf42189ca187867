from odoo import api, fields, models
from odoo.tools import SQL

#: parts that did not move for so many days are worth a question
IDLE_DAYS = 180
#: shares of the year's use (at cost) up to which a part counts as A and as B
SHARE_A, SHARE_B = 0.80, 0.95


class PartStock(models.Model):
    """What lies on the shelves: its worth, its turn, its age, and what to do with it.

    Every figure is of one part in one warehouse, read when the list is opened.
    """

    _name = "garage.part.stock"
    _description = "Stock turn and dead stock"
    _auto = False
    _order = "value desc, id"
    _rec_name = "product_id"

    product_id = fields.Many2one("product.product", "Part", readonly=True)
    categ_id = fields.Many2one("product.category", "Category", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    quantity = fields.Float("In stock", readonly=True)
    value = fields.Monetary("Value at cost", readonly=True)
    promised = fields.Float(readonly=True)
    used = fields.Float("Used in a year", readonly=True)
    used_value = fields.Monetary("Used in a year at cost", readonly=True)
    turn = fields.Float(
        readonly=True,
        aggregator="avg",
        help="How often a year's use empties the stock of today.",
    )
    last_in = fields.Datetime("Last received", readonly=True)
    last_out = fields.Datetime("Last used", readonly=True)
    idle_days = fields.Integer("Days without a move", readonly=True, aggregator="max")
    band = fields.Selection(
        [
            ("a90", "Up to 3 months"),
            ("b180", "3 to 6 months"),
            ("c365", "6 to 12 months"),
            ("d730", "1 to 2 years"),
            ("e", "Over 2 years"),
        ],
        "Without a move for",
        readonly=True,
    )
    abc = fields.Selection(
        [("a", "A"), ("b", "B"), ("c", "C"), ("n", "No use")],
        "ABC",
        readonly=True,
        help="A: parts that make the first 80 % of a year's use at cost, B: up to "
        "95 %, C: the rest.",
    )
    xyz = fields.Selection(
        [("x", "X, steady"), ("y", "Y, rare or jumpy"), ("z", "Z, rare and jumpy")],
        "XYZ",
        readonly=True,
    )
    expected = fields.Float("Expected in three months", readonly=True)
    excess = fields.Float(
        "Too many",
        readonly=True,
        help="More than a year's use, the maximum and what is promised.",
    )
    excess_value = fields.Monetary("Too much at cost", readonly=True)
    purchase_line_id = fields.Many2one("purchase.order.line", readonly=True)
    supplier_id = fields.Many2one("res.partner", readonly=True)
    return_until = fields.Date("Can go back until", readonly=True)
    other_warehouse_id = fields.Many2one("stock.warehouse", "Needed in", readonly=True)
    suggestion = fields.Selection(
        [
            ("return", "Return to the supplier"),
            ("transfer", "Move to another location"),
            ("sell", "Sell out at a discount"),
            ("watch", "Buy no more for now"),
            ("season", "Keep for the season"),
            ("job", "Keep, jobs wait for it"),
            ("keep", "Keep"),
            ("none", "Nothing in stock"),
        ],
        readonly=True,
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT r.*, r.excess * r.cost AS excess_value, %s AS suggestion
            FROM (%s) r
            """,
            self._get_suggestion(),
            self._get_rows_query(),
        )

    @api.model
    def _get_suggestion(self):
        """The first that holds; the reasons are those of ``part_stock_actions``."""
        return SQL(
            """
            CASE
                WHEN r.quantity <= 0 THEN 'none'
                WHEN r.promised >= r.quantity THEN 'job'
                WHEN r.idle_days > 90 AND r.expected >= 1 THEN 'season'
                WHEN r.excess < 1 THEN 'keep'
                WHEN r.return_until >= CURRENT_DATE THEN 'return'
                WHEN r.other_warehouse_id IS NOT NULL THEN 'transfer'
                WHEN r.idle_days > %s THEN 'sell'
                ELSE 'watch'
            END
            """,
            IDLE_DAYS,
        )

    @api.model
    def _get_rows_query(self):
        return SQL(
            """
            SELECT f.*,
                CASE WHEN f.idle_days <= 90 THEN 'a90'
                    WHEN f.idle_days <= 180 THEN 'b180'
                    WHEN f.idle_days <= 365 THEN 'c365'
                    WHEN f.idle_days <= 730 THEN 'd730' ELSE 'e' END AS band,
                CASE WHEN f.used_value <= 0 THEN 'n'
                    WHEN %s < %s THEN 'a' WHEN %s < %s THEN 'b' ELSE 'c' END AS abc,
                greatest(f.quantity - greatest(f.promised, f.maximum, f.used,
                    f.expected), 0) AS excess,
                o.warehouse_id AS other_warehouse_id
            FROM (%s) f
            LEFT JOIN LATERAL (%s) o ON true
            """,
            self._get_share(),
            SHARE_A,
            self._get_share(),
            SHARE_B,
            self._get_figures_query(),
            self._get_other_query(),
        )

    @api.model
    def _get_share(self):
        """Share of the year's use that the more important parts make."""
        return SQL(
            """
            coalesce(sum(f.used_value) OVER (PARTITION BY f.warehouse_id
                ORDER BY f.used_value DESC, f.product_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
            / NULLIF(sum(f.used_value) OVER (PARTITION BY f.warehouse_id), 0)
            """
        )

    @api.model
    def _get_other_query(self):
        """The warehouse of the company that uses most of part ``f`` and has too few."""
        return SQL(
            """
            SELECT d.warehouse_id FROM garage_part_demand d
            WHERE d.product_id = f.product_id AND d.warehouse_id <> f.warehouse_id
                AND d.company_id = f.company_id AND d.year_quantity > 0
                AND d.year_quantity > (SELECT coalesce(sum(q.quantity), 0)
                    FROM stock_quant q JOIN stock_location l ON l.id = q.location_id
                    WHERE q.product_id = d.product_id AND l.usage = 'internal'
                        AND l.warehouse_id = d.warehouse_id)
            ORDER BY d.year_quantity DESC LIMIT 1
            """
        )

    @api.model
    def _get_figures_query(self):
        """One row per part that a warehouse has or used."""
        return SQL(
            """
            SELECT p.id::bigint * 4096 + w.id AS id, p.id AS product_id,
                t.categ_id, w.id AS warehouse_id, w.company_id,
                coalesce(s.quantity, 0) AS quantity, c.cost,
                coalesce(s.quantity, 0) * c.cost AS value,
                coalesce(o.promised, 0) AS promised,
                coalesce(u.used, 0) AS used, coalesce(u.used, 0) * c.cost AS used_value,
                CASE WHEN s.quantity > 0 THEN coalesce(u.used, 0) / s.quantity END
                    AS turn,
                i.last_in, u.last_out,
                extract(day FROM (now() AT TIME ZONE 'UTC')
                    - greatest(i.last_in, u.last_out))::int AS idle_days,
                CASE d.demand WHEN 'smooth' THEN 'x' WHEN 'erratic' THEN 'y'
                    WHEN 'intermittent' THEN 'y' WHEN 'lumpy' THEN 'z' END AS xyz,
                coalesce((d.pieces->>0)::float + (d.pieces->>1)::float
                    + (d.pieces->>2)::float, 0) AS expected,
                coalesce(d.suggested_max, 0) AS maximum,
                i.purchase_line_id, po.partner_id AS supplier_id,
                (i.last_bought + make_interval(
                    days => coalesce(a.garage_return_days, 0)))::date AS return_until
            FROM (%s) s FULL JOIN (%s) u USING (product_id, warehouse_id)
            JOIN product_product p ON p.id = product_id
            JOIN product_template t ON t.id = p.product_tmpl_id AND t.is_storable
            JOIN stock_warehouse w ON w.id = warehouse_id
            CROSS JOIN LATERAL (SELECT coalesce(
                (p.standard_price->>w.company_id::text)::float, 0) AS cost) c
            LEFT JOIN (%s) i USING (product_id, warehouse_id)
            LEFT JOIN (%s) o USING (product_id, warehouse_id)
            LEFT JOIN garage_part_demand d
                ON d.product_id = p.id AND d.warehouse_id = w.id
            LEFT JOIN purchase_order_line b ON b.id = i.purchase_line_id
            LEFT JOIN purchase_order po ON po.id = b.order_id
            LEFT JOIN res_partner a ON a.id = po.partner_id
            WHERE coalesce(s.quantity, 0) > 0 OR u.used > 0
            """,
            self._get_stock_query(),
            self._get_uses_query(),
            self._get_receipts_query(),
            self._get_promised_query(),
        )

    @api.model
    def _get_stock_query(self):
        return SQL(
            """
            SELECT q.product_id, l.warehouse_id, sum(q.quantity)::float AS quantity
            FROM stock_quant q JOIN stock_location l ON l.id = q.location_id
            WHERE l.usage = 'internal' AND l.warehouse_id IS NOT NULL
            GROUP BY q.product_id, l.warehouse_id
            """
        )

    @api.model
    def _get_uses_query(self):
        return SQL(
            """
            SELECT x.product_id, x.warehouse_id,
                max(x.date) FILTER (WHERE x.quantity > 0) AS last_out,
                greatest(sum(x.quantity) FILTER (WHERE x.date >=
                    (now() AT TIME ZONE 'UTC') - interval '1 year'), 0)::float AS used
            FROM (%s) x GROUP BY x.product_id, x.warehouse_id
            """,
            self.env["garage.part.month"]._get_use_query(),
        )

    @api.model
    def _get_receipts_query(self):
        """Last receipt of any kind, and the last that was bought."""
        return SQL(
            """
            SELECT m.product_id, there.warehouse_id, max(m.date) AS last_in,
                max(m.date) FILTER (WHERE m.purchase_line_id IS NOT NULL)
                    AS last_bought,
                (array_agg(m.purchase_line_id ORDER BY m.date DESC)
                    FILTER (WHERE m.purchase_line_id IS NOT NULL))[1]
                    AS purchase_line_id
            FROM stock_move m
            JOIN stock_location here ON here.id = m.location_id
                AND here.usage IN ('supplier', 'inventory', 'production', 'transit')
            JOIN stock_location there ON there.id = m.location_dest_id
                AND there.usage = 'internal'
            WHERE m.state = 'done' GROUP BY m.product_id, there.warehouse_id
            """
        )

    @api.model
    def _get_promised_query(self):
        return SQL(
            """
            SELECT m.product_id, here.warehouse_id,
                sum(m.product_qty)::float AS promised
            FROM stock_move m
            JOIN stock_location here ON here.id = m.location_id
                AND here.usage = 'internal'
            JOIN stock_location there ON there.id = m.location_dest_id
                AND there.usage = 'customer'
            WHERE m.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
            GROUP BY m.product_id, here.warehouse_id
            """
        )
