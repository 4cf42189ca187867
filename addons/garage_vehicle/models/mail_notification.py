from odoo import models


class MailNotification(models.Model):
    """What the mail and SMS servers report decides whether a message was sent."""

    _inherit = "mail.notification"

    def write(self, vals):
        result = super().write(vals)
        if "notification_status" in vals:
            # Odoo writes "exception" before each mail and takes it back after it;
            # failed mails are told by mail.mail when the attempt is over.
            final = self.filtered(
                lambda row: (
                    row.notification_type != "email"
                    or row.notification_status != "exception"
                )
            )
            final._garage_follow_delivery()
        return result

    def _garage_follow_delivery(self):
        """Let the messages to customers know; the report arrives with any user."""
        messages = self.env["garage.message"].sudo()
        messages.search(
            [("mail_message_id", "in", self.mail_message_id.ids)]
        )._follow_delivery()
