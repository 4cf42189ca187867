from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class GarageJob(models.Model):
    """A declined job's card says when it comes back and lets the adviser change it."""

    _inherit = "garage.job"

    def set_followup_date(self, date):
        """Offer this declined job again on another day, or not at all without one.

        :param date: day as text (YYYY-MM-DD), or empty
        :return: the card
        """
        self.ensure_one()
        self.check_access("write")
        self._check_followup_open()
        if not date:
            self._stop_followup(self.env._("Stopped by %s", self.env.user.name))
            return self.get_card()
        day = fields.Date.to_date(date)
        if day < fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(day)s is over. Choose a day from today on, or clear the day so "
                    "that it does not come back.",
                    day=format_date(self.env, day),
                )
            )
        self.write(
            {
                "followup_date": day,
                "followup_state": "waiting",
                "followup_reason": False,
            }
        )
        return self.get_card()

    def _check_followup_open(self):
        if self.state != "declined" or self._is_offered_again():
            raise UserError(
                self.env._(
                    "“%(job)s” was offered again already or is not declined anymore. "
                    "Reload the work order.",
                    job=self.name,
                )
            )

    def _get_card_row(self, with_lines):
        row = super()._get_card_row(with_lines)
        if self.state == "declined":
            row["comes_back"] = self._get_comes_back()
        return row

    def _get_comes_back(self):
        """When the job comes back: {date, text, editable}."""
        editable = not self._is_offered_again() and self.has_access("write")
        waiting = self.followup_state == "waiting"
        return {
            "date": waiting and fields.Date.to_string(self.followup_date) or "",
            "text": self._get_comes_back_text(editable),
            "editable": editable,
        }

    def _get_comes_back_text(self, editable):
        _ = self.env._
        if self.followup_state == "waiting":
            if editable:
                return _("comes back on")
            return _("comes back on %s", format_date(self.env, self.followup_date))
        words = {
            "asked": _(
                "asked again %(when)s", when=self._get_when_words(self.followup_at)
            ),
            "wanted": _("the customer wants it after all"),
            "converted": _("done after all"),
            "stopped": _("does not come back: %s", self.followup_reason or "-"),
        }
        if self.followup_state in words:
            return words[self.followup_state]
        return (
            _("offered again") if self._is_offered_again() else _("does not come back")
        )
