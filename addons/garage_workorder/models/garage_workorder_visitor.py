from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..domain import visitor

#: devices that are remembered per link
KEPT = 10
BLOCK_MINUTES = 30
#: an expired link sends itself again once in this time
RESEND_AFTER = timedelta(minutes=10)


class GarageWorkorder(models.Model):
    """Which devices opened the customer's link; a stranger is asked a question."""

    _inherit = "garage.workorder"

    page_visitors = fields.Json(copy=False, groups="base.group_system")
    page_misses = fields.Integer(copy=False, groups="base.group_system")
    page_blocked_until = fields.Datetime(copy=False, groups="base.group_system")

    def _must_visitor_prove(self, secret):
        """Tell whether this device has to name digits of the customer's phone.

        Reached by anybody with the link, as all methods of this file.
        """
        self.ensure_one()
        known = self.page_visitors or []
        return visitor.must_prove(secret or "", known, self.partner_id.phone or "")

    def _remember_visitor(self, secret):
        """Take a device for one of the customer's own from now on."""
        self.ensure_one()
        known = self.page_visitors or []
        if not secret or visitor.is_known(secret, known):
            return
        self.page_visitors = [*known, visitor.mark(secret)][-KEPT:]

    def _prove_visitor(self, secret, answer):
        """Let a further device in when it names the right digits.

        :return: what is wrong in plain words, empty when the device may enter
        """
        self.ensure_one()
        now = fields.Datetime.now()
        if self.page_blocked_until and self.page_blocked_until > now:
            return self._get_blocked_text()
        if visitor.is_proof(answer or "", self.partner_id.phone or ""):
            self.page_misses = 0
            self._remember_visitor(secret)
            return ""
        self.page_misses += 1
        if self.page_misses < visitor.MAX_MISSES:
            return self.env._("These are not the digits we know. Please try again.")
        self.write(
            {
                "page_misses": 0,
                "page_blocked_until": now + timedelta(minutes=BLOCK_MINUTES),
            }
        )
        self._post_blocked()
        return self._get_blocked_text()

    def _get_blocked_text(self):
        return self.env._(
            "The digits were wrong too often. Please call us, or try again in half an "
            "hour."
        )

    def _post_blocked(self):
        # the garage is told by the page itself, nobody is logged in
        self.message_post(
            body=self.env._(
                "Somebody tried to open the customer's link from a further device and "
                "did not know the customer's phone number. Call the customer, and send "
                "the link again if it was the customer."
            ),
            author_id=self.env.ref("base.partner_root").id,
        )

    def _resend_expired_link(self):
        """Mail the customer a working link; only to the address that is known.

        :return: whether a mail went out; at most one in ten minutes
        """
        self.ensure_one()
        now = fields.Datetime.now()
        closed = self.state in ("handed_over", "cancelled")
        recent = self.estimate_sent_at and self.estimate_sent_at > now - RESEND_AFTER
        if closed or recent or not self.partner_id.email or not self.estimate_sent_at:
            return False
        self._renew_link()
        self.estimate_sent_at = now
        self._mail_estimate()
        return True

    def action_renew_customer_link(self):
        """Make a new link; the old one and the devices that used it are forgotten."""
        self.ensure_one()
        self.check_access("write")
        if self.state in ("handed_over", "cancelled"):
            raise UserError(
                self.env._("This visit is closed. There is nothing to look at anymore.")
            )
        # the token is hidden from everyone; see _get_customer_url
        workorder = self.sudo()
        workorder.write(
            {
                "access_token": False,
                "page_visitors": False,
                "page_misses": 0,
                "page_blocked_until": False,
            }
        )
        workorder._renew_link()
        return True
