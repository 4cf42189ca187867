from odoo import api, fields, models
from odoo.tools import SQL


class PartMonth(models.Model):
    """What left the shelves of a warehouse to customers, per part and month.

    Deliveries, fitted parts and till sales are all stock moves to a customer. What
    came back is taken off the month in which it had left.
    """

    _name = "garage.part.month"
    _description = "Use per month"
    _auto = False
    _order = "month desc, product_id"
    _rec_name = "month"

    product_id = fields.Many2one("product.product", "Part", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    month = fields.Date(readonly=True)
    quantity = fields.Float("Pieces", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT min(u.id) AS id, u.product_id, u.warehouse_id, u.company_id,
                date_trunc('month', u.date)::date AS month,
                greatest(sum(u.quantity), 0) AS quantity
            FROM (%s) u
            GROUP BY u.product_id, u.warehouse_id, u.company_id,
                date_trunc('month', u.date)
            """,
            self._get_use_query(),
        )

    @api.model
    def _get_use_query(self):
        """Each move to a customer, and each return with a minus."""
        return SQL(
            """
            SELECT m.id, m.product_id, m.company_id,
                coalesce(first.date, m.date) AS date,
                CASE WHEN out THEN here.warehouse_id ELSE there.warehouse_id END
                    AS warehouse_id,
                CASE WHEN out THEN 1 ELSE -1 END
                    * m.quantity * unit.factor / own.factor AS quantity
            FROM stock_move m
            JOIN stock_location here ON here.id = m.location_id
            JOIN stock_location there ON there.id = m.location_dest_id
            CROSS JOIN LATERAL (SELECT here.usage = 'internal' AS out) way
            JOIN product_product p ON p.id = m.product_id
            JOIN product_template t ON t.id = p.product_tmpl_id
            JOIN uom_uom unit ON unit.id = m.product_uom
            JOIN uom_uom own ON own.id = t.uom_id
            LEFT JOIN stock_move first ON first.id = m.origin_returned_move_id
                AND here.usage = 'customer'
            WHERE m.state = 'done' AND (
                (here.usage = 'internal' AND there.usage = 'customer'
                    AND here.warehouse_id IS NOT NULL)
                OR (here.usage = 'customer' AND there.usage = 'internal'
                    AND there.warehouse_id IS NOT NULL))
            """
        )

    @api.model
    def _get_series(self, warehouse, since, until):
        """Months with use, from ``since`` up to but without ``until``.

        One statement for all parts. Returns rows ``(product id, day of the first
        move of the part, [months], [pieces])``.
        """
        self.env["stock.move"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT s.product_id, min(began.date)::date,
                    array_agg(s.month ORDER BY s.month),
                    array_agg(s.quantity ORDER BY s.month)
                FROM (%s) s
                JOIN (SELECT product_id, min(date) AS date FROM stock_move
                    WHERE state = 'done' AND company_id = %s GROUP BY product_id
                ) began USING (product_id)
                WHERE s.warehouse_id = %s AND s.month >= %s AND s.month < %s
                    AND s.quantity > 0
                GROUP BY s.product_id
                """,
                self._table_query,
                warehouse.company_id.id,
                warehouse.id,
                since,
                until,
            )
        )
        return self.env.cr.fetchall()
