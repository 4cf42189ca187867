from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.garage_payment.domain import attempt_state

from ..clients import box as box_client
from ..domain import verdict

#: a till that has just started is still at it; nobody decides over its head
STILL_AT_IT = timedelta(minutes=2)


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

    def action_garage_decide(self):
        """Let a manager decide what became of an attempt that no till finishes.

        :raises UserError: it is final, or a till has only just started it
        """
        self.ensure_one()
        self._garage_check_manager()
        if self.state not in attempt_state.OPEN:
            raise UserError(self.env._("This payment is decided already."))
        if self.requested_at > fields.Datetime.now() - STILL_AT_IT:
            raise UserError(
                self.env._(
                    "The till started this payment less than two minutes ago and may "
                    "still be at it. Look at the till first, then try again."
                )
            )
        wizard = self.env["garage.payment.decide"].create({"attempt_id": self.id})
        wizard._ask_box()
        return wizard._open()

    def _garage_ask_box(self):
        """Return what the box says about the payment line: ``known``, ``box_key`` and
        ``box_answer`` (its attempt)."""
        attempts = self._garage_box_attempts()
        found = verdict.of_line(attempts or [])
        known = "away" if attempts is None else found.known
        if self.state == "approved" and known != "not_charged":
            known = "charged"  # the till had the answer before it went away
        return {"known": known, "box_key": found.key, "box_answer": found.attempt}

    def _garage_box_attempts(self):
        """The box's attempts of this payment line; None when it does not answer."""
        box = self.payment_method_id.garage_device_id.box_id
        if not box._has_secret():
            return None
        where = f"/payments?line={self.uuid}"
        try:
            return box._ask("GET", where, scopes=("pay",))
        except (box_client.BoxAway, box_client.BoxRefused):
            return None

    @api.model
    def _garage_box_outcome(self, answer):
        return verdict.outcome(answer)

    def _garage_check_manager(self):
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise UserError(
                self.env._("Only a manager decides a payment by hand. Call one.")
            )

    @api.model
    def _garage_last(self, uuid):
        """The newest attempt of a payment line. Cashiers may not write attempts;
        callers have checked that the till is theirs."""
        return self.sudo().search([("uuid", "=", uuid)], order="seq desc", limit=1)

    def _garage_record_payment(self, payment):
        """The till's order is saved with this payment: the attempt is booked."""
        if not self or self.pos_payment_id == payment or not payment.amount:
            return  # taken back before the order was finished: no money
        if self.state in attempt_state.OPEN - {"approved"}:
            self._apply(payment._garage_outcome())
        if self.state in attempt_state.REFUSED:
            self._log("mismatch", self._garage_came_back_text())
        self.pos_payment_id = payment
        self._record()

    def _garage_came_back_text(self):
        return self.env._(
            "The till brought this payment although it counted as not charged. Its "
            "order is booked; compare it with the terminal's list."
        )

    def _garage_make_room(self):
        """The till comes back with money that the office has booked by hand: its order
        takes the place of that booking, unless the bank has confirmed it already."""
        for attempt in self.filtered("account_payment_id"):
            payment = attempt.account_payment_id
            if payment.is_matched:
                attempt._log("mismatch", attempt._garage_twice_text())
                continue
            payment.action_draft()
            payment.action_cancel()
            attempt._log("note", attempt._garage_replaced_text())

    def _garage_twice_text(self):
        return self.env._(
            "The till brought a payment that is booked by hand and matched with the "
            "bank. Both are booked now: take one back."
        )

    def _garage_replaced_text(self):
        return self.env._(
            "The till came back with this payment. Its order replaces the booking "
            "made by hand."
        )
