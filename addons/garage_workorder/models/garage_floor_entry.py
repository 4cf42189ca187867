from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError

#: an entry that waited longer on a phone without network counts from now
LONGEST_WAIT = timedelta(hours=12)


class GarageFloorEntry(models.Model):
    """One thing entered on the workshop floor, booked once however often it is sent."""

    _name = "garage.floor.entry"
    _description = "Workshop floor entry"
    _order = "at desc, id desc"
    _check_company_auto = True

    key = fields.Char(required=True, readonly=True)
    action = fields.Selection(
        [
            ("start", "Start"),
            ("pause", "Pause"),
            ("finish", "Finish"),
            ("tick", "Tick"),
            ("request", "Part request"),
            ("finding", "Finding"),
        ],
        required=True,
        readonly=True,
    )
    job_id = fields.Many2one(
        "garage.job", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True, index=True)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True)
    text = fields.Text(readonly=True)
    severity = fields.Selection(
        [("green", "Good"), ("amber", "Soon"), ("red", "Urgent")], readonly=True
    )
    proposed_job_id = fields.Many2one(
        "garage.job", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _key_uniq = models.UniqueIndex("(key)", "This entry was already booked.")

    @api.model
    def book(self, entry):
        """Book one entry from a phone; the same key a second time changes nothing.

        :param entry: key, action, job_id, values, at (ISO 8601, UTC)
        :return: ``error`` in words when the workshop's rules refuse it, else empty
        """
        try:
            with self.env.cr.savepoint():
                self._book_once(entry)
        except (UserError, AccessError, MissingError, ValidationError) as error:
            return {"error": str(error)}
        return {}

    @api.model
    def _book_once(self, entry):
        job = self.env["garage.job"].browse(entry["job_id"]).exists()
        if not job:
            raise MissingError(self.env._("This job no longer exists."))
        floor_job = job._for_floor()
        if self._for_floor_log().search_count([("key", "=", entry["key"])], limit=1):
            return
        values = entry.get("values") or {}
        record = self._for_floor_log().create(
            {
                "key": entry["key"],
                "action": entry["action"],
                "job_id": floor_job.id,
                "user_id": self.env.uid,
                "at": self._read_moment(entry.get("at")),
                "text": values.get("text"),
                "severity": values.get("severity"),
            }
        )
        getattr(record.with_user(self.env.user), f"_do_{record.action}")(job, values)

    @api.model
    def _read_moment(self, text):
        """The time of the phone, unless that cannot be right."""
        now = fields.Datetime.now()
        try:
            moment = fields.Datetime.to_datetime((text or "")[:19].replace("T", " "))
        except ValueError:
            return now
        if not moment or not now - LONGEST_WAIT <= moment <= now:
            return now
        return moment

    def _do_start(self, job, values):
        job.action_start_clock()
        running = self._get_clock(job).filtered(lambda time: not time.stop)
        earlier = self._get_last_stop(running)
        running.start = max(self.at, earlier) if earlier else self.at

    def _do_pause(self, job, values):
        running = self._get_clock(job).filtered(lambda time: not time.stop)
        job.action_pause_clock()
        self._stop_at_moment(running)

    def _do_finish(self, job, values):
        running = self._get_clock(job).filtered(lambda time: not time.stop)
        job.action_finish()
        self._stop_at_moment(running)

    def _do_tick(self, job, values):
        job._tick_line(values["line_id"], bool(values["done"]))

    def _do_request(self, job, values):
        job.request_part(self.text or self.env._("Part, see the vehicle"))

    def _do_finding(self, job, values):
        found = job._add_finding(self.text, self.severity, values.get("photo"))
        self._for_floor_log().proposed_job_id = found

    def _get_clock(self, job):
        """Times of this person on the job; of everybody when the person has none."""
        employee = job._get_clock_employee(self.user_id)
        return job._for_floor().time_entry_ids.filtered(
            lambda time: time.employee_id == employee
        )

    def _get_last_stop(self, running):
        times = running.search(
            [
                ("employee_id", "=", running.employee_id.id),
                ("stop", "!=", False),
                ("id", "!=", running.id),
            ],
            order="stop desc",
            limit=1,
        )
        return times.stop

    def _stop_at_moment(self, times):
        for time in times:
            time.stop = max(self.at, time.start)

    def _for_floor_log(self):
        # the log is written by `book` only, for whoever may work on the job
        return self.sudo()
