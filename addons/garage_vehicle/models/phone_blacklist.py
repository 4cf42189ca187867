from odoo import api, models


class PhoneBlacklist(models.Model):
    """Whoever says "no more" at a number takes the consent to offers by SMS back."""

    _inherit = "phone.blacklist"

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
        numbers = self.filtered("active").mapped("number")
        self.env["res.partner"]._garage_withdraw_offers(
            "garage_offers_sms", [("phone_sanitized", "in", numbers)]
        )
