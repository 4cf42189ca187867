from odoo import fields, models

from ..exceptions import ApprovalRefused


class GarageWorkorder(models.Model):
    """When the customer answered, if somebody writes it down later."""

    _inherit = "garage.workorder"

    def _check_answer_time(self, at):
        """Refuse an answer from the future or from before the question."""
        if not at:
            return
        if at > fields.Datetime.now():
            raise ApprovalRefused(
                self.env._(
                    "This time is still to come. Type when the customer said it."
                )
            )
        asked = self.estimate_sent_at or self.create_date
        # people type minutes, the estimate left at a second
        if at < asked.replace(second=0, microsecond=0):
            raise ApprovalRefused(
                self.env._(
                    "The estimate was sent %(when)s, so the customer cannot have "
                    "answered it before. Type when the customer said it.",
                    when=self.job_ids._get_when_words(asked),
                )
            )
