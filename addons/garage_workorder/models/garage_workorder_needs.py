from odoo import models

from ..exceptions import ApprovalRefused


class GarageWorkorder(models.Model):
    """No estimate leaves with a part that nobody has chosen or put off."""

    _inherit = "garage.workorder"

    def action_send_estimate(self):
        """Send the estimate once every part is chosen or its price is to follow."""
        self.ensure_one()
        self._check_needs_chosen()
        return super().action_send_estimate()

    def _check_needs_chosen(self):
        needs = self._get_pending_jobs().need_ids.filtered(
            lambda need: need.is_open and not need.price_to_follow
        )
        if needs:
            raise ApprovalRefused(
                self.env._(
                    "Choose “%(part)s” for “%(job)s” or mark it as “price to follow”, "
                    "then send the estimate.",
                    part=needs[0].name,
                    job=needs[0].job_id.name,
                )
            )
