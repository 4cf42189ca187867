from odoo import api, fields, models

from odoo.addons.garage_payment.domain import attempt_state


class GaragePaymentAttempt(models.Model):
    _inherit = "garage.payment.attempt"

    gateway = fields.Selection(
        selection_add=[("iot", "Terminal at a box")],
        ondelete={"iot": lambda attempts: attempts.write({"gateway": "manual"})},
    )
    pos_session_id = fields.Many2one("pos.session", readonly=True, index=True)
    payment_method_id = fields.Many2one("pos.payment.method", readonly=True)
    pos_payment_id = fields.Many2one("pos.payment", readonly=True, copy=False)

    @api.model
    def garage_till_start(self, session_id, values):
        """Write down that a till is about to charge a card for a bill.

        :param values: ``uuid`` of the payment line, ``amount``, ``invoice_id``,
            ``method_id``, ``order_uuid``
        :raises UserError: other money is under way for this bill
        """
        session = self.env["pos.session"].browse(session_id)
        session._garage_check_cashier()
        method = session.payment_method_ids.filtered(
            lambda one: one.id == values["method_id"]
        )
        attempt = self._start(
            {
                "uuid": values["uuid"],
                "order_uuid": values["order_uuid"],
                "amount": abs(values["amount"]),
                "direction": "charge" if values["amount"] > 0 else "refund",
                "invoice_id": values["invoice_id"],
                "gateway": "iot",
                "device_ref": method.garage_device_id.identifier,
                "place": session.config_id.name,
                "pos_session_id": session.id,
                "payment_method_id": method.id,
            }
        )
        return {"seq": attempt.seq, "state": attempt.state}

    @api.model
    def garage_till_decide(self, session_id, uuid, outcome):
        """Take over what the box said about an attempt of this session."""
        session = self.env["pos.session"].browse(session_id)
        session._garage_check_cashier()
        attempt = self._garage_last(uuid)
        if attempt.pos_session_id == session:
            attempt._apply({**outcome, "source": "box"})
        return attempt.state

    @api.model
    def _garage_last(self, uuid):
        """The newest attempt of a payment line. Cashiers may not write attempts;
        callers have checked that the till is theirs."""
        return self.sudo().search([("uuid", "=", uuid)], order="seq desc", limit=1)

    def _garage_record_payment(self, payment):
        """The till's order is saved with this payment: the attempt is booked."""
        if not self or self.state == "recorded":
            return
        if self.state in attempt_state.OPEN - {"approved"}:
            self._apply(payment._garage_outcome())
        self.pos_payment_id = payment
        self._record()
