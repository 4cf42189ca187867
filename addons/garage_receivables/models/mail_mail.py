from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        if failure_type:
            ours = self.filtered(
                lambda mail: mail.model == "garage.dunning.action" and mail.res_id
            )
            rows = self.env["garage.dunning.action"].browse(ours.mapped("res_id"))
            rows.exists()._mark_undelivered(failure_reason or failure_type)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
