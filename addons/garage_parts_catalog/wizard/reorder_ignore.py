from datetime import timedelta

from odoo import fields, models


class ReorderIgnore(models.TransientModel):
    """Leave proposals off the list for some days, with a reason."""

    _name = "garage.reorder.ignore"
    _description = "Ignore reorder proposals"

    proposal_ids = fields.Many2many("garage.reorder.proposal", required=True)
    days = fields.Integer(default=30, required=True)
    reason = fields.Char(required=True)

    _days_positive = models.Constraint(
        "CHECK (days BETWEEN 1 AND 730)", "A proposal is ignored for 1 to 730 days."
    )

    def action_confirm(self):
        self.ensure_one()
        until = fields.Date.context_today(self) + timedelta(days=self.days)
        self.proposal_ids.write(
            {
                "state": "ignored",
                "ignored_until": until,
                "ignored_reason": self.reason,
            }
        )
        return {"type": "ir.actions.act_window_close"}
