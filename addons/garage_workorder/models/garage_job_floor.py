import base64
import binascii
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: job states that can be worked on, by its mechanic or whoever takes it
WORKABLE = ("approved", "in_progress", "paused")
#: job states that only its own mechanic sees
OWN = ("draft", "awaiting_approval")
#: largest photo that is taken in, in bytes
PHOTO_LIMIT = 6 * 1024 * 1024


class GarageJob(models.Model):
    """What the mechanic's screen shows of a job, and what it enters."""

    _inherit = "garage.job"

    floor_entry_ids = fields.One2many("garage.floor.entry", "job_id")

    @api.model
    def get_mechanic_feed(self):
        """Everything the mechanic's screen shows, so that it also works offline."""
        user = self.env.user
        employee = user.employee_id
        jobs = self.search(self._get_mechanic_domain(employee), order="id")
        feed = {
            "me": {"id": employee.id, "name": user.name},
            "jobs": [job._get_mechanic_row(employee) for job in jobs],
        }
        if not employee:
            feed["problem"] = self.env._(
                "Your log-in is not linked to an employee, so no time can be booked. "
                "Ask the manager to link it."
            )
        return feed

    @api.model
    def _get_mechanic_domain(self, employee):
        """Work that is free or the person's own, and what was finished today."""
        since = fields.Datetime.now() - timedelta(hours=12)
        own = Domain("mechanic_id", "=", employee.id)
        free = Domain("mechanic_id", "=", False)
        done = Domain("state", "=", "done") & Domain("finished_at", ">=", since)
        shown = Domain("state", "in", WORKABLE) & (own | free)
        if employee:
            shown |= own & (Domain("state", "in", OWN) | done)
        return (
            shown
            & Domain("workorder_id.state", "not in", ("handed_over", "cancelled"))
            & Domain("company_id", "in", self.env.companies.ids)
        )

    def _get_mechanic_row(self, employee):
        self.ensure_one()
        workorder = self.workorder_id
        vehicle = workorder.vehicle_id
        times = self._for_floor().time_entry_ids
        running = times.filtered(
            lambda time: not time.stop and time.employee_id == employee
        )
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "mine": bool(employee) and self.mechanic_id.id == employee.id,
            "finding": self.finding or "",
            "hours": round(self.sold_hours, 2),
            "seconds": round(sum((times - running).mapped("hours")) * 3600),
            "since": self._to_iso(running[:1].start),
            "workorder": workorder.name,
            "plate": vehicle.plate or "",
            "plate_country": vehicle.plate_country_code or "",
            "vehicle": vehicle._get_title(),
            "complaint": workorder.complaint or "",
            "promised_at": self._to_iso(workorder.promised_at),
            "key_tag": workorder.key_tag or "",
            "lines": self._get_mechanic_lines(),
            "requests": [
                {"id": need.id, "text": need.name}
                for need in self.need_ids.filtered("is_open")
            ],
            "findings": [
                {"id": entry.id, "text": entry.text or "", "severity": entry.severity}
                for entry in self._for_floor().floor_entry_ids.sorted("id")
                if entry.action == "finding"
            ],
        }

    def _get_mechanic_lines(self):
        """Labour and parts without prices; fees are no work."""
        self.ensure_one()
        return [
            {
                "id": line.id,
                "kind": "labour" if line._is_garage_labour() else "part",
                "name": line.name,
                "quantity": round(line.product_uom_qty, 2),
                "unit": line.product_uom_id.name,
                "done": line.garage_done,
            }
            for line in self._for_floor().line_ids.sorted()
            if line.product_uom_qty and line._is_floor_line()
        ]

    @api.model
    def _to_iso(self, moment):
        return f"{moment.isoformat()}Z" if moment else False

    def _tick_line(self, line_id, done):
        """Mark one line of the job as done or fitted."""
        self.ensure_one()
        line = self._for_floor().line_ids.filtered(lambda line: line.id == line_id)
        if not line:
            raise UserError(
                self.env._("This line was taken off the job meanwhile. Look again.")
            )
        line.garage_done = done

    def _add_finding(self, text, severity, photo=None):
        """Keep a finding; red and amber ones become a job to offer. Return that job."""
        self.ensure_one()
        job = self._for_floor()
        attachment = job._keep_photo(photo) if photo else job.env["ir.attachment"]
        text = text or self.env._("Found at “%(job)s”", job=self.name)
        found = job.browse()
        if severity != "green":
            found = job.create(
                {
                    "workorder_id": job.workorder_id.id,
                    "name": text.splitlines()[0][:80],
                    "finding": text,
                    "severity": severity,
                    "photo_ids": attachment.ids,
                }
            )
        job._tell_finding(text, severity, attachment)
        return found

    def _tell_finding(self, text, severity, attachment):
        words = dict(self._fields["severity"]._description_selection(self.env))
        self.workorder_id.message_post(
            body=self.env._(
                "Found at “%(job)s” (%(severity)s): %(text)s",
                job=self.name,
                severity=words.get(severity, ""),
                text=text,
            ),
            attachment_ids=attachment.ids,
            author_id=self.env.user.partner_id.id,
        )

    def _keep_photo(self, photo):
        """Store a photo that came as a data URL."""
        head, _separator, data = photo.partition(",")
        try:
            raw = base64.b64decode(data, validate=True)
        except binascii.Error as error:
            raise UserError(
                self.env._("The photo arrived damaged. Take it again.")
            ) from error
        if not head.startswith("data:image/") or len(raw) > PHOTO_LIMIT:
            raise UserError(self.env._("The photo is no picture or larger than 6 MB."))
        return self.env["ir.attachment"].create(
            {
                "name": self.env._("Finding %(name)s.jpg", name=self.workorder_id.name),
                "raw": raw,
                "res_model": "garage.workorder",
                "res_id": self.workorder_id.id,
            }
        )
