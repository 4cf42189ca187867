from odoo import fields, models
from odoo.tools import SQL


class GarageCountDifference(models.Model):
    """What counts of the stock found too little or too much."""

    _name = "garage.count.difference"
    _description = "Difference in a count"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"

    date = fields.Datetime(readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    product_id = fields.Many2one("product.product", "Part", readonly=True)
    location_id = fields.Many2one("stock.location", "Place", readonly=True)
    reason_id = fields.Many2one("garage.loss.reason", readonly=True)
    quantity = fields.Float("Difference", digits="Product Unit", readonly=True)
    value = fields.Monetary(readonly=True, help="At purchase price, without taxes.")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT m.id, m.date, m.create_uid AS user_id, m.company_id, c.currency_id,
                m.product_id, m.garage_reason_id AS reason_id,
                CASE WHEN d.usage = 'inventory' THEN m.location_id
                    ELSE m.location_dest_id END AS location_id,
                sign.factor * m.product_qty AS quantity,
                sign.factor * m.product_qty * COALESCE(
                    (p.standard_price ->> m.company_id::text)::numeric, 0) AS value
            FROM stock_move m
            JOIN res_company c ON c.id = m.company_id
            JOIN product_product p ON p.id = m.product_id
            JOIN stock_location s ON s.id = m.location_id
            JOIN stock_location d ON d.id = m.location_dest_id
            CROSS JOIN LATERAL (
                SELECT CASE WHEN d.usage = 'inventory' THEN -1 ELSE 1 END AS factor
            ) sign
            WHERE m.is_inventory AND m.state = 'done'
                AND (s.usage = 'inventory') <> (d.usage = 'inventory')
            """
        )
