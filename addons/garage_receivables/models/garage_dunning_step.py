from odoo import api, fields, models

from ..domain import dunning
from ..tools import to_minor

CHANNELS = [("mail", "Mail"), ("letter", "Letter"), ("phone", "Phone call")]


class GarageDunningStep(models.Model):
    """One step of a strategy: when, by which channel, in which words."""

    _name = "garage.dunning.step"
    _description = "Reminder step"
    _order = "strategy_id, level"

    name = fields.Char(required=True, translate=True)
    strategy_id = fields.Many2one(
        "garage.dunning.strategy", required=True, index=True, ondelete="cascade"
    )
    level = fields.Integer(required=True, default=1)
    days = fields.Integer("Days after the due date", required=True, default=7)
    channel = fields.Selection(CHANNELS, required=True, default="mail")
    mail_template_id = fields.Many2one(
        "mail.template",
        "Mail text",
        domain=[("model", "=", "garage.dunning.action")],
        default=lambda self: self.env.ref(
            "garage_receivables.mail_template_reminder", raise_if_not_found=False
        ),
    )
    intro = fields.Text(
        "Opening sentence", translate=True, help="Stands above the list of items."
    )
    currency_id = fields.Many2one(related="strategy_id.currency_id")
    fee = fields.Monetary("Fee shown")

    _level_uniq = models.Constraint(
        "UNIQUE (strategy_id, level)", "Each level stands only once in a strategy."
    )
    _level_positive = models.Constraint(
        "CHECK (level > 0 AND days >= 0)", "Levels start at 1 and days at 0."
    )

    @api.depends("name", "level")
    def _compute_display_name(self):
        for step in self:
            step.display_name = f"{step.level}. {step.name}"

    def _as_rules(self):
        self.ensure_one()
        return dunning.Step(
            id=self.id,
            level=self.level,
            days=self.days,
            channel=self.channel,
            fee=to_minor(self.fee, self.currency_id),
        )
