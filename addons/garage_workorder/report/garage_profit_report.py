from odoo import api, fields, models
from odoo.tools import SQL

from ..const import PAYER_KINDS

MARGINS = "garage_workorder.group_garage_margins"
STAFF = "garage_workorder.group_garage_staff_figures"


class GarageProfitReport(models.Model):
    """What was billed on work orders, line by line, and what it cost.

    Revenue is what the posted bills say, credit notes count against it. Cost is the
    cost kept on the order's line when it was sold. Add-ons that know of other turnover
    add a query with the same columns.
    """

    _name = "garage.profit.report"
    _description = "Profit of the workshop"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", string="Branch", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    workorder_id = fields.Many2one("garage.workorder", readonly=True)
    job_id = fields.Many2one("garage.job", readonly=True)
    template_id = fields.Many2one(
        "garage.job.template", string="Job template", readonly=True
    )
    category = fields.Selection(
        lambda self: (
            self.env["garage.job.template"]
            ._fields["category"]
            .get_description(self.env)["selection"]
        ),
        string="Job type",
        readonly=True,
    )
    kind = fields.Selection(
        [("labour", "Labour"), ("part", "Parts"), ("other", "Other")],
        readonly=True,
    )
    payer_kind = fields.Selection(
        PAYER_KINDS,
        string="Who pays",
        readonly=True,
    )
    product_id = fields.Many2one("product.product", readonly=True)
    supplier_id = fields.Many2one("res.partner", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    customer_group_id = fields.Many2one(
        "res.partner.category", string="Customer group", readonly=True
    )
    customer_kind = fields.Selection(
        [("private", "Private"), ("business", "Business")], readonly=True
    )
    vehicle_id = fields.Many2one("garage.vehicle", readonly=True)
    make_id = fields.Many2one("garage.vehicle.make", readonly=True)
    mechanic_id = fields.Many2one("hr.employee", readonly=True, groups=STAFF)
    adviser_id = fields.Many2one("res.users", readonly=True, groups=STAFF)
    hours = fields.Float(string="Hours sold", readonly=True)
    revenue = fields.Monetary(readonly=True)
    cost = fields.Monetary(readonly=True, groups=MARGINS)
    profit = fields.Monetary(string="Gross profit", readonly=True, groups=MARGINS)

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join(self._get_queries())

    @api.model
    def _get_queries(self):
        """One query for each source of turnover; add-ons add theirs."""
        hour = self.env["sale.order.line"]._get_garage_hour()
        return [
            SQL(
                "%s %s %s",
                self._get_select(self._get_expressions(hour)),
                self._get_from(hour.parent_path.split("/")[0]),
                self._get_where(),
            )
        ]

    @api.model
    def _get_columns(self):
        """Columns of every query, in this order."""
        return [
            "id", "date", "company_id", "currency_id", "move_id", "workorder_id",
            "job_id", "template_id", "category", "payer_kind", "product_id",
            "supplier_id", "partner_id", "customer_group_id", "customer_kind",
            "vehicle_id", "make_id", "mechanic_id", "adviser_id", "kind", "hours",
            "revenue", "cost", "profit",
        ]  # fmt: skip

    @api.model
    def _get_select(self, expressions):
        """The SELECT of a query; a column that it does not know stays empty."""
        columns = [
            SQL("%s AS %s", expressions.get(name, SQL("NULL")), SQL.identifier(name))
            for name in self._get_columns()
        ]
        return SQL("SELECT %s", SQL(", ").join(columns))

    def _get_expressions(self, hour):
        sold = SQL(
            "CASE m.move_type WHEN 'out_refund' THEN -a.quantity ELSE a.quantity END"
        )
        cost = SQL("%s * coalesce(l.purchase_price, 0)", sold)
        return {
            **self._get_segments(product=SQL("t.id"), partner=SQL("r.id")),
            "id": SQL("a.id"),
            "date": SQL("m.invoice_date"),
            "company_id": SQL("m.company_id"),
            "move_id": SQL("m.id"),
            "workorder_id": SQL("m.garage_workorder_id"),
            "job_id": SQL("l.garage_job_id"),
            "template_id": SQL("j.template_id"),
            "category": SQL("k.category"),
            "payer_kind": SQL("m.garage_payer_kind"),
            "product_id": SQL("a.product_id"),
            "partner_id": SQL("m.partner_id"),
            "vehicle_id": SQL("w.vehicle_id"),
            "mechanic_id": SQL("j.mechanic_id"),
            "adviser_id": SQL("w.adviser_id"),
            "kind": SQL(
                "CASE WHEN t.type = 'consu' THEN 'part' WHEN h.id IS NOT NULL"
                " THEN 'labour' ELSE 'other' END"
            ),
            "hours": SQL(
                "CASE WHEN t.type = 'service' THEN %s * h.factor / %s ELSE 0 END",
                sold,
                hour.factor,
            ),
            "revenue": SQL("-a.balance"),
            "cost": cost,
            "profit": SQL("-a.balance - %s", cost),
        }

    @api.model
    def _get_segments(self, product, partner):
        """What is looked up for a product template and a customer (table r)."""
        return {
            "currency_id": SQL("c.currency_id"),
            "make_id": SQL("v.make_id"),
            "supplier_id": SQL(
                "(SELECT s.partner_id FROM product_supplierinfo s"
                " WHERE s.product_tmpl_id = %s ORDER BY s.sequence, s.id LIMIT 1)",
                product,
            ),
            "customer_group_id": SQL(
                "(SELECT min(category_id) FROM res_partner_res_partner_category_rel"
                " WHERE partner_id = %s)",
                partner,
            ),
            "customer_kind": SQL(
                "CASE WHEN r.is_company THEN 'business' ELSE 'private' END"
            ),
        }

    def _get_from(self, hour_root):
        # outer joins and sub-queries of at most one row: what a grouping does not ask
        # for is not read at all; without min and max the database cannot know
        return SQL(
            """
            FROM account_move m
            LEFT JOIN garage_workorder w ON w.id = m.garage_workorder_id
            LEFT JOIN garage_vehicle v ON v.id = w.vehicle_id
            LEFT JOIN res_company c ON c.id = m.company_id
            LEFT JOIN res_partner r ON r.id = m.commercial_partner_id
            JOIN account_move_line a ON a.move_id = m.id
            LEFT JOIN LATERAL (
                SELECT min(l.garage_job_id) AS garage_job_id,
                    max(l.purchase_price) AS purchase_price
                FROM sale_order_line_invoice_rel x
                JOIN sale_order_line l ON l.id = x.order_line_id
                WHERE x.invoice_line_id = a.id
            ) l ON true
            LEFT JOIN garage_job j ON j.id = l.garage_job_id
            LEFT JOIN garage_job_template k ON k.id = j.template_id
            LEFT JOIN product_product p ON p.id = a.product_id
            LEFT JOIN product_template t ON t.id = p.product_tmpl_id
            LEFT JOIN uom_uom h ON h.id = a.product_uom_id
                AND split_part(h.parent_path, '/', 1) = %s
            """,
            hour_root,
        )

    def _get_where(self):
        return SQL(
            """
            WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund')
                AND m.garage_workorder_id IS NOT NULL AND a.display_type = 'product'
                AND a.is_downpayment IS NOT TRUE
            """
        )

    def action_open(self):
        """Open the work order of the line."""
        self.ensure_one()
        return self.workorder_id._get_records_action()
