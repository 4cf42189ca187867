from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import is_html_empty
from odoo.tools.mail import append_content_to_html

_CHANNELS = {"mail": "email", "sms": "sms"}
# Odoo puts the address of the one who reads it in the place of this one.
_OPT_OUT = "/unsubscribe_from_list"


class MailingMailing(models.Model):
    """An offer reaches only who allows it at the moment when it goes out."""

    _inherit = "mailing.mailing"

    garage_is_offer = fields.Boolean(
        string="Only who allowed offers",
        default=True,
        help="Leaves out contacts who did not allow offers this way or said “no more”."
        " Switch it off only for what every customer must know, such as a recall.",
    )

    def _is_garage_offer(self):
        self.ensure_one()
        return self.garage_is_offer and self.mailing_model_real == "res.partner"

    def _get_recipients_domain(self):
        """Ask for consent again: it may have been taken back meanwhile."""
        domain = super()._get_recipients_domain()
        if self._is_garage_offer():
            domain &= self._get_garage_consent()
        return domain

    def _get_garage_consent(self):
        partners = self.env["res.partner"]
        return partners._get_offer_domain(_CHANNELS[self.mailing_type])

    def _action_send_mail(self, res_ids=None):
        """Whoever is named one by one must have allowed it as well."""
        offers = self.filtered(lambda mailing: mailing._is_garage_offer())
        others = self - offers
        result = super(MailingMailing, others)._action_send_mail(res_ids)
        for mailing in offers:
            mailing._add_opt_out()
            allowed = res_ids and mailing._get_garage_allowed(res_ids)
            if allowed or not res_ids:
                result = super(MailingMailing, mailing)._action_send_mail(allowed)
        return result

    def _get_garage_allowed(self, res_ids):
        chosen = Domain("id", "in", res_ids)
        return self.env["res.partner"].search(chosen & self._get_garage_consent()).ids

    def _add_opt_out(self):
        """Every offer has a way to say no more, whatever its writer left out."""
        if self.mailing_type == "sms":
            self.sms_allow_unsubscribe = True
        elif not is_html_empty(self.body_html) and _OPT_OUT not in self.body_html:
            words = self.env._("No more offers")
            link = f'<p style="text-align:center"><a href="{_OPT_OUT}">{words}</a></p>'
            self.body_html = append_content_to_html(
                self.body_html, link, plaintext=False
            )
