from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    garage_dunning_strategy_id = fields.Many2one(
        "garage.dunning.strategy", "Reminder strategy", check_company=True
    )
    garage_match_threshold = fields.Integer(
        "Post matches by themselves from", default=90
    )
    garage_match_difference = fields.Monetary(
        "Largest difference written off", default=0.5
    )
    garage_match_difference_account_id = fields.Many2one(
        "account.account", "Account for payment differences", check_company=True
    )

    _garage_match_threshold_range = models.Constraint(
        "CHECK (garage_match_threshold BETWEEN 80 AND 101)",
        "Matches may post by themselves from a score of 80 up to 100; 101 means never.",
    )

    def _garage_get_strategy(self):
        """Return the strategy for customers without one of their own."""
        self.ensure_one()
        return self.garage_dunning_strategy_id or self.env[
            "garage.dunning.strategy"
        ].search([("company_id", "in", (self.id, False))], limit=1)

    def _garage_get_difference_account(self, amount):
        """Return where a difference goes; ``amount`` below zero is a loss."""
        self.ensure_one()
        chosen = self.garage_match_difference_account_id
        loss = self.account_journal_early_pay_discount_loss_account_id
        gain = self.account_journal_early_pay_discount_gain_account_id
        return chosen or (loss if amount < 0 else gain)
