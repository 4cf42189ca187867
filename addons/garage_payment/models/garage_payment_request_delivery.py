import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hmac

from ..domain import link_token

VALID_DAYS = 30
CLOSED_STATES = ("paid", "replaced", "cancelled")


class GaragePaymentRequest(models.Model):
    _inherit = "garage.payment.request"

    link = fields.Char(compute="_compute_link", help="The customer's pay page.")

    @api.depends("version")
    def _compute_link(self):
        for request in self:
            request.link = request._get_link() if request.id else False

    # --- link ------------------------------------------------------------------

    def _get_token(self):
        """Return the secret of the link; it can be made again, it is never stored."""
        self.ensure_one()
        # sudo: the database secret is needed for the signature only.
        digest = hmac(self.sudo().env, "garage_pay", f"{self.id}:{self.version}")
        return digest[: link_token.LENGTH]

    def _get_link(self):
        """Return the full address of the pay page."""
        self.ensure_one()
        return f"{self.get_base_url().rstrip('/')}/garage/pay/{self._get_token()}"

    def _renew_link(self):
        """Make a fresh link, valid for VALID_DAYS from now."""
        for request in self:
            version = request.version + (1 if request.sudo().token_hash else 0)
            request.version = version
            # sudo: the hash is hidden from users.
            request.sudo().token_hash = link_token.hash_token(request._get_token())
        self.expires_at = fields.Datetime.now() + timedelta(days=VALID_DAYS)

    @api.model
    def _find_by_token(self, token):
        """Return the request of a link (sudo) or none; any input is allowed."""
        if not link_token.is_token(token):
            return self.browse()
        # sudo: whoever holds the link may see and pay this one request.
        return self.sudo().search(
            [("token_hash", "=", link_token.hash_token(token))], limit=1
        )

    def _is_expired(self):
        self.ensure_one()
        return bool(self.expires_at and self.expires_at < fields.Datetime.now())

    @api.model
    def _get_qr_png(self, value, size=240):
        """Return a QR code as PNG bytes."""
        report = self.env["ir.actions.report"]
        return report.barcode("QR", value, width=size, height=size, quiet=1)

    @api.model
    def _get_qr_data(self, value, size=240):
        """Return a QR code as a data address for an image on a page."""
        image = base64.b64encode(self._get_qr_png(value, size)).decode()
        return f"data:image/png;base64,{image}"

    # --- sending -----------------------------------------------------------------

    def _send(self):
        """Send the request by its channel; return whether it is on its way."""
        self.ensure_one()
        if self.state in CLOSED_STATES:
            return False
        if self._is_expired():
            self._renew_link()
        sender = {"mail": self._send_mail, "paper": self._send_paper}.get(self.channel)
        return sender() if sender else False

    def _send_mail(self):
        email = self.partner_id.email_normalized
        if not email:
            self._mark_undelivered(
                self.env._(
                    "%(customer)s has no mail address. Enter one, or print the slip.",
                    customer=self.partner_id.name,
                )
            )
            return False
        self._mail("garage_payment.mail_template_payment_request")
        self._mark_sent(self.env._("Link sent to %(email)s.", email=email))
        return True

    def _send_paper(self):
        self._mark_sent(self.env._("Handed over on paper."))
        return True

    def _send_confirmation(self):
        """Tell the customer once that the money arrived."""
        for request in self:
            if request.confirmed_at or not request.partner_id.email_normalized:
                continue
            request.confirmed_at = fields.Datetime.now()
            request._mail("garage_payment.mail_template_payment_received")

    def _mail(self, template_xmlid):
        # sudo: mails of the garage leave for whoever triggered them, e.g. the customer.
        template = self.env.ref(template_xmlid).sudo()
        template.send_mail(
            self.id,
            force_send=False,
            email_layout_xmlid="mail.mail_notification_light",
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _mark_sent(self, text):
        self._advance("sent")
        self.sent_at = fields.Datetime.now()
        self._log("sent", text)
        self._notify_change()

    def _mark_undelivered(self, reason):
        for request in self:
            request._log("delivery_failed", reason, source="cron")
            if request.progress in ("draft", "sent"):
                request.progress = "failed_delivery"
        self._notify_change()

    @api.model
    def _cron_expire(self):
        """Close links whose time is over."""
        requests = self.search(
            [
                ("expires_at", "<", fields.Datetime.now()),
                ("progress", "in", ("sent", "opened", "chosen", "failed_delivery")),
                ("choice", "!=", "account"),
                ("state", "not in", CLOSED_STATES),
            ]
        )
        for request in requests:
            if request._advance("expired"):
                request._log("expired", self.env._("The link expired."), "cron")
        requests._notify_change()
