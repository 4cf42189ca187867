from odoo import api, fields, models
from odoo.tools import format_date, format_time

from ..domain.offers import age_minutes

_HOUR, _DAY = 60, 24 * 60


class GarageCatalogMessages(models.AbstractModel):
    """What the comparison of offers says in words."""

    _inherit = "garage.catalog.messages"

    @api.model
    def _supplier_problem(self, kind):
        """Say why a live supplier gave no price."""
        texts = {
            "timeout": self.env._("no answer"),
            "throttled": self.env._("no answer: asked too often, try again later"),
            "auth": self.env._("no answer: our key is not accepted"),
            "malformed": self.env._("no answer: what came is damaged"),
            "refused": self.env._("no answer: the question was refused"),
            "server": self.env._("no answer: out of order"),
        }
        return texts.get(kind, texts["server"])

    @api.model
    def _supplier_pause(self, until, kind=None):
        """Say until when a supplier is left alone.

        :param kind: his last problem
        """
        local = fields.Datetime.context_timestamp(self, until)
        time = format_time(self.env, local.time(), time_format="short")
        if kind == "throttled":
            return self.env._("asks to be left alone until %s", time)
        return self.env._("not asked until %s after several failures", time)

    @api.model
    def _lead_text(self, days):
        """Say when a part is here."""
        if days == 0:
            return self.env._("today")
        if days == 1:
            return self.env._("tomorrow")
        return self.env._("in %s days", days)

    @api.model
    def _delivery_text(self, order_by, arrives):
        """Say until when to order and when the part is here then, in the user's clock.

        :param order_by: UTC, None without a cut-off
        :param arrives: UTC
        """
        when = self._moment_text(arrives)
        if not order_by:
            return when
        until = self._moment_text(order_by)
        return self.env._("order by %(until)s for %(when)s", until=until, when=when)

    @api.model
    def _moment_text(self, moment):
        """Say a moment near today: "16:30", "tomorrow 08:00", "Tue 3 Mar 08:00"."""
        local = fields.Datetime.context_timestamp(self, moment)
        today = fields.Datetime.context_timestamp(self, fields.Datetime.now()).date()
        clock = format_time(self.env, local.time(), time_format="short")
        days = (local.date() - today).days
        if days == 0:
            return clock
        if days == 1:
            return self.env._("tomorrow %(time)s", time=clock)
        day = format_date(self.env, local.date(), date_format="EEE d MMM")
        return f"{day} {clock}"

    @api.model
    def _age_text(self, fetched):
        """Say how old a price is."""
        age = age_minutes(fetched, fields.Datetime.now())
        if age < 1:
            return self.env._("just now")
        if age < _HOUR:
            return self.env._("%s min ago", age)
        if age < 2 * _DAY:
            return self.env._("%s h ago", age // _HOUR)
        return self.env._("%s days ago", age // _DAY)

    @api.model
    def _missing_text(self, name, reason):
        """Say which part of a basket a supplier does not have, and why."""
        texts = {
            "not_carried": self.env._("%s: not carried", name),
            "none": self.env._("%s: not in stock", name),
            "part": self.env._("%s: not enough of it", name),
            "unknown": self.env._("%s: stock is not told", name),
        }
        return texts[reason]
