from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

_TEMPLATE = "garage_vehicle.mail_template_due"
# More letters than this are not written while the adviser waits.
_AT_ONCE = 5
_PAUSE = timedelta(days=6)
_TOO_LATE = timedelta(days=14)


class GarageVehicleDue(models.Model):
    """Inviting customers: by hand from the list, or by itself 30 and 7 days before."""

    _inherit = "garage.vehicle.due"

    def action_invite(self):
        """Invite the customers of the chosen rows; one message per vehicle."""
        invited, held = self._invite()
        text = self.env._("%s invited.", len(invited.vehicle_id))
        if held:
            reasons = defaultdict(int)
            for reason in held.values():
                reasons[reason.split(":")[0].strip()] += 1
            rows = [f"{count} × {reason}" for reason, count in reasons.items()]
            text += " " + self.env._("Left out: %s", ", ".join(rows))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": text,
                "type": "success" if invited else "warning",
                "sticky": bool(held),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _invite(self):
        """Send one invitation per vehicle; return who and ``{id: why not}``."""
        held = self._get_hold_reasons()
        wanted = self.filtered(lambda due: due.id not in held)
        by_vehicle = wanted.grouped("vehicle_id")
        later = None
        if len(by_vehicle) > _AT_ONCE:
            later = fields.Datetime.now() + timedelta(minutes=1)
        wanted.invited_on = fields.Date.context_today(self)
        for vehicle, dues in by_vehicle.items():
            first = dues[0]
            message = vehicle._garage_message_plan(
                "due",
                _TEMPLATE,
                due_at=later,
                key=f"due:{first.id}:{first.reminders + 1}",
                partner=vehicle.owner_id,
                reminder=True,
            )
            for due in dues:
                due.reminders += 1
            dues.message_id = message
        return wanted, held

    @api.model
    def _send_reminders(self, company):
        """Invite by itself, when the garage wants that: first and last reminder."""
        today = fields.Date.today()
        domain = [
            ("state", "=", "open"),
            ("company_id", "in", [company.id, False]),
            ("predicted_date", ">=", today - _TOO_LATE),
        ]
        for count, days in (
            (0, company.garage_remind_first),
            (1, company.garage_remind_last),
        ):
            until = today + timedelta(days=days)
            dues = self.search(
                [
                    *domain,
                    ("reminders", "=", count),
                    ("predicted_date", "<=", until),
                ]
            )
            dues.with_company(company)._invite()

    def _get_hold_reasons(self):
        """Return ``{id: why nobody is invited}`` with a few queries for all."""
        reasons = self._get_stop_reasons()
        since = fields.Date.context_today(self) - _PAUSE
        for due in self:
            if due.id not in reasons and due.invited_on and due.invited_on >= since:
                date = format_date(self.env, due.invited_on)
                reasons[due.id] = self.env._("Invited %s", date)
        return reasons

    def _get_stop_reasons(self):
        """Return ``{id: why}`` for what must not be asked for, however long ago."""
        booked = self.vehicle_id._get_booking_texts()
        return {
            due.id: reason
            for due in self
            if (reason := due._get_stop_reason(booked.get(due.vehicle_id.id)))
        }

    def _get_stop_reason(self, booked):
        self.ensure_one()
        _ = self.env._
        closed = {
            "dropped": self.drop_reason or _("Dropped"),
            "done": _("Done meanwhile"),
            "booked": booked or _("Booked"),
        }
        if self.state in closed or booked:
            return closed.get(self.state, booked)
        if not self.vehicle_id.active:
            return _("The vehicle is archived")
        if not self.partner_id:
            return _("Nobody knows whose vehicle it is")
        if self.partner_id.garage_no_reminders:
            return _("Wants no reminders")
        return False
