from odoo import api, fields, models


class PosOrder(models.Model):
    _inherit = "pos.order"

    garage_workorder_id = fields.Many2one(
        "garage.workorder",
        string="Work order",
        index="btree_not_null",
        readonly=True,
        copy=False,
    )
    garage_vehicle_id = fields.Many2one(
        "garage.vehicle",
        string="Vehicle",
        index="btree_not_null",
        readonly=True,
        copy=False,
    )
    garage_day = fields.Date(
        string="Day",
        compute="_compute_garage_day",
        store=True,
        index=True,
        help="Day of the sale on the clock of the workshop.",
    )

    @api.depends("date_order", "company_id")
    def _compute_garage_day(self):
        schedule = self.env["garage.schedule"]
        for order in self:
            order.garage_day = (
                order.date_order
                and schedule._to_local(order.company_id, order.date_order).date()
            )

    @api.model
    def _process_order(self, order, existing_order):
        """No line of a work order is sold past its bill, whatever a till sends."""
        values = [row[2] for row in order.get("lines", []) if len(row) > 2 and row[2]]
        sold = {vals.get("sale_order_origin_id") for vals in values} - {None, False}
        self.env["sale.order"].browse(sold)._garage_refuse_to_settle()
        return super()._process_order(order, existing_order)

    def _process_saved_order(self, draft):
        if not draft:
            self._garage_adopt_late()
        result = super()._process_saved_order(draft)
        if not draft:
            self._garage_note_sale()
        return result

    def _garage_adopt_late(self):
        """Paid while the server was away: post and adopt the bill now, once."""
        settlement = self.config_id._garage_settlement_product()
        pays_bill = any(line.product_id == settlement for line in self.lines)
        if not (pays_bill and self.garage_workorder_id) or self.garage_invoice_id:
            return
        invoice = self.garage_workorder_id._ensure_bill_to_pay()
        self.write({"garage_invoice_id": invoice.id, "to_invoice": True})

    def _garage_note_sale(self):
        """A counter sale for a vehicle belongs into its history."""
        if not self.garage_vehicle_id or self.garage_invoice_id:
            return
        if self.state not in ("paid", "done"):
            return
        names = ", ".join(
            f"{line.qty:g} × {line.full_product_name or line.product_id.display_name}"
            for line in self.lines
        )
        self._garage_vehicle_history()._add_event(
            "sale", names, record=self, amount=self.amount_total
        )

    def _garage_vehicle_history(self):
        """Cashiers add to the history without the right to edit vehicles."""
        return self.garage_vehicle_id.sudo()
