from odoo import models


class GarageWorkorder(models.Model):
    """The customer's page: what is open and the way to pay it."""

    _inherit = "garage.workorder"

    def _get_page_values(self):
        values = super()._get_page_values()
        request = self._get_payment_request()
        shown = request and self.state in ("ready", "handed_over")
        if not shown and self.state not in ("handed_over", "cancelled"):
            request = self._get_deposit_request()
            shown = bool(request)
        return {
            **values,
            "pay_request": request if shown else request.browse(),
            "pay_url": f"/garage/pay/{request._get_token()}" if shown else "",
        }

    def _get_page_facts(self):
        request = self._get_payment_request() or self._get_deposit_request()
        return [
            *super()._get_page_facts(),
            self.payment_state,
            request.state or "",
            request.amount_residual,
        ]

    def _get_customer_sentences(self):
        sentences = super()._get_customer_sentences()
        if self.state == "ready" and self._is_money_due():
            sentences["ready"] = self.env._(
                "Your vehicle is ready. Pay now on your phone, or when you collect it."
            )
        return sentences
