from odoo import models
from odoo.exceptions import UserError


class GarageJob(models.Model):
    """What the mechanic's screen enters on a job."""

    _inherit = "garage.job"

    def _tick_line(self, line_id, done):
        """Mark one line of the job as done or fitted."""
        self.ensure_one()
        line = self._for_floor().line_ids.filtered(lambda line: line.id == line_id)
        if not line:
            raise UserError(
                self.env._("This line was taken off the job meanwhile. Look again.")
            )
        line.garage_done = done

    def _add_finding(self, text, severity, files=None):
        """Keep a finding; red and amber ones become a job to offer. Return that job."""
        self.ensure_one()
        job = self._for_floor()
        files = files or job.env["ir.attachment"]
        text = text or self.env._("Found at “%(job)s”", job=self.name)
        found = job.browse()
        if severity != "green":
            job.workorder_id._check_open()
            found = job.create(
                {
                    "workorder_id": job.workorder_id.id,
                    "name": text.splitlines()[0][:80],
                    "finding": text,
                    "severity": severity,
                    "photo_ids": files.filtered(_is_photo).ids,
                }
            )
        job._tell_finding(text, severity, files)
        return found

    def _add_floor_note(self, text, files=None):
        """Tell the adviser something about the job; photos stay with the visit."""
        self.ensure_one()
        self._for_floor().workorder_id._tell_adviser(
            self.env._("“%(job)s”: %(text)s", job=self.name, text=text or ""),
            files,
            todo=True,
        )

    def _tell_finding(self, text, severity, files):
        words = dict(self._fields["severity"]._description_selection(self.env))
        self.workorder_id._tell_adviser(
            self.env._(
                "Found at “%(job)s” (%(severity)s): %(text)s",
                job=self.name,
                severity=words.get(severity, ""),
                text=text,
            ),
            files,
        )


def _is_photo(attachment):
    return (attachment.mimetype or "").startswith("image/")
