import pytz

from odoo import fields, models

from ..domain import quiet_hours


class ResCompany(models.Model):
    """When this garage leaves its customers alone, and who looks after messages."""

    _inherit = "res.company"

    garage_quiet_from = fields.Float(string="Quiet from", default=20.0)
    garage_quiet_to = fields.Float(string="Quiet until", default=8.0)
    garage_message_user_id = fields.Many2one(
        "res.users",
        string="Looks after messages",
        help="Gets the calls, letters and failed messages that nobody else has.",
    )

    garage_remind_auto = fields.Boolean(
        string="Remind by itself",
        help="Customers are invited before work is due, without anybody asking.",
    )
    garage_remind_first = fields.Integer(string="First reminder (days)", default=30)
    garage_remind_last = fields.Integer(string="Last reminder (days)", default=7)

    _garage_quiet_check = models.Constraint(
        "CHECK (garage_quiet_from >= 0 AND garage_quiet_from <= 24"
        " AND garage_quiet_to >= 0 AND garage_quiet_to <= 24)",
        "The quiet hours lie between 0:00 and 24:00.",
    )

    def _garage_get_tz(self):
        """Return the name of the garage's clock: set, of its country, else UTC."""
        self.ensure_one()
        code = self.country_id.code or ""
        by_country = pytz.country_timezones.get(code) or ["UTC"]
        return self.partner_id.tz or by_country[0]

    def _garage_end_of_quiet(self, moment):
        """Return the moment itself or, in quiet hours, their end (naive UTC)."""
        self.ensure_one()
        return quiet_hours.next_allowed(
            moment, self._garage_get_tz(), self.garage_quiet_from, self.garage_quiet_to
        )
