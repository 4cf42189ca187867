from odoo import api, fields, models


class GarageDepositWizard(models.TransientModel):
    """How much the customer pays in advance."""

    _name = "garage.deposit.wizard"
    _description = "Ask for a deposit"

    workorder_id = fields.Many2one("garage.workorder", required=True, readonly=True)
    currency_id = fields.Many2one(related="workorder_id.currency_id")
    kind = fields.Selection(
        [
            ("percent", "Share of what is approved"),
            ("fixed", "Fixed amount"),
            ("none", "No deposit"),
        ],
        default="percent",
        required=True,
    )
    percent = fields.Float(
        default=lambda self: self.env.company.garage_deposit_percent,
    )
    amount = fields.Monetary(help="Including taxes.")
    amount_total = fields.Monetary(
        related="workorder_id.amount_total", string="Visit, incl. taxes"
    )
    amount_deposit = fields.Monetary(
        compute="_compute_amount_deposit", string="The customer pays in advance"
    )

    @api.depends("kind", "percent", "amount", "amount_total")
    def _compute_amount_deposit(self):
        for wizard in self:
            share = wizard.amount_total * wizard.percent / 100.0
            amounts = {"percent": share, "fixed": wizard.amount}
            wizard.amount_deposit = amounts.get(wizard.kind, 0.0)

    def action_confirm(self):
        self.ensure_one()
        value = self.percent if self.kind == "percent" else self.amount
        self.workorder_id._ask_deposit(self.kind, value)
        return {"type": "ir.actions.act_window_close"}
