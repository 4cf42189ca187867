from odoo import models


class MailMail(models.Model):
    """A mail that could not be sent is told to its message to a customer."""

    _inherit = "mail.mail"

    def _postprocess_sent_message(self, *args, **kwargs):
        notices = self.env["mail.notification"].search(
            [("mail_mail_id", "in", self.filtered("is_notification").ids)]
        )
        result = super()._postprocess_sent_message(*args, **kwargs)
        notices.exists()._garage_follow_delivery()
        return result
