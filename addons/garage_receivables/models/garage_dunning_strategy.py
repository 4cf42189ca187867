from odoo import fields, models

from ..domain import dunning
from ..tools import to_minor


class GarageDunningStrategy(models.Model):
    """How customers are reminded: the steps and the pauses between them."""

    _name = "garage.dunning.strategy"
    _description = "Reminder strategy"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    step_ids = fields.One2many(
        "garage.dunning.step", "strategy_id", string="Steps", copy=True
    )
    gap_days = fields.Integer("Days between two reminders", default=7)
    minimum_amount = fields.Monetary("Smallest amount to remind of", default=5.0)
    promise_grace_days = fields.Integer("Days of grace after a promise", default=2)

    _gap_positive = models.Constraint(
        "CHECK (gap_days >= 1)", "Leave at least one day between two reminders."
    )

    def _compute_currency_id(self):
        for strategy in self:
            company = strategy.company_id or self.env.company
            strategy.currency_id = company.currency_id

    def _as_rules(self):
        """Return the strategy as plain values for the rules of dunning."""
        self.ensure_one()
        return dunning.Strategy(
            id=self.id,
            steps=tuple(step._as_rules() for step in self.step_ids),
            gap=self.gap_days,
            minimum=to_minor(self.minimum_amount, self.currency_id),
        )
