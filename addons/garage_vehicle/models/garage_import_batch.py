import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

# One call goes on for this long, so that planning a large file is worth it.
_SECONDS = 40
_ATTEMPTS = 2
_AGAIN = timedelta(minutes=1)
_TASK = "mail.mail_activity_data_todo"


class GarageImport(models.Model):
    """Long files: taken over behind the screen, one transaction for each step.

    Whatever breaks off, the step that was under way is as if it had not begun, and
    the job goes on after the last one that was kept.
    """

    _inherit = "garage.import"

    def action_stop(self):
        """Stop after the rows that are being taken over now."""
        self.ensure_one()
        if self.state != "running":
            return False
        if self.try_lock_for_update(allow_referencing=True):
            self._stop(self.env.user)
            return False
        # the job holds the record: it finds this note between two steps
        self.env["garage.import.step"].create({"import_id": self.id, "is_stop": True})
        return self._get_note(
            self.env._("The import stops after the rows that it is at."), "info"
        )

    def action_continue(self):
        """Go on after the last row that was taken over."""
        self.ensure_one()
        if self.state != "stopped":
            raise UserError(self.env._("Only an import that stopped can go on."))
        self.activity_unlink([_TASK])
        self.write(
            {
                "state": "running",
                "user_id": self.env.uid,
                "stop_reason": False,
                "attempts": 0,
            }
        )
        self._wake_cron()

    def _stop(self, user):
        self._conclude(
            "stopped",
            reason=self.env._(
                "Stopped by %(name)s after %(done)s of %(total)s rows. These are taken"
                " over.",
                name=user.name,
                done=self.position,
                total=self.total,
            ),
        )

    @api.model
    def _wake_cron(self, at=None):
        # whoever may import may also let the job run that does it
        cron = self.env.ref("garage_vehicle.ir_cron_import").sudo()
        cron._trigger(at)

    @api.model
    def _cron_import(self):
        """Take over the files that are waiting, the oldest first."""
        begun = time.monotonic()
        cron = self.env["ir.cron"]
        for batch in self.search([("state", "=", "running")], order="id"):
            # should this process be killed, another one looks again in a minute
            self._wake_cron(fields.Datetime.now() + _AGAIN)
            cron._commit_progress(remaining=self._count_rows_left())
            for rows in batch._as_starter()._run():
                left = cron._commit_progress(rows, remaining=self._count_rows_left())
                if not left and time.monotonic() - begun > _SECONDS:
                    return
            cron._commit_progress(remaining=self._count_rows_left())

    def _as_starter(self):
        """Return the import with the rights and language of who started it."""
        user = self.user_id
        return self.with_user(user).with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=self.company_id.ids
        )

    def _run(self):
        """Yield rows while steps succeed; leaves the import done or stopped."""
        if not self._may_go_on():
            return
        self.attempts += 1
        yield 0
        if not self._may_go_on():
            return
        table = self._get_table()
        for rows in self._take_steps(table):
            self.attempts = 0
            self._tell_screens()
            yield rows
            if not self._may_go_on():
                return
        self._conclude("done", table)
        self._tell_starter()

    def _may_go_on(self):
        """Take hold of the import; stops it when somebody asked or nothing helps."""
        if not self.try_lock_for_update(allow_referencing=True):
            return False
        if self.state != "running":
            return False
        stops = self.step_ids.filtered("is_stop")
        if stops:
            self._stop(stops[0].create_uid)
        elif self.attempts > _ATTEMPTS:
            self._conclude("stopped", reason=self._get_failure_text())
        else:
            return True
        self._tell_starter()
        return False

    def _get_failure_text(self):
        return self.env._(
            "The import could not get past row %(next)s of %(total)s; the rows before"
            " it are taken over. Try “Go on”. If it stops here again, undo it or ask"
            " the administrator to look into the log of the server.",
            next=self.position + 1,
            total=self.total,
        )

    @api.model
    def _count_rows_left(self):
        running = self.search([("state", "=", "running")])
        return sum(max(batch.total - batch.position, 1) for batch in running)

    def _tell_screens(self):
        """Let open screens show how far it is."""
        group = self.env.ref("garage_base.group_garage_manager")
        group._bus_send("garage_import", {"id": self.id})

    def _tell_starter(self):
        """Tell who started it; what needs him stays as a task."""
        self._tell_screens()
        text = self.stop_reason or self._get_done_text()
        is_good = self.state == "done" and not self.count_bad
        self.user_id._bus_send(
            "simple_notification",
            {
                "title": self.display_name,
                "message": text,
                "type": "success" if is_good else "warning",
                "sticky": True,
            },
        )
        if not is_good:
            self.activity_schedule(
                _TASK,
                summary=self.env._("Look at the import %s", self.display_name),
                note=text,
                user_id=self.user_id.id,
            )

    def _get_done_text(self):
        return self.env._(
            "%(new)s new, %(update)s completed, %(same)s known already, %(bad)s not"
            " taken over.",
            new=self.count_new,
            update=self.count_update,
            same=self.count_same,
            bad=self.count_bad,
        )

    @api.model
    def _get_note(self, text, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": text,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
