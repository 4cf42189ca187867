from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError

#: an entry that waited longer on a phone without network counts from now
LONGEST_WAIT = timedelta(days=7)


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
            ("note", "Note"),
        ],
        required=True,
        readonly=True,
    )
    job_id = fields.Many2one(
        "garage.job", readonly=True, index="btree_not_null", ondelete="set null"
    )
    workorder_id = fields.Many2one(
        "garage.workorder", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True)
    text = fields.Text(readonly=True)
    severity = fields.Selection(
        [("green", "Good"), ("amber", "Soon"), ("red", "Urgent")], readonly=True
    )
    proposed_job_id = fields.Many2one(
        "garage.job", readonly=True, index="btree_not_null", ondelete="set null"
    )
    file_ids = fields.Many2many("ir.attachment", string="Files", readonly=True)
    state = fields.Selection(
        [("booked", "Booked"), ("note", "Kept as a note")],
        default="booked",
        required=True,
        readonly=True,
    )
    reason = fields.Char(
        readonly=True, help="Why the entry could not be booked and is only a note."
    )

    _key_uniq = models.UniqueIndex("(key)", "This entry was already booked.")

    @api.model
    def book(self, entry, files=()):
        """Book one entry from a phone; the same key a second time changes nothing.

        What the workshop's rules refuse, because the job went on without the phone,
        is kept as a note; ``notice`` then says so in one sentence.

        :param entry: key, action, job_id, values, at (ISO 8601, UTC) and ``seen``, the
            mechanic_id of the job as the phone knew it
        :param files: photos and videos as (name, bytes)
        :return: ``error`` in words when nothing could be kept, else maybe ``notice``
        """
        try:
            with self.env.cr.savepoint():
                return self._book_once(entry, files)
        except psycopg2.errors.UniqueViolation:
            return {}  # sent twice at the same time: the other one is booked
        except (UserError, AccessError, MissingError, ValidationError) as error:
            return {"error": str(error)}

    @api.model
    def _book_once(self, entry, files):
        job = self._read_job(entry)
        values = entry.get("values") or {}
        earlier = self._for_floor_log().search([("key", "=", entry["key"])], limit=1)
        if earlier:
            return {"notice": earlier.reason} if earlier.reason else {}
        record = self._for_floor_log().create(
            {
                "key": entry["key"],
                "action": entry["action"],
                "job_id": job.id,
                "workorder_id": job.workorder_id.id,
                "company_id": (job.company_id or self.env.company).id,
                "user_id": self.env.uid,
                "at": self._read_moment(entry.get("at")),
                "text": values.get("text"),
                "severity": values.get("severity"),
            }
        )
        notices = [record._keep_files(files)]
        notices.append(record._act(job, values, entry.get("seen") or {}))
        notice = " ".join(filter(None, notices))
        return {"notice": notice} if notice else {}

    @api.model
    def _read_job(self, entry):
        """The job an entry is about, after a look at the entry itself."""
        known = dict(self._fields["action"].selection)
        if entry.get("action") not in known or not entry.get("key"):
            raise UserError(
                self.env._(
                    "The workshop does not know what was entered. Reload the page and "
                    "enter it again."
                )
            )
        job = self.env["garage.job"].browse(entry.get("job_id") or [])
        if entry.get("job_id"):
            if not job.exists():
                raise MissingError(
                    self.env._("This job no longer exists. Tell the adviser.")
                )
            job._for_floor()
        return job

    def _act(self, job, values, seen):
        """Do what was entered, or keep it as a note; return what to tell."""
        actor = self.with_user(self.env.user).with_context(garage_moment=self.at)
        job = job.with_context(garage_moment=self.at)
        try:
            with self.env.cr.savepoint():
                actor._check_seen(job, seen)
                return getattr(actor, f"_do_{self.action}")(job, values)
        except (UserError, ValidationError) as error:
            self.env.invalidate_all()
            return self._keep_as_note(str(error))

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

    def _for_floor_log(self):
        # the log is written by `book` only, for whoever may work on the job
        return self.sudo()
