from odoo import fields, models
from odoo.tools import SQL

from ..const import PAYER_KINDS

MARGINS = "garage_workorder.group_garage_margins"
STAFF = "garage_workorder.group_garage_staff_figures"


class GarageProfitReport(models.Model):
    """What was billed on work orders, line by line, and what it cost.

    Revenue is what the posted bills say, credit notes count against it. Cost is the
    cost kept on the order's line when it was sold.
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
        hour = self.env.ref("uom.product_uom_hour")
        return SQL(
            "%s %s %s",
            self._get_select(hour),
            self._get_from(hour.parent_path.split("/")[0]),
            self._get_where(),
        )

    def _get_select(self, hour):
        return SQL(
            """
            SELECT a.id, m.invoice_date AS date, m.company_id,
                c.currency_id, m.id AS move_id, m.garage_workorder_id AS workorder_id,
                l.garage_job_id AS job_id,
                j.template_id, k.category, m.garage_payer_kind AS payer_kind,
                a.product_id, m.partner_id,
                (SELECT s.partner_id FROM product_supplierinfo s
                    WHERE s.product_tmpl_id = t.id ORDER BY s.sequence, s.id LIMIT 1)
                    AS supplier_id,
                (SELECT min(category_id) FROM res_partner_res_partner_category_rel
                    WHERE partner_id = m.commercial_partner_id) AS customer_group_id,
                CASE WHEN r.is_company THEN 'business' ELSE 'private' END
                    AS customer_kind,
                w.vehicle_id, v.make_id, j.mechanic_id, w.adviser_id,
                CASE WHEN t.type = 'consu' THEN 'part' WHEN h.id IS NOT NULL
                    THEN 'labour' ELSE 'other' END AS kind,
                CASE WHEN t.type = 'service' THEN %(sold)s * h.factor / %(hour)s
                    ELSE 0 END AS hours,
                -a.balance AS revenue,
                %(sold)s * coalesce(l.purchase_price, 0) AS cost,
                -a.balance - %(sold)s * coalesce(l.purchase_price, 0) AS profit
            """,
            sold=SQL(
                "CASE m.move_type WHEN 'out_refund' THEN -a.quantity"
                " ELSE a.quantity END"
            ),
            hour=hour.factor,
        )

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
