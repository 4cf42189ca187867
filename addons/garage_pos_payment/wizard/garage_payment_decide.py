from odoo import fields, models
from odoo.exceptions import UserError

from ..clients import box as box_client


class GaragePaymentDecide(models.TransientModel):
    """A manager says what became of a card payment that no till finishes."""

    _name = "garage.payment.decide"
    _description = "Decide a card payment"

    attempt_id = fields.Many2one("garage.payment.attempt", required=True, readonly=True)
    currency_id = fields.Many2one(related="attempt_id.currency_id")
    amount = fields.Monetary(related="attempt_id.amount")
    invoice_id = fields.Many2one(related="attempt_id.invoice_id")
    known = fields.Selection(
        [
            ("charged", "The box knows: charged"),
            ("not_charged", "The box knows: not charged"),
            ("running", "At the terminal now"),
            ("doubt", "In doubt: the terminal could not tell"),
            ("away", "The box does not answer"),
        ],
        string="What the box says",
        readonly=True,
    )
    box_key = fields.Char(readonly=True)
    box_answer = fields.Json(readonly=True)
    outcome = fields.Selection(
        [("charged", "The card was charged"), ("not_charged", "Nothing was charged")],
        string="Decision",
    )
    slip_number = fields.Char(help="As printed on the slip of the terminal")
    reason = fields.Char()

    def action_apply(self):
        """Carry out the decision: book the money, or set the bill free."""
        self.ensure_one()
        attempt = self.attempt_id
        attempt._garage_check_manager()
        self._ask_box()
        self._check_complete()
        if self.known == "doubt":
            self._tell_box()
        # sudo: nobody may write attempts by hand; managers decide them here.
        attempt = attempt.sudo()
        attempt._log("note", self._get_note(), {"source": "user"})
        attempt._apply(self._prepare_outcome())
        if attempt.state == "approved" and not attempt.mismatch:
            attempt.journal_id = attempt.payment_method_id.journal_id
            attempt._record()
        return {"type": "ir.actions.act_window_close"}

    def _ask_box(self):
        """Find out what the box knows now; what it knows counts."""
        self.write(self.attempt_id._garage_ask_box())
        if self.known in ("charged", "not_charged"):
            self.outcome = self.known

    def _check_complete(self):
        if self.known == "running":
            raise UserError(
                self.env._("The terminal is at work on this payment now. Wait for it.")
            )
        if not self.outcome:
            raise UserError(self.env._("Choose whether the card was charged."))
        if self.known in ("charged", "not_charged"):
            return
        if not (self.reason or "").strip():
            raise UserError(
                self.env._("Say how you know it, e.g. seen on the terminal's list.")
            )

    def _tell_box(self):
        """The box holds the terminal until somebody decides: tell it."""
        device = self.attempt_id.payment_method_id.garage_device_id
        device.box_id._call(
            "POST",
            box_client.path("payments", self.box_key, "resolve"),
            scopes=("manage",),
            body={
                "outcome": "paid" if self.outcome == "charged" else "not_paid",
                "user": device.box_id._user_label(),
                "reason": self.reason.strip()[:200],
            },
        )

    def _prepare_outcome(self):
        if self.attempt_id.state == "approved":
            kept = "approved" if self.known == "charged" else "reversed"
            return {"state": kept, "source": "box"}
        if self.known in ("charged", "not_charged"):
            outcome = self.attempt_id._garage_box_outcome(self.box_answer)
            return {**outcome, "source": "box"}
        if self.outcome == "charged":
            return {
                "state": "approved",
                "provider_ref": self.box_key,
                "auth_code": self.slip_number,
                "source": "user",
            }
        return {
            "state": "canceled",
            "failure_code": "decided_by_hand",
            "failure_text": self.reason,
            "source": "user",
        }

    def _get_note(self):
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        known = dict(self._fields["known"]._description_selection(self.env))
        return self.env._(
            "Decided by %(user)s: %(outcome)s. %(known)s. %(reason)s",
            user=self.env.user.name,
            outcome=labels[self.outcome],
            known=known[self.known],
            reason=self.reason or "",
        )

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide this payment"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
