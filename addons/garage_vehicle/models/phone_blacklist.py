from odoo import models


class PhoneBlacklist(models.Model):
    """A number that wants no more SMS gets no offers that way either."""

    _name = "phone.blacklist"
    _inherit = ["phone.blacklist", "garage.opt.out"]

    def _withdraw_offers(self):
        numbers = self.filtered("active").mapped("number")
        self.env["res.partner"]._garage_withdraw_offers(
            "garage_offers_sms", [("phone_sanitized", "in", numbers)]
        )
