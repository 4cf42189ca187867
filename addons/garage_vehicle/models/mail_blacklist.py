from odoo import models


class MailBlacklist(models.Model):
    """An address that wants no more mails gets no offers either."""

    _name = "mail.blacklist"
    _inherit = ["mail.blacklist", "garage.opt.out"]

    def _withdraw_offers(self):
        mails = self.filtered("active").mapped("email")
        self.env["res.partner"]._garage_withdraw_offers(
            "garage_offers_email", [("email_normalized", "in", mails)]
        )
