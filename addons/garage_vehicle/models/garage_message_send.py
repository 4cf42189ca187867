from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

_LAYOUT = "garage_vehicle.mail_layout_customer"
_DONE = ("sent",)
_BROKEN = ("exception", "bounce", "canceled")


class GarageMessage(models.Model):
    """Sending: look again, hand over by the channel, follow what became of it."""

    _inherit = "garage.message"

    def _process(self):
        """Send one waiting message unless something speaks against it by now."""
        self.ensure_one()
        if self.state != "waiting" or self._wait_for_quiet_end():
            return
        reason = self._get_stop_reason()
        if reason:
            self._cancel(reason)
            return
        try:
            with self.env.cr.savepoint():
                self._hand_over()
        except (UserError, ValueError) as error:
            self._fail(str(error))

    def _get_stop_reason(self):
        """Return why the message is not wanted any more, else nothing."""
        record = self._get_record()
        if not record:
            return self.env._("What it was about was deleted.")
        if self.reminder and self.partner_id.garage_no_reminders:
            return self.env._("The customer wants no reminders.")
        if not self.partner_id.active:
            return self.env._("The customer is archived.")
        wanted, reason = record._garage_message_wanted(self)
        return False if wanted else reason or self.env._("No longer needed.")

    def _hand_over(self):
        channel = self.channel
        sender = {"email": self._send_email, "sms": self._send_sms}.get(channel)
        self.write({"state": "sending", "reason": False})
        if sender:
            sender()
        else:
            self._ask_colleague()

    def _send_email(self):
        if not self.partner_id.email:
            raise UserError(self.env._("The customer has no e-mail address."))
        values = self._render(["subject", "body_html", "email_from", "attachment_ids"])
        thread = self._get_record()._garage_message_thread()
        self.mail_message_id = thread.message_post(
            subject=values["subject"],
            body=values["body_html"],
            partner_ids=self.partner_id.ids,
            email_from=values.get("email_from") or None,
            attachments=values.get("attachments"),
            attachment_ids=values.get("attachment_ids"),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            email_layout_xmlid=_LAYOUT,
            notify_skip_followers=True,
        )
        self._follow_delivery()

    def _send_sms(self):
        if not self.partner_id.phone:
            raise UserError(self.env._("The customer has no phone number."))
        thread = self._get_record()._garage_message_thread()
        self.mail_message_id = thread._message_sms(
            self._get_short_text(), partner_ids=self.partner_id.ids, put_in_queue=True
        )
        self._follow_delivery()

    def _ask_colleague(self):
        """A call or a letter is work for a colleague; done when the task is done."""
        if self.channel == "phone":
            summary = self.env._(
                "Call %(name)s: %(about)s",
                name=self.partner_id.name,
                about=self.name,
            )
        else:
            summary = self.env._(
                "Send %(name)s a letter: %(about)s",
                name=self.partner_id.name,
                about=self.name,
            )
        self.activity_id = self._add_activity(summary, self._get_short_text())

    def _follow_delivery(self):
        """Take over what the mail or SMS server said about the messages."""
        for message in self.filtered(
            lambda row: row.state not in ("waiting", "cancelled")
        ):
            notices = message.mail_message_id.notification_ids
            states = set(notices.mapped("notification_status"))
            if states & set(_BROKEN):
                message._fail(message._get_failure_text(notices))
            elif states and states <= {*_DONE, "pending"}:
                message._mark_sent()

    def _mark_sent(self):
        """Note on the message and in the vehicle's history that it went out."""
        for message in self.filtered(lambda row: row.state != "sent"):
            message.activity_id.filtered("active").unlink()
            message.write(
                {"state": "sent", "sent_at": fields.Datetime.now(), "reason": False}
            )
            vehicle = message._get_record()._garage_message_vehicle()
            if vehicle:
                channel = dict(
                    message._fields["channel"]._description_selection(message.env)
                )
                text = f"{message.name} ({channel[message.channel]})"
                vehicle._add_event("reminder", text, record=message)

    def _get_channel_text(self):
        field = self._fields["channel"]
        return dict(field._description_selection(self.env))[self.channel]

    def _fail(self, reason):
        """State the failure and give it to a colleague; it never counts as sent."""
        self.ensure_one()
        self.write({"state": "failed", "sent_at": False, "reason": reason})
        if self._get_record() and not self.activity_id:
            summary = self.env._(
                "Not delivered to %(name)s: %(about)s",
                name=self.partner_id.name,
                about=self.name,
            )
            self.activity_id = self._add_activity(summary, reason)

    def _add_activity(self, summary, note):
        thread = self._get_record()._garage_message_thread()
        return thread.activity_schedule(
            "mail.mail_activity_data_call"
            if self.channel == "phone"
            else "mail.mail_activity_data_todo",
            summary=summary,
            note=note,
            user_id=self._get_colleague().id,
        )

    def _get_colleague(self):
        """Return who looks after the message: of the record, of the garage, me."""
        user = self._get_record()._garage_message_user()
        user = user or self.company_id.garage_message_user_id
        if not user and not self.env.user._is_superuser():
            user = self.env.user
        managers = self.env.ref("garage_base.group_garage_manager").all_user_ids
        return (
            user
            or managers.filtered(
                lambda manager: self.company_id in manager.company_ids
            )[:1]
        )

    def _get_failure_text(self, notices):
        """Say in words why it did not arrive and what to do."""
        failed = notices.filtered(lambda row: row.notification_status in _BROKEN)[:1]
        known = self._get_failure_texts()
        kind = failed.failure_type
        if kind in known:
            return known[kind]
        detail = failed.failure_reason or failed.format_failure_reason()
        return self.env._("It was not delivered: %s", detail)

    @api.model
    def _get_failure_texts(self):
        _ = self.env._
        return {
            "sms_acc": _(
                "No SMS account is registered for this garage. "
                "Register one under Settings, or choose another channel."
            ),
            "sms_credit": _("The SMS account has no credit left. Buy credit."),
            "sms_server": _(
                "The SMS service did not answer. Try again, or choose another channel."
            ),
            "sms_number_missing": _("The customer has no phone number."),
            "sms_number_format": _("The phone number is not right. Correct it."),
            "mail_email_missing": _("The customer has no e-mail address."),
            "mail_email_invalid": _("The e-mail address is not right. Correct it."),
            "mail_bounce": _("The e-mail came back: the address does not exist."),
            "mail_smtp": _(
                "The mail server could not be reached. Ask who looks after it, "
                "then try again."
            ),
        }

    def _render(self, names):
        """Return the template's texts in the customer's language."""
        template = self.template_id.with_context(
            lang=self.partner_id.lang or self.env.lang
        )
        if self.template_id.report_template_ids:
            names = [*names, "report_template_ids"]
        return template._generate_template([self.res_id], names)[self.res_id]

    def _get_letter(self):
        """Return subject and text for a letter that a colleague prints."""
        self.ensure_one()
        return self._as_sender()._render(["subject", "body_html"])

    def _get_short_text(self):
        """Return the text of an SMS or a call, else the mail as plain text."""
        short = self._render(["garage_sms_body"])["garage_sms_body"]
        return short or html2plaintext(self._render(["body_html"])["body_html"])
