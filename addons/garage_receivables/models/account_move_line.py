from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    garage_dunning_level = fields.Integer(
        "Reminder level", readonly=True, copy=False, help="Highest reminder sent."
    )
    garage_reminded_on = fields.Date("Last reminded", readonly=True, copy=False)
    garage_dunning_action_ids = fields.Many2many(
        "garage.dunning.action",
        "garage_dunning_action_line_rel",
        "line_id",
        "action_id",
        string="Reminders",
        readonly=True,
        copy=False,
    )
