from odoo import models
from odoo.exceptions import RedirectWarning


class GarageWorkorder(models.Model):
    """Outside work that would cost the customer nothing is pointed out in time."""

    _inherit = "garage.workorder"

    def action_send_estimate(self):
        """Ask once before an estimate leaves with outside work at no price."""
        self.ensure_one()
        lines = self._get_free_outside_work()
        if lines and not self.env.context.get("garage_free_outside_work"):
            raise RedirectWarning(
                self.env._(
                    "“%(line)s” of “%(job)s” is outside work at a price of "
                    "%(amount)s. Type its price on the card, or send the estimate as "
                    "it is.",
                    line=lines[0].name.splitlines()[0],
                    job=lines[0].garage_job_id.name,
                    amount=self.currency_id.format(0.0),
                ),
                self.env.ref("garage_workorder.action_send_estimate_anyway").id,
                self.env._("Send it as it is"),
                {"active_model": self._name, "active_id": self.id},
            )
        return super().action_send_estimate()

    def _send_estimate_anyway(self):
        """Send without asking about outside work at no price; the form is read anew."""
        sending = self.with_context(garage_free_outside_work=True)
        result = sending.action_send_estimate()
        if isinstance(result, dict):
            return result
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _get_free_outside_work(self):
        """Lines of outside work that the estimate offers for nothing."""
        return self._get_pending_jobs().line_ids.filtered(
            lambda line: line._is_free_outside_work()
        )
