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
                "at": payment.session_id._garage_clock(payment.payment_date),
            }
            for payment in self
        ]

    def _garage_minor(self):
        self.ensure_one()
        return round(self.amount * 10**self.currency_id.decimal_places)

    def _garage_record_attempts(self):
        """Book the attempts of card payments that are saved with their order."""
        attempts = self.env["garage.payment.attempt"]
        for payment in self.filtered("payment_method_id.garage_device_id"):
            attempts._garage_last(payment.uuid)._garage_record_payment(payment)

    def _garage_outcome(self):
        """What the till knows of an approved card payment, as an outcome."""
        self.ensure_one()
        return {
            "state": "approved",
            "amount_minor": abs(self._garage_minor()),
            "currency": self.currency_id.name,
            "card_brand": self.card_brand,
            "card_last4": self.card_no,
            "auth_code": self.payment_method_authcode,
            "source": "till",
        }
