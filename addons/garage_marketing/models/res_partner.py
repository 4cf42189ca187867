from odoo import models

_TYPES = {"email": "mail", "sms": "sms"}


class ResPartner(models.Model):
    """Offers become mailings of Odoo."""

    _inherit = "res.partner"

    def _garage_prepare_mailing(self, channel, name):
        """Open a new mailing to these customers, with nothing sent yet."""
        if channel not in _TYPES:
            return super()._garage_prepare_mailing(channel, name)
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": name,
                "mailing_type": _TYPES[channel],
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "mailing_domain": repr([("id", "in", self.ids)]),
                "garage_is_offer": True,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mailing.mailing",
            "res_id": mailing.id,
            "views": [(False, "form")],
        }
