from odoo import api, fields, models
from odoo.tools import format_datetime

CHANNELS = [
    ("email", "E-mail"),
    ("sms", "SMS"),
    ("phone", "Phone call"),
    ("post", "Letter"),
]
OPEN_STATES = ("waiting", "failed")


class GarageMessage(models.Model):
    """A message to a customer: planned, looked at again, sent once, followed up."""

    _name = "garage.message"
    _description = "Message to a customer"
    _order = "due_at desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="About", required=True)
    kind = fields.Char(required=True, index=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, check_company=True
    )
    channel = fields.Selection(CHANNELS, required=True, default="email")
    template_id = fields.Many2one("mail.template", required=True, ondelete="restrict")
    res_model = fields.Char(string="Document model", required=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", required=True
    )
    due_at = fields.Datetime(string="Send from", required=True)
    sent_at = fields.Datetime(string="Sent on", readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sending", "On its way"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("cancelled", "Not sent"),
        ],
        required=True,
        default="waiting",
        help="On its way: handed to the mail or SMS server, or to a colleague. "
        "It counts as sent only when that was confirmed.",
    )
    reason = fields.Char(help="Why it waits, failed or was not sent.")
    channel_note = fields.Char(help="Why another channel than the wanted one.")
    reminder = fields.Boolean(
        help="An invitation that the customer may opt out of, not an answer to them."
    )
    urgent = fields.Boolean(help="Goes out in the quiet hours, too.")
    key = fields.Char(readonly=True, help="The same message is never planned twice.")
    mail_message_id = fields.Many2one("mail.message", index="btree_not_null")
    activity_id = fields.Many2one("mail.activity", index="btree_not_null")

    _key_uniq = models.UniqueIndex(
        "(key) WHERE key IS NOT NULL", "This message was planned already."
    )
    _due_idx = models.Index("(due_at) WHERE state = 'waiting'")
    _record_idx = models.Index("(res_model, res_id)")

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._wake_cron()
        return messages

    def action_send(self):
        """Send now what waits or failed; the quiet hours and stop rules still hold."""
        messages = self.filtered(lambda message: message.state in OPEN_STATES)
        messages.write({"state": "waiting", "reason": False})
        messages.activity_id.unlink()
        for message in messages._as_sender():
            message._process()
        return True

    def action_cancel(self):
        """Keep what was not sent from being sent."""
        for message in self.filtered(lambda row: row.state in OPEN_STATES):
            message._cancel(self.env._("Cancelled by %s", self.env.user.name))
        return True

    def action_open_record(self):
        """Open what the message is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def _get_record(self):
        """Return the document of the message, empty when it is gone."""
        self.ensure_one()
        if self.res_model not in self.env:
            return self.env["garage.vehicle"]
        return self.env[self.res_model].browse(self.res_id).exists()

    def _as_sender(self):
        """Return the messages with the rights that sending any document needs.

        Reached by the roles that may write messages, and by the queue itself.
        """
        return self.sudo()

    def _cancel(self, reason):
        self.activity_id.unlink()
        self.write({"state": "cancelled", "reason": reason})

    def _wake_cron(self):
        """Let the job run when the first of these messages is due."""
        now = fields.Datetime.now()
        moments = {row.due_at for row in self if row.state == "waiting"}
        if moments:
            cron = self.env.ref("garage_vehicle.ir_cron_messages").sudo()
            cron._trigger(at=[max(moment, now) for moment in moments])

    def _wait_for_quiet_end(self):
        """Move the message behind the quiet hours; return whether it must wait."""
        self.ensure_one()
        now = fields.Datetime.now()
        moment = max(now, self.due_at)
        if not self.urgent:
            moment = self.company_id._garage_end_of_quiet(moment)
        if moment <= now:
            return False
        if moment != self.due_at:
            text = format_datetime(
                self.env, moment, tz=self.company_id._garage_get_tz(), dt_format="short"
            )
            self.write(
                {
                    "due_at": moment,
                    "reason": self.env._("Quiet hours, goes out %s", text),
                }
            )
            self._wake_cron()
        return True

    @api.model
    def _cron_send(self, batch=100):
        """Send what is due, one by one: each is a step of its own."""
        domain = [("state", "=", "waiting"), ("due_at", "<=", fields.Datetime.now())]
        due = self.search(domain, limit=batch, order="due_at, id")
        for message in due:
            if message.try_lock_for_update():
                message._process()
            remaining = self.search_count(domain)
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                break
