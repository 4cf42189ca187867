from odoo import api, fields, models
from odoo.tools import SQL


class GarageDelivery(models.Model):
    """What is still to come from suppliers, one row per ordered part."""

    _name = "garage.delivery"
    _description = "Expected delivery"
    _auto = False
    _order = "date_planned, id"
    _rec_name = "order_name"

    purchase_line_id = fields.Many2one("purchase.order.line", readonly=True)
    order_id = fields.Many2one("purchase.order", "Purchase order", readonly=True)
    order_name = fields.Char("Order", readonly=True)
    partner_id = fields.Many2one("res.partner", "Supplier", readonly=True)
    product_id = fields.Many2one("product.product", "Part", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    quantity = fields.Float("To come", digits="Product Unit", readonly=True)
    date_planned = fields.Datetime("Expected", readonly=True)
    supplier_order_id = fields.Many2one(
        "garage.supplier.order", "At the supplier", readonly=True
    )
    supplier_state = fields.Selection(
        related="supplier_order_id.state", string="How far"
    )
    is_late = fields.Boolean("Late", compute="_compute_is_late")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT l.id AS id, l.id AS purchase_line_id, o.id AS order_id,
                o.name AS order_name, o.partner_id, l.product_id, o.company_id,
                l.product_qty - coalesce(l.qty_received, 0) AS quantity,
                l.date_planned, s.id AS supplier_order_id %s
            FROM purchase_order_line l
            JOIN purchase_order o ON o.id = l.order_id
            LEFT JOIN garage_supplier_order s ON s.purchase_id = o.id
                AND s.state NOT IN ('rejected', 'cancelled')
            %s
            WHERE o.state = 'purchase' AND l.display_type IS NULL
                AND l.product_qty > coalesce(l.qty_received, 0)
            """,
            self._get_more_columns(),
            self._get_more_joins(),
        )

    @api.model
    def _get_more_columns(self):
        """Columns of add-ons, each with a comma before it."""
        return SQL()

    @api.model
    def _get_more_joins(self):
        return SQL()

    @api.depends("date_planned")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for delivery in self:
            delivery.is_late = bool(
                delivery.date_planned and delivery.date_planned < now
            )

    def action_receive(self):
        """Open the receipt of this order, to book in what came."""
        self.ensure_one()
        # Reached by who sees the delivery; the receipt has rights of its own.
        pickings = self.sudo().order_id.picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Receive %s", self.order_name),
            "res_model": "stock.picking",
            "res_id": pickings[:1].id,
            "views": [(False, "form")],
        }
