from odoo import api, fields, models
from odoo.tools import SQL

COLUMNS = (
    "source",
    "res_model",
    "res_id",
    "company_id",
    "partner_id",
    "vehicle_id",
    "product_id",
    "quantity",
    "amount",
    "since",
    "until",
)


class GarageCoreOpen(models.Model):
    """Core deposits that are still open, with customers and with suppliers."""

    _name = "garage.core.open"
    _description = "Open core deposit"
    _auto = False
    _order = "since, id"

    kind = fields.Selection(
        [
            ("to_send", "To send back to the supplier"),
            ("sent", "Sent, credit awaited"),
        ],
        string="Who owes",
        readonly=True,
    )
    res_model = fields.Char("Document model", readonly=True)
    res_id = fields.Many2oneReference(
        "Document", model_field="res_model", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    partner_id = fields.Many2one("res.partner", "With", readonly=True)
    vehicle_id = fields.Many2one("garage.vehicle", readonly=True)
    product_id = fields.Many2one("product.product", "Part", readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    amount = fields.Monetary("Value", readonly=True, help="Without taxes.")
    since = fields.Date(readonly=True)
    until = fields.Date("Accepted until", readonly=True)
    age_days = fields.Integer("Age (days)", readonly=True, aggregator="avg")
    age_band = fields.Selection(
        [
            ("30", "Up to 30 days"),
            ("90", "31 to 90 days"),
            ("180", "91 to 180 days"),
            ("old", "Over 180 days"),
        ],
        string="Age",
        readonly=True,
    )

    @property
    def _table_query(self):
        queries = [
            SQL("SELECT %s, %s, rows.* FROM (%s) rows", place, kind, query)
            for place, (kind, query) in enumerate(self._get_queries().items())
        ]
        names = SQL(", ").join(SQL.identifier(name) for name in COLUMNS)
        return SQL(
            """
            SELECT found.source::bigint * 8 + found.place AS id, found.*,
                c.currency_id, CURRENT_DATE - found.since AS age_days,
                CASE WHEN CURRENT_DATE - found.since <= 30 THEN '30'
                    WHEN CURRENT_DATE - found.since <= 90 THEN '90'
                    WHEN CURRENT_DATE - found.since <= 180 THEN '180'
                    ELSE 'old' END AS age_band
            FROM (%s) AS found (place, kind, %s)
            JOIN res_company c ON c.id = found.company_id
            """,
            SQL(" UNION ALL ").join(queries),
            names,
        )

    @api.model
    def _get_queries(self):
        """{kind: SQL of COLUMNS}; add-ons that know of more kinds add theirs."""
        return {"to_send": self._get_to_send_query(), "sent": self._get_sent_query()}

    @api.model
    def _get_to_send_query(self):
        """Deposits paid for parts that came, whose old part did not go back yet."""
        return SQL(
            """
            SELECT d.id, 'purchase.order', d.order_id, d.company_id, o.partner_id,
                NULL::integer, b.product_id, open.quantity,
                open.quantity * d.price_subtotal / NULLIF(d.product_qty, 0)
                    / COALESCE(NULLIF(o.currency_rate, 0), 1),
                COALESCE(o.effective_date, o.date_approve, o.date_order)::date,
                NULL::date
            FROM purchase_order_line d
            JOIN purchase_order_line b ON b.id = d.garage_core_for_id
            JOIN purchase_order o ON o.id = d.order_id
            JOIN LATERAL (
                SELECT LEAST(d.product_qty, b.qty_received)
                    - COALESCE(sum(r.quantity), 0) AS quantity
                FROM garage_supplier_return r
                WHERE r.purchase_line_id = b.id AND r.reason = 'core'
            ) open ON open.quantity > 0
            WHERE d.garage_core_for_id IS NOT NULL AND o.state = 'purchase'
            """
        )

    @api.model
    def _get_sent_query(self):
        """Old parts that a supplier has or was asked to take, and did not credit."""
        return SQL(
            """
            SELECT r.id, 'garage.supplier.return', r.id, r.company_id, r.partner_id,
                NULL::integer, r.product_id, r.quantity, r.expected_credit,
                COALESCE(r.sent_on, r.asked_on), NULL::date
            FROM garage_supplier_return r
            WHERE r.reason = 'core' AND r.state IN ('asked', 'sent')
            """
        )

    def action_open_document(self):
        """Open the order or return that the row tells about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def action_send_core(self):
        """Begin the return of these old parts to their suppliers."""
        returns = self.env["garage.supplier.return"]
        for row in self.filtered(lambda row: row.kind == "to_send"):
            # the row tells of the deposit line; its number is the row's id without kind
            deposit = self.env["purchase.order.line"].sudo().browse(row.id // 8)
            returns |= returns.create(
                {
                    "partner_id": row.partner_id.id,
                    "product_id": row.product_id.id,
                    "quantity": row.quantity,
                    "reason": "core",
                    "purchase_line_id": deposit.garage_core_for_id.id,
                    "company_id": row.company_id.id,
                }
            )
        return returns._get_records_action(name=self.env._("Returns to suppliers"))
