from odoo import models


class MailActivity(models.Model):
    """A call or letter counts as sent when the colleague ticks the task."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        # Who may tick the task has done it; the message is only told so.
        messages = (
            self.env["garage.message"]
            .sudo()
            .search([("activity_id", "in", self.ids), ("state", "=", "sending")])
        )
        result = super()._action_done(feedback, attachment_ids)
        messages._mark_sent()
        return result
