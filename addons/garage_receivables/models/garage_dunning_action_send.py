import logging

from odoo import api, fields, models, modules
from odoo.exceptions import UserError
from odoo.tools import config

from odoo.addons.queue_job.jobrunner import _is_runner_enabled

from ..tools import to_major

_logger = logging.getLogger(__name__)

SENDABLE = ("ready", "failed")
LIVE_JOBS = ("wait_dependencies", "pending", "enqueued", "started")


class GarageDunningAction(models.Model):
    """Sending: looked at again at the last moment, one customer at a time."""

    _inherit = "garage.dunning.action"

    def action_send(self):
        """Send these reminders now and tell what came of it."""
        self.check_access("write")
        todo = self.filtered(lambda row: row.state in SENDABLE and row._is_sendable())
        if not todo:
            raise UserError(
                self.env._(
                    "Nothing to send here: these customers are to be called or are "
                    "held back. Choose rows that stand under Reminder."
                )
            )
        if len(todo) == 1:
            todo._process()
        else:
            todo._process_each()
        return self._get_notification(todo)

    @api.model
    def action_process_all(self):
        """Send every reminder of the list, each customer in a job of its own."""
        self.check_access("write")
        rows = self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("kind", "=", "reminder"),
                ("state", "=", "ready"),
            ]
        )
        todo = rows.filtered(lambda row: row._is_sendable())
        todo._process_each()
        return self._get_notification(todo)

    def action_print(self):
        """Print the letters of these rows."""
        return self.env.ref(
            "garage_receivables.action_report_dunning_letter"
        ).report_action(self)

    @api.model
    def _has_job_runner(self):
        """Tell whether a job runner works in this server.

        Without one (tests, a server without queue_job in server_wide_modules) the
        reminders are sent at once: nothing may wait for a runner that never comes.
        """
        if modules.module.current_test:
            return False
        return "queue_job" in config["server_wide_modules"] and _is_runner_enabled()

    def _process_each(self):
        """Process each row in a job of its own, or at once without a job runner."""
        if not self._has_job_runner():
            for row in self:
                row._process()
            return
        self.state = "queued"
        for row in self:
            row.with_delay(
                description=self.env._(
                    "Reminder to %(name)s", name=row.partner_id.name
                ),
                identity_key=row._get_job_key(),
            )._job_process()

    def _get_job_key(self):
        self.ensure_one()
        return f"garage.dunning.action:{self.id}"

    @api.model
    def _release_stuck(self, company):
        """Make rows ready again whose job ended without an answer."""
        rows = self.search([("company_id", "=", company.id), ("state", "=", "queued")])
        if not rows:
            return
        # sudo: jobs are an administrator's; only whether one still runs is asked.
        running = (
            self.env["queue.job"]
            .sudo()
            .search(
                [
                    ("identity_key", "in", [row._get_job_key() for row in rows]),
                    ("state", "in", LIVE_JOBS),
                ]
            )
        )
        keys = set(running.mapped("identity_key"))
        rows.filtered(lambda row: row._get_job_key() not in keys).state = "ready"

    def _is_sendable(self):
        self.ensure_one()
        return self.channel in ("mail", "letter") and bool(self.step_id)

    def _job_process(self):
        """Job of one customer; a row that was sent or removed meanwhile is no error."""
        row = self.exists()
        if row:
            row._process()
            self.env.user._bus_send("garage_receivables", {"ids": row.ids})
        return self.env._("Reminder looked at again and sent, or held back.")

    def _process(self):
        """Look at the customer again under a lock, then send; return the new state."""
        self.ensure_one()
        self.flush_recordset()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        if self.state not in (*SENDABLE, "queued"):
            return self.state
        decision = self._recheck()
        if self.state == "held":
            return self.state
        try:
            with self.env.cr.savepoint():
                self._send_by_channel()
        except UserError as error:
            self._mark_failed(str(error))
            return self.state
        self._advance_lines(decision)
        self.write(
            {
                "state": "sent",
                "error": False,
                "sent_at": fields.Datetime.now(),
                "sent_by": self.env.uid,
            }
        )
        return self.state

    def _recheck(self):
        """Decide anew with what the books say now; hold the row back if need be."""
        company = self.company_id
        self.env["account.move.line"].invalidate_model(["amount_residual"])
        gather = self.env["garage.dunning.gather"].with_company(company)
        decision = gather._decide(company, self.partner_id).get(self.partner_id)
        if decision is None or not decision.step or decision.kind == "held":
            vals = self._prepare_stopped_vals(decision)
        else:
            vals = self._prepare_vals(company, self.partner_id, decision)
        self._update(vals)
        return decision

    def _prepare_stopped_vals(self, decision):
        """Return the row of a customer who must not be reminded after all."""
        hold = decision and self._get_main_hold(decision)
        reason = hold.reason if hold else "paid"
        text = hold and hold.facts.get("text") or self._get_hold_text(reason)
        lines = list(decision.items) if decision else []
        return {
            "state": "held",
            "kind": "held",
            "hold_reason": reason,
            "amount": to_major(decision.amount if decision else 0, self.currency_id),
            "line_ids": [fields.Command.set(lines)],
            "why": self.env._("Stopped at the moment of sending. %(why)s", why=text),
        }

    # --- channels -----------------------------------------------------------------

    def _send_by_channel(self):
        self._ensure_request()
        if self.channel == "letter":
            self._send_letter()
        else:
            self._send_mail()

    def _ensure_request(self):
        """Make the payment request whose link stands in the reminder."""
        invoices = self.line_ids.move_id.filtered(
            lambda move: move.is_sale_document(include_receipts=True)
        )
        same_currency = invoices.filtered(
            lambda move: move.currency_id == invoices[:1].currency_id
        )
        if same_currency:
            self.request_id = self.env["garage.payment.request"].create(
                self._prepare_request_vals(same_currency)
            )

    def _prepare_request_vals(self, invoices):
        return {
            "partner_id": self._get_recipient().id,
            "company_id": self.company_id.id,
            "currency_id": invoices[:1].currency_id.id,
            "invoice_ids": [fields.Command.set(invoices.ids)],
            "kind": "reminder",
            "channel": "mail" if self.channel == "mail" else "paper",
        }

    def _send_letter(self):
        """Keep the letter as it goes out; it is printed from the list."""
        report = self.env.ref("garage_receivables.action_report_dunning_letter")
        content, kind = report._render_qweb_pdf(report, self.ids)
        self.env["ir.attachment"].create(
            {
                "name": self.env._("Reminder %(name)s.pdf", name=self.partner_id.name),
                "raw": content,
                "mimetype": "application/pdf" if kind == "pdf" else "text/html",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        self._note_request_sent(self.env._("Reminder by letter."))

    def _send_mail(self):
        """Send the mail; raise UserError when it could not be handed over.

        Sending is the last act: everything else is in the database before.
        """
        template = self.step_id.mail_template_id or self.env.ref(
            "garage_receivables.mail_template_reminder"
        )
        mail_id = template.send_mail(
            self.id,
            force_send=False,
            email_layout_xmlid="mail.mail_notification_light",
        )
        # sudo: mails are nobody's to read; this one was made a line above.
        mail = self.env["mail.mail"].sudo().browse(mail_id)
        mail.auto_delete = False
        self._note_request_sent(self.env._("Reminder by mail."))
        self.env.flush_all()
        mail.send(auto_commit=False, raise_exception=False)
        if mail.state == "exception":
            raise UserError(
                self.env._(
                    "The mail to %(email)s was not accepted: %(reason)s",
                    email=self.email or self.partner_id.name,
                    reason=mail.failure_reason or self.env._("no reason given"),
                )
            )

    def _note_request_sent(self, text):
        if self.request_id:
            self.request_id._mark_sent(text)

    def _mark_undelivered(self, reason):
        """A mail that was handed over came back later: nobody was reminded."""
        for row in self.filtered(lambda one: one.state == "sent"):
            for line in row.line_ids:
                level, day = (row.marks_before or {}).get(str(line.id), (0, False))
                # sudo: see _advance_lines.
                line.sudo().write(
                    {"garage_dunning_level": level, "garage_reminded_on": day}
                )
            row._mark_failed(reason)

    def _mark_failed(self, reason):
        """Not delivered does not count as reminded; somebody has to look at it."""
        _logger.info("Reminder %s was not delivered: %s", self.id, reason)
        self.write({"state": "failed", "error": reason})
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Reminder was not delivered"),
            note=reason,
            user_id=self.env.uid,
        )

    # --- words ----------------------------------------------------------------------

    @api.model
    def _get_notification(self, rows):
        """Return a message that counts what happened to ``rows``."""
        counts = {
            state: len(rows.filtered(lambda row, state=state: row.state == state))
            for state in ("sent", "queued", "held", "failed")
        }
        texts = {
            "sent": self.env._("%(count)s sent.", count=counts["sent"]),
            "queued": self.env._("%(count)s being sent.", count=counts["queued"]),
            "held": self.env._(
                "%(count)s held back at the last moment.", count=counts["held"]
            ),
            "failed": self.env._("%(count)s not delivered.", count=counts["failed"]),
        }
        message = " ".join(texts[state] for state, count in counts.items() if count)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if counts["failed"] or counts["held"] else "success",
                "message": message or self.env._("Nothing to send."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
