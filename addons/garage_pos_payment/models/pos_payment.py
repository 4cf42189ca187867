from odoo import models


class PosPayment(models.Model):
    _inherit = "pos.payment"

    def _garage_charges(self):
        """Card payments of a box terminal as the closing compares them."""
        return [
            {
                "key": payment.uuid,
                "amount": payment._garage_minor(),
                "label": payment.pos_order_id.pos_reference or "",
                "at": payment.payment_date.isoformat(timespec="minutes"),
            }
            for payment in self
        ]

    def _garage_minor(self):
        self.ensure_one()
        return round(self.amount * 10**self.currency_id.decimal_places)
