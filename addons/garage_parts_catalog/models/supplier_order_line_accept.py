from datetime import datetime, time

import pytz

from odoo import models


class GarageSupplierOrderLine(models.Model):
    """What was accepted is written on the purchase order."""

    _inherit = "garage.supplier.order.line"

    def action_accept(self):
        """Take what the supplier confirmed over into the purchase order."""
        self.order_id._check_may_handle()
        differing = self.filtered(lambda line: line.state == "differs")
        # Reached by who may handle orders; advisers have no rights on purchases.
        for line in differing.sudo():
            if line.new_number:
                line._take_replacement()
            line._write_back()
            line.state = "accepted"
        differing.order_id._clear_task()

    def action_keep(self):
        """Leave the purchase order as it is; somebody settles it with the supplier."""
        self.order_id._check_may_handle()
        differing = self.filtered(lambda line: line.state == "differs")
        # Reached by who may handle orders, who cannot write them otherwise.
        differing.sudo().state = "kept"
        differing.order_id._clear_task()

    def _take_answer(self, told, currency):
        """Keep what the supplier said of this line (AnsweredLine)."""
        self.ensure_one()
        same_money = currency == self.currency_id.name
        remark = told.text
        if told.price is not None and not same_money:
            price = self.env._("price in %s", currency)
            remark = ", ".join(filter(None, (remark, price)))
        self.write(
            {
                "is_answered": True,
                "confirmed_quantity": float(told.quantity),
                "is_price_told": told.price is not None and same_money,
                "confirmed_price": float(told.price or 0),
                "confirmed_date": told.delivery,
                "new_number": told.replacement,
                "new_brand": told.replacement_brand,
                "remark": remark,
            }
        )
        if self.state in ("waiting", "same"):
            foreign = told.price is not None and not same_money
            self.state = "differs" if self._get_differences() or foreign else "same"

    def _write_back(self):
        """Write quantity, price and day on the purchase order's lines."""
        for line in self.filtered("purchase_line_id"):
            values = line._prepare_purchase_vals()
            line.purchase_line_id.write(values)
            line._after_write_back(values)

    def _prepare_purchase_vals(self):
        self.ensure_one()
        bought = self.purchase_line_id
        price = self.confirmed_price if self.is_price_told else bought.price_unit
        return {
            "product_qty": max(self.confirmed_quantity, bought.qty_received),
            "price_unit": price,
            "date_planned": self._get_arrival() or bought.date_planned,
        }

    def _get_arrival(self):
        """The confirmed day, at the time at which this supplier comes."""
        self.ensure_one()
        if not self.confirmed_date:
            return None
        rhythm = self.order_id.partner_id.commercial_partner_id._garage_get_rhythm()
        planned = self.purchase_line_id.date_planned
        clock = pytz.timezone(self.company_id._garage_get_tz())
        known = planned and pytz.utc.localize(planned).astimezone(clock)
        if known and known.date() == self.confirmed_date:
            return planned
        moment = datetime.combine(self.confirmed_date, rhythm.arrives_at or time(8))
        return clock.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)

    def _after_write_back(self, values):
        """Add-ons carry price and day to the job that the part is for."""
