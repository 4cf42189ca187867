from odoo import fields, models

from .garage_message import CHANNELS

_FALLBACK = ("email", "sms", "phone", "post")


class ResPartner(models.Model):
    """How a customer wants to hear from the garage, and whether at all."""

    _inherit = "res.partner"

    garage_channel = fields.Selection(
        CHANNELS,
        string="Prefers",
        help="Empty: e-mail, else SMS, else a call.",
    )
    garage_no_reminders = fields.Boolean(
        string="No reminders",
        help="No invitations to service, inspection or tyre change. "
        "Answers about running work still go out.",
    )

    def _garage_pick_channel(self):
        """Return the channel to use and, when it is not the wanted one, why."""
        self.ensure_one()
        wanted = self.garage_channel or "email"
        order = [wanted, *(name for name in _FALLBACK if name != wanted)]
        usable = {
            "email": bool(self.email),
            "sms": bool(self.phone),
            "phone": bool(self.phone),
            "post": bool(self.street and self.city),
        }
        channel = next((name for name in order if usable[name]), wanted)
        if channel == wanted or not self.garage_channel:
            return channel, False
        labels = dict(self._fields["garage_channel"]._description_selection(self.env))
        note = self.env._(
            "%(wanted)s is not possible for lack of an address, so %(used)s",
            wanted=labels[wanted],
            used=labels[channel],
        )
        return channel, note
