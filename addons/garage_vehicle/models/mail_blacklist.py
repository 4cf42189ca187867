from odoo import api, models


class MailBlacklist(models.Model):
    """Whoever says "no more" at an address takes the consent to offers back."""

    _inherit = "mail.blacklist"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._withdraw_offers()
        return rows

    def write(self, vals):
        result = super().write(vals)
        if vals.get("active"):
            self._withdraw_offers()
        return result

    def _withdraw_offers(self):
        mails = self.filtered("active").mapped("email")
        self.env["res.partner"]._garage_withdraw_offers(
            "garage_offers_email", [("email_normalized", "in", mails)]
        )
