from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..domain import states

#: an intake is often corrected in its first minutes
RECEIVED_AFTER = timedelta(minutes=5)
#: a promise moved by less than this is not worth a message
WORTH_TELLING = timedelta(minutes=15)


class GarageWorkorder(models.Model):
    """What the customer is told: received, please answer, later, ready."""

    _name = "garage.workorder"
    _inherit = ["garage.workorder", "garage.message.mixin"]

    promise_told_at = fields.Datetime(
        readonly=True, copy=False, help="The promised time that the customer knows."
    )
    promise_moved = fields.Boolean(
        readonly=True, copy=False, help="Later than the customer was told."
    )
    promise_text = fields.Char(compute="_compute_promise_text")

    @api.depends("promise_moved", "promise_told_at", "promised_at")
    def _compute_promise_text(self):
        for workorder in self:
            workorder.promise_text = workorder.promise_moved and self.env._(
                "Promised for %(now)s, but the customer was told %(told)s.",
                # on the reader's own clock, as the promise beside it
                now=format_datetime(self.env, workorder.promised_at, dt_format="short"),
                told=format_datetime(
                    self.env, workorder.promise_told_at, dt_format="short"
                ),
            )

    def write(self, vals):
        result = super().write(vals)
        if "promised_at" in vals:
            for workorder in self:
                workorder._note_moved_promise()
        return result

    def action_tell_delay(self):
        """Tell the customer the new promised time, after the adviser looked at it."""
        for workorder in self:
            workorder.check_access("write")
            workorder._garage_message_plan(
                "delayed",
                "garage_workorder.mail_template_delayed",
                key=f"workorder-{workorder.id}-delayed-{workorder.promised_at}",
            )
            workorder._settle_promise()
        return True

    def action_skip_delay(self):
        """The customer knows already, or need not know."""
        self.check_access("write")
        self._settle_promise()
        return True

    def _check_in(self, odometer=0, key_tag=None, reason=None):
        result = super()._check_in(odometer, key_tag, reason)
        self._settle_promise()
        if self._can_tell_received():
            self._garage_message_plan(
                "received",
                "garage_workorder.mail_template_received",
                due_at=fields.Datetime.now() + RECEIVED_AFTER,
                key=f"workorder-{self.id}-received",
            )
        return result

    def _can_tell_received(self):
        """Courtesy only: no call, no letter and no text message nobody asked for."""
        partner = self.partner_id
        by_text = partner.garage_channel == "sms" and partner.phone
        by_mail = partner.garage_channel in (False, "email") and partner.email
        return self.company_id.garage_tell_received and bool(by_text or by_mail)

    def _note_moved_promise(self):
        """Notice that the promise is later than what the customer was told."""
        told = self.promise_told_at
        if self.state not in states.MOVING or not told or not self.promised_at:
            return
        moved = self.promised_at - told >= WORTH_TELLING
        if moved != self.promise_moved:
            self.promise_moved = moved

    def _settle_promise(self):
        for workorder in self:
            workorder.write(
                {"promise_told_at": workorder.promised_at, "promise_moved": False}
            )

    def _mail_estimate(self):
        """Ask for the answer by the customer's channel; say when nothing can go out."""
        channel, _note = self.partner_id._garage_pick_channel()
        message = self._garage_message_plan(
            "approval",
            "garage_workorder.mail_template_estimate",
            key=f"workorder-{self.id}-approval-{fields.Datetime.now()}",
            # sent by hand: a mail wakes nobody, a text message waits for the morning
            urgent=channel == "email",
        )
        if channel in ("email", "sms") and message.state != "failed":
            return True
        return self._notify_link_only()

    def _tell_ready(self):
        """The vehicle can be collected; the page behind the link says how to pay."""
        for workorder in self.filtered("company_id.garage_tell_ready"):
            workorder._garage_message_plan(
                "ready",
                "garage_workorder.mail_template_ready",
                key=f"workorder-{workorder.id}-ready-{workorder.ready_at}",
            )

    def _garage_message_wanted(self, message):
        """Look again at the moment of sending: things move fast in a workshop."""
        _ = self.env._
        if message.kind == "received" and self.state not in states.MOVING:
            return False, _("The vehicle is not in the workshop anymore.")
        if message.kind == "approval" and not self._get_asked_jobs():
            return False, _("The customer has answered already.")
        if message.kind == "delayed" and self.state not in states.MOVING:
            return False, _("The work is finished or the visit was cancelled.")
        if message.kind == "ready" and self.state != "ready":
            return False, _("The vehicle was taken back to work, or collected.")
        return super()._garage_message_wanted(message)

    def _get_promise_text(self):
        """The promised time as the customer reads it."""
        self.ensure_one()
        if not self.promised_at:
            return ""
        return format_datetime(
            self.with_context(lang=self._get_customer_lang()).env,
            self.promised_at,
            tz=self._get_customer_tz(),
            dt_format="short",
        )
