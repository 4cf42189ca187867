from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class GarageProfitReport(models.Model):
    """What was sold at the till counts too, line by line.

    An order that pays a bill is no sale, and a bill of a work order counts once.
    """

    _inherit = "garage.profit.report"

    pos_order_id = fields.Many2one("pos.order", string="Till order", readonly=True)

    @api.model
    def _get_till_domain(self):
        return Domain("pos_order_id", "!=", False)

    @api.model
    def _get_columns(self):
        return [*super()._get_columns(), "pos_order_id"]

    @api.model
    def _get_queries(self):
        select = self._get_select(self._get_till_expressions())
        return [*super()._get_queries(), SQL("%s %s", select, self._get_till_from())]

    @api.model
    def _get_till_expressions(self):
        # what goes back has a negative quantity, whatever the sign of its amount
        rate = SQL("coalesce(nullif(o.currency_rate, 0), 1)")
        revenue = SQL("sign(l.qty * l.price_unit) * abs(l.price_subtotal) / %s", rate)
        cost = SQL("coalesce(l.total_cost, 0) / %s", rate)
        return {
            **self._get_segments(product=SQL("t.id"), partner=SQL("r.id")),
            # lines of bills have the numbers above zero
            "id": SQL("-l.id"),
            "date": SQL("o.garage_day"),
            "company_id": SQL("o.company_id"),
            "payer_kind": SQL("'customer'"),
            "product_id": SQL("l.product_id"),
            "partner_id": SQL("o.partner_id"),
            "vehicle_id": SQL("o.garage_vehicle_id"),
            "kind": SQL("CASE WHEN t.type = 'consu' THEN 'part' ELSE 'other' END"),
            # of the same type as in the other query, or the database reads all columns
            "hours": SQL("0::numeric"),
            "revenue": revenue,
            "cost": cost,
            "profit": SQL("%s - %s", revenue, cost),
            "pos_order_id": SQL("o.id"),
        }

    @api.model
    def _get_till_from(self):
        return SQL(
            """
            FROM pos_order o
            JOIN pos_order_line l ON l.order_id = o.id
            LEFT JOIN account_move m ON m.id = o.account_move
            LEFT JOIN garage_vehicle v ON v.id = o.garage_vehicle_id
            LEFT JOIN res_company c ON c.id = o.company_id
            LEFT JOIN res_partner p ON p.id = o.partner_id
            LEFT JOIN res_partner r ON r.id = p.commercial_partner_id
            LEFT JOIN product_product i ON i.id = l.product_id
            LEFT JOIN product_template t ON t.id = i.product_tmpl_id
            WHERE o.state IN ('paid', 'done') AND o.garage_invoice_id IS NULL
                AND m.garage_workorder_id IS NULL
            """
        )

    def action_open(self):
        """Open the till order of a line that was sold at the till."""
        self.ensure_one()
        if self.pos_order_id:
            return self.pos_order_id._get_records_action()
        return super().action_open()
