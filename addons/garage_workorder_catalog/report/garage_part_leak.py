from odoo import api, fields, models
from odoo.tools import SQL

from ..models.purchase_order_line import LEFTOVERS


class GaragePartLeak(models.Model):
    """Parts bought for a job and not billed, and parts billed that nobody took.

    What is billed counts from the bill once a visit is over or its job was finished
    more than a day ago; before that, what stands on the job is taken as billed.
    """

    _name = "garage.part.leak"
    _description = "Parts bought and not billed"
    _auto = False
    _order = "since, id"
    _rec_name = "product_id"

    kind = fields.Selection(
        [("bought", "Bought, not billed"), ("billed", "Billed, not taken from stock")],
        readonly=True,
    )
    state = fields.Selection(
        [("open", "Unexplained"), *LEFTOVERS], "What became of it", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    job_id = fields.Many2one("garage.job", readonly=True)
    workorder_id = fields.Many2one("garage.workorder", readonly=True)
    vehicle_id = fields.Many2one(related="workorder_id.vehicle_id")
    plate = fields.Char(related="vehicle_id.plate")
    plate_country_code = fields.Char(related="vehicle_id.plate_country_code")
    product_id = fields.Many2one("product.product", "Part", readonly=True)
    supplier_id = fields.Many2one("res.partner", readonly=True)
    purchase_id = fields.Many2one("purchase.order", "Order", readonly=True)
    quantity = fields.Float("Pieces", readonly=True)
    amount = fields.Monetary("Value", readonly=True)
    since = fields.Datetime(readonly=True)
    age = fields.Integer("Age in days", readonly=True, aggregator="max")
    closed_at = fields.Datetime("Visit over", readonly=True)
    reason = fields.Char(readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT found.*,
                extract(day FROM (now() AT TIME ZONE 'UTC') - found.since)::int AS age
            FROM (%s UNION ALL %s) found
            """,
            self._get_bought_query(),
            self._get_billed_query(),
        )

    @api.model
    def _get_over_condition(self):
        """Whether job ``j`` of visit ``w`` is over: its bill should tell all."""
        return SQL(
            """
            (w.state IN ('handed_over', 'cancelled')
                OR j.state IN ('cancelled', 'declined')
                OR j.finished_at < (now() AT TIME ZONE 'UTC') - interval '1 day')
            """
        )

    @api.model
    def _get_bought_query(self):
        """One row per part of a job: what was bought less what is billed or kept."""
        return SQL(
            """
            SELECT b.id::bigint * 2 AS id, 'bought' AS kind,
                CASE WHEN b.pieces - s.pieces > b.explained THEN 'open'
                    ELSE b.answer END AS state,
                w.company_id, j.id AS job_id, w.id AS workorder_id, b.product_id,
                b.supplier_id, b.order_id AS purchase_id,
                b.pieces - s.pieces AS quantity,
                (b.pieces - s.pieces) * b.amount / b.all_pieces AS amount,
                b.since, coalesce(w.handed_over_at, j.finished_at, b.since)
                    AS closed_at,
                b.reason
            FROM (%s) b
            JOIN garage_job j ON j.id = b.job_id
            JOIN garage_workorder w ON w.id = j.workorder_id
            JOIN LATERAL (
                SELECT coalesce(sum(CASE WHEN %s THEN l.qty_invoiced
                    ELSE l.product_uom_qty END * u.factor / b.factor), 0) AS pieces
                FROM sale_order_line l JOIN uom_uom u ON u.id = l.product_uom_id
                WHERE CASE WHEN b.sale_line_id IS NOT NULL THEN l.id = b.sale_line_id
                    ELSE l.garage_job_id = j.id AND l.product_id = b.product_id END
            ) s ON true
            WHERE b.all_pieces > 0 AND b.pieces - s.pieces > 0.001
            """,
            self._get_lines_query(),
            self._get_over_condition(),
        )

    @api.model
    def _get_lines_query(self):
        """Bought for a job and kept, in the part's unit and the company's money.

        ``pieces`` leaves out what was put to stock; ``explained`` has an answer.
        """
        return SQL(
            """
            SELECT max(b.id) AS id, b.garage_job_id AS job_id, b.sale_line_id,
                max(b.product_id) AS product_id, max(b.order_id) AS order_id,
                max(p.partner_id) AS supplier_id, min(p.date_order) AS since,
                max(own.factor) AS factor,
                sum(k.pieces) AS all_pieces,
                sum(k.pieces - CASE WHEN b.garage_leftover = 'stock'
                    THEN b.garage_leftover_quantity ELSE 0 END) AS pieces,
                sum(CASE WHEN b.garage_leftover <> 'stock'
                    THEN b.garage_leftover_quantity ELSE 0 END) AS explained,
                max(b.garage_leftover) AS answer, max(b.garage_leftover_reason)
                    AS reason,
                sum(b.price_subtotal / NULLIF(b.product_qty, 0) * own.factor
                    / unit.factor * k.pieces
                    / coalesce(NULLIF(p.currency_rate, 0), 1)) AS amount
            FROM purchase_order_line b
            JOIN purchase_order p ON p.id = b.order_id AND p.state = 'purchase'
            JOIN product_product v ON v.id = b.product_id
            JOIN product_template t ON t.id = v.product_tmpl_id
            JOIN uom_uom unit ON unit.id = b.product_uom_id
            JOIN uom_uom own ON own.id = t.uom_id
            JOIN LATERAL (
                SELECT CASE WHEN t.type = 'service' THEN b.product_qty
                    ELSE b.qty_received END * unit.factor / own.factor
                    + coalesce(sum(m.product_qty), 0) AS pieces
                FROM stock_move m
                JOIN stock_location place ON place.id = m.location_dest_id
                WHERE m.purchase_line_id = b.id AND place.usage <> 'supplier'
                    AND m.state NOT IN ('draft', 'done', 'cancel')
            ) k ON true
            WHERE b.garage_job_id IS NOT NULL
            GROUP BY b.garage_job_id, b.sale_line_id,
                CASE WHEN b.sale_line_id IS NULL THEN b.product_id END
            """
        )

    @api.model
    def _get_billed_query(self):
        """Parts on a bill that neither left the stock nor were delivered."""
        return SQL(
            """
            SELECT l.id::bigint * 2 + 1, 'billed', 'open', w.company_id, j.id, w.id,
                l.product_id, NULL::int, NULL::int, l.qty_invoiced - l.qty_delivered,
                l.price_subtotal * (l.qty_invoiced - l.qty_delivered)
                    / NULLIF(l.product_uom_qty, 0),
                coalesce(j.finished_at, w.handed_over_at),
                coalesce(w.handed_over_at, j.finished_at), NULL
            FROM sale_order_line l
            JOIN garage_job j ON j.id = l.garage_job_id
            JOIN garage_workorder w ON w.id = j.workorder_id
            JOIN product_product v ON v.id = l.product_id
            JOIN product_template t ON t.id = v.product_tmpl_id
            WHERE l.garage_job_id IS NOT NULL AND l.qty_invoiced > l.qty_delivered
                AND t.type = 'consu' AND %s
            """,
            self._get_over_condition(),
        )

    def action_open(self):
        """Open the visit, where the part can still be put on a job."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "garage.workorder",
            "res_id": self.workorder_id.id,
            "views": [(False, "form")],
        }

    def action_explain(self):
        """Say what became of the parts of the visit."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "garage_workorder_catalog.garage_leftover_action"
        )
        action["context"] = {"default_workorder_id": self.workorder_id.id}
        return action
