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
            domain &= Domain("email", "!=", False) & Domain(
                "is_blacklisted", "=", False
            )
        elif channel in ("sms", "phone"):
            domain &= Domain("phone", "!=", False)
        return domain

    def action_garage_offer_mailing(self):
        """Prepare a mailing to those of the chosen customers who allowed e-mail."""
        if "mailing.mailing" not in self.env:
            raise UserError(
                self.env._(
                    "Mailings need the app Email Marketing. Ask the administrator to"
                    " install it, or export this list."
                )
            )
        allowed = self.filtered_domain(self._get_offer_domain("email"))
        if not allowed:
            raise UserError(
                self.env._("None of the chosen customers allowed offers by e-mail.")
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mailing.mailing",
            "views": [(False, "form")],
            "context": {
                "default_mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "default_mailing_domain": str([("id", "in", allowed.ids)]),
            },
        }
