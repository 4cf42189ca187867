from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..domain.payment_state import key_verdict

RELEASE_GROUP = "garage_workorder_payment.group_key_release"


class GarageWorkorder(models.Model):
    """Rule 5: the key leaves when paid, on account, or released with a reason."""

    _inherit = "garage.workorder"

    key_verdict = fields.Selection(
        [
            ("free", "Nothing open"),
            ("account", "Pays on account"),
            ("released", "Released with a reason"),
            ("running", "Being paid"),
            ("unpaid", "Unpaid"),
        ],
        compute="_compute_key_verdict",
        compute_sudo=True,
    )
    key_may_leave = fields.Boolean(compute="_compute_key_verdict", compute_sudo=True)
    key_release_reason = fields.Char(readonly=True, copy=False, tracking=True)
    key_released_by = fields.Many2one("res.users", readonly=True, copy=False)
    key_released_at = fields.Datetime(readonly=True, copy=False)

    @api.depends("payment_state", "state", "key_state", "key_release_reason")
    def _compute_key_verdict(self):
        for workorder in self:
            standing = workorder._get_standing()
            workorder.key_verdict = key_verdict(
                standing.due,
                standing.running,
                standing.account_allowed,
                bool(workorder.key_release_reason),
            )
            workorder.key_may_leave = (
                workorder.state == "ready"
                and workorder.key_verdict in ("free", "account", "released")
            )

    def action_release_key(self):
        """Open the dialog that asks why the key may leave unpaid."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release the key unpaid"),
            "res_model": "garage.key.release",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_workorder_id": self.id},
        }

    def _check_key_release(self):
        res = super()._check_key_release()
        for workorder in self:
            # Read the books now, not what a screen showed a minute ago.
            workorder.invalidate_recordset(["key_verdict", "payment_state"])
            verdict = workorder.key_verdict
            if verdict in ("running", "unpaid"):
                raise UserError(workorder._get_key_refusal())
            if verdict == "account":
                workorder._ensure_final_invoice()
        return res

    def _get_key_refusal(self):
        amount = self.currency_id.format(self.sudo().amount_due)
        if self.key_verdict == "running":
            return self.env._(
                "The key of %(vehicle)s stays here: a payment is under way, "
                "%(amount)s is open until it is confirmed. Wait for it.",
                vehicle=self.vehicle_id.display_name,
                amount=amount,
            )
        return self.env._(
            "The key of %(vehicle)s stays here: %(amount)s is open. Send the link, "
            "take the payment at the till, or let a manager release it with a reason.",
            vehicle=self.vehicle_id.display_name,
            amount=amount,
        )

    def _release_key(self, reason):
        """Let the key leave unpaid, by name and reason, and hand it over."""
        self.ensure_one()
        if not self.env.user.has_group(RELEASE_GROUP):
            raise AccessError(
                self.env._(
                    "Releasing an unpaid key needs the right for it. Ask a manager."
                )
            )
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason why the key leaves unpaid."))
        self.write(
            {
                "key_release_reason": reason,
                "key_released_by": self.env.uid,
                "key_released_at": fields.Datetime.now(),
            }
        )
        self._log_key_release()
        return self.action_hand_over_key()

    def _log_key_release(self):
        text = self.env._(
            "Key released unpaid (%(amount)s open) by %(who)s: %(reason)s",
            amount=self.currency_id.format(self.sudo().amount_due),
            who=self.env.user.name,
            reason=self.key_release_reason,
        )
        self.message_post(body=text)
        # sudo: the vehicle's history and the payment log are written by events only.
        self.sudo().vehicle_id._add_event("key", text, record=self)
        self._get_payment_request()._log("note", text)

    def _clear_key_release(self):
        released = self.filtered("key_release_reason")
        released.write(
            {
                "key_release_reason": False,
                "key_released_by": False,
                "key_released_at": False,
            }
        )

    def _move_key(self, key_state, note, place=None, holder=None):
        if key_state == "handed_over" and self.key_release_reason:
            note = self.env._(
                "Released unpaid: %(reason)s", reason=self.key_release_reason
            )
        return super()._move_key(key_state, note, place=place, holder=holder)
