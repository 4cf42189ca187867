from odoo import models
from odoo.exceptions import UserError

from ..domain import media
from ..tools import picture

#: a photo of fewer bytes was made small by the phone
SMALL = 1024 * 1024


class GarageFloorEntry(models.Model):
    """What each kind of entry does; ``_do_x`` may return one sentence to tell."""

    _inherit = "garage.floor.entry"

    def _do_start(self, job, values):
        job.action_start_clock()

    def _do_pause(self, job, values):
        job.action_pause_clock()

    def _do_finish(self, job, values):
        job.action_finish()

    def _do_tick(self, job, values):
        job._tick_line(values["line_id"], bool(values["done"]))

    def _do_request(self, job, values):
        job.request_part(self.text or self.env._("Part, see the vehicle"))

    def _do_finding(self, job, values):
        files = self._for_floor_log().file_ids
        found = job._add_finding(self.text, self.severity, files)
        self._for_floor_log().proposed_job_id = found

    def _do_note(self, job, values):
        job._add_floor_note(self.text, self._for_floor_log().file_ids)

    def _check_seen(self, job, seen):
        """Refuse to finish what was given to somebody else meanwhile."""
        if self.action != "finish" or "mechanic_id" not in seen:
            return
        mine = job._get_clock_employee(self.env.user)
        if job.mechanic_id == mine or seen["mechanic_id"] != mine.id:
            return
        raise UserError(
            self.env._(
                "“%(job)s” was given to %(mechanic)s meanwhile.",
                job=job.name,
                mechanic=job.mechanic_id.name or self.env._("nobody"),
            )
        )

    def _keep_files(self, files):
        """Store the photos and videos of the entry; return what was wrong with them."""
        problems, vals_list = set(), []
        for name, raw in files:
            problem = media.problem(raw)
            raw, mimetype = (raw, "") if problem else self._make_small(raw)
            if not mimetype:
                problems.add(problem or "type")
                continue
            vals_list.append(
                {
                    "name": name,
                    "raw": raw,
                    "mimetype": mimetype,
                    "res_model": "garage.workorder",
                    "res_id": self.workorder_id.id,
                }
            )
        self.file_ids = self.env["ir.attachment"].create(vals_list)
        return " ".join(self._get_file_problem(problem) for problem in problems)

    def _make_small(self, raw):
        """A photo as the pages show it; the MIME type is empty when it is damaged."""
        mimetype = media.mimetype(raw)
        if mimetype.startswith("video/") or len(raw) < SMALL:
            return raw, mimetype
        try:
            return picture.shrink(raw), "image/jpeg"
        except ValueError:
            return raw, ""

    def _get_file_problem(self, problem):
        if problem == "size":
            return self.env._(
                "A photo over %(photo)s MB or a video over %(video)s MB was left out. "
                "The words were kept; take a shorter or smaller one.",
                photo=media.LIMITS["image"] // 1024**2,
                video=media.LIMITS["video"] // 1024**2,
            )
        return self.env._(
            "A photo arrived damaged and was left out. "
            "The words were kept; take it again."
        )

    def _keep_as_note(self, reason):
        """Keep what cannot be booked where adviser and mechanic see it."""
        notice = self.env._(
            "%(what)s by %(user)s is kept as a note only: %(reason)s",
            what=self._get_words(),
            user=self.user_id.name,
            reason=reason,
        )
        self.write({"state": "note", "reason": notice})
        self.workorder_id._tell_adviser(notice, self.file_ids, todo=True)
        return notice

    def _get_words(self):
        """What was entered, in words: "Finding “hose torn” at 10:40"."""
        actions = dict(self._fields["action"]._description_selection(self.env))
        text = f" “{self.text}”" if self.text else ""
        moment = self.env["ir.qweb.field.datetime"].value_to_html(
            self.at, {"time_only": True, "hide_seconds": True}
        )
        return self.env._(
            "%(action)s%(text)s on “%(job)s” at %(time)s",
            action=actions[self.action],
            text=text,
            job=self.job_id.name,
            time=moment,
        )
