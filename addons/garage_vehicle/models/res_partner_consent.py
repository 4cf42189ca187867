from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_FIELDS = {
    "garage_offers_email": "email",
    "garage_offers_sms": "sms",
    "garage_offers_phone": "phone",
    "garage_offers_post": "post",
}


class ResPartner(models.Model):
    """Offers go only to customers who allowed them, channel by channel."""

    _inherit = "res.partner"

    garage_offers_email = fields.Boolean(string="Offers by e-mail")
    garage_offers_sms = fields.Boolean(string="Offers by SMS")
    garage_offers_phone = fields.Boolean(string="Offers by phone")
    garage_offers_post = fields.Boolean(string="Offers by letter")
    garage_consent_ids = fields.One2many("garage.consent", "partner_id")

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        for partner, vals in zip(partners, vals_list, strict=True):
            given = {name: True for name in _FIELDS if vals.get(name)}
            partner._note_consent(given)
        return partners

    def write(self, vals):
        changed = [name for name in _FIELDS if name in vals]
        before = {(one.id, name): one[name] for one in self for name in changed}
        result = super().write(vals)
        for partner in self:
            partner._note_consent(
                {
                    name: partner[name]
                    for name in changed
                    if partner[name] != before[partner.id, name]
                }
            )
        return result

    def _note_consent(self, changes):
        """Keep when and by whom a consent was given or taken back."""
        if not changes:
            return
        # the proof is written by the change itself and edited by nobody
        self.env["garage.consent"].sudo().create(
            [
                {
                    "partner_id": self.id,
                    "channel": _FIELDS[name],
                    "given": given,
                    "user_id": self.env.uid,
                }
                for name, given in changes.items()
            ]
        )

    @api.model
    def _get_offer_domain(self, channel):
        """Return who may get an offer: allowed it, reachable, not opted out."""
        domain = Domain(f"garage_offers_{channel}", "=", True)
        if channel == "email":
            domain &= Domain("email", "!=", False)
            domain &= Domain("is_blacklisted", "=", False)
        elif channel in ("sms", "phone"):
            domain &= Domain("phone", "!=", False)
            domain &= Domain("phone_sanitized_blacklisted", "=", False)
        return domain

    def _get_garage_allowing(self, channel):
        """Return those of the customers who may get an offer by the channel."""
        return self.filtered_domain(self._get_offer_domain(channel))

    @api.model
    def _garage_withdraw_offers(self, name, domain):
        """Take a consent back because the customer said so outside of our screens."""
        # reached by whoever opts out by a link; only ever takes a consent away
        partners = self.sudo()
        partners.search(Domain(domain) & Domain(name, "=", True)).write({name: False})

    def action_garage_offer_mailing(self):
        """Prepare a mailing to those of the chosen customers who allowed e-mail."""
        return self._garage_open_mailing("email", self.env._("Offer"))

    def _garage_open_mailing(self, channel, name):
        """Open a message to those of the customers who allowed offers this way."""
        allowed = self._get_garage_allowing(channel)
        if allowed:
            return allowed._garage_prepare_mailing(channel, name)
        channels = dict(
            self.env["garage.consent"]
            ._fields["channel"]
            ._description_selection(self.env)
        )
        raise UserError(
            self.env._(
                "None of the %(count)s customers allowed offers this way (%(channel)s)."
                " Consent stands on the customer, under “Offers allowed by”.",
                count=len(self),
                channel=channels[channel],
            )
        )

    def _garage_prepare_mailing(self, channel, name):
        """Return the action that opens the message; the mailing add-on knows how."""
        raise UserError(
            self.env._(
                "Mailings need the apps Email Marketing and SMS Marketing. Ask the"
                " administrator to install them, or export this list."
            )
        )
