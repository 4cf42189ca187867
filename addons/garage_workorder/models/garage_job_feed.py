from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: job states that can be worked on, by its mechanic or whoever takes it
WORKABLE = ("approved", "in_progress", "paused")
#: job states that only its own mechanic sees
OWN = ("draft", "awaiting_approval")


class GarageJob(models.Model):
    """What the mechanic's screen shows of a job: all of it, for hours offline."""

    _inherit = "garage.job"

    floor_entry_ids = fields.One2many("garage.floor.entry", "job_id")

    @api.model
    def get_mechanic_feed(self):
        """Everything the mechanic's screen shows, so that it also works offline."""
        user = self.env.user
        employee = user.employee_id
        jobs = self.search(self._get_mechanic_domain(employee), order="id")
        feed = {
            "at": self._to_iso(fields.Datetime.now()),
            "me": {"id": employee.id, "name": user.name},
            "jobs": [job._get_mechanic_row(employee) for job in jobs],
            "messages": self.env["garage.floor.message"]._get_phone_rows(employee),
            "checks": self._get_quality_rows(),
        }
        if not employee:
            feed["problem"] = self.env._(
                "Your log-in is not linked to an employee, so no time can be booked. "
                "Ask the manager to link it."
            )
        return feed

    @api.model
    def _get_quality_rows(self):
        """Vehicles whose work is done and that nobody has looked at yet."""
        workorders = self.env["garage.workorder"].search(
            [
                ("state", "=", "quality_check"),
                ("quality_at", "=", False),
                ("company_id", "in", self.env.companies.ids),
            ],
            order="promised_at, id",
        )
        # names of jobs and mechanics, no price and no customer; see _for_floor
        return [workorder._get_quality_row() for workorder in workorders.sudo()]

    @api.model
    def _get_mechanic_domain(self, employee):
        """Work that is free or the person's own, and what was finished today."""
        since = fields.Datetime.now() - timedelta(hours=12)
        own = Domain("mechanic_id", "=", employee.id)
        free = Domain("mechanic_id", "=", False)
        done = Domain("state", "=", "done") & Domain("finished_at", ">=", since)
        shown = Domain("state", "in", WORKABLE) & (own | free)
        if employee:
            helped = Domain("time_entry_ids.employee_id", "=", employee.id)
            shown |= Domain("state", "in", WORKABLE) & helped
            shown |= own & (Domain("state", "in", OWN) | done)
        return (
            shown
            & Domain("workorder_id.state", "not in", ("handed_over", "cancelled"))
            & Domain("company_id", "in", self.env.companies.ids)
        )

    def _get_mechanic_row(self, employee):
        self.ensure_one()
        # no price, no customer and nobody else's time goes to the phone
        job = self._for_floor()
        workorder = job.workorder_id
        vehicle = workorder.vehicle_id
        return {
            "id": job.id,
            "name": job.name,
            "state": job.state,
            "mine": bool(employee) and job.mechanic_id == employee,
            "mechanic_id": job.mechanic_id.id,
            "finding": job.finding or "",
            "hours": round(job.sold_hours, 2),
            "workorder_id": workorder.id,
            "workorder": workorder.name,
            "plate": vehicle.plate or "",
            "plate_country": vehicle.plate_country_code or "",
            "vehicle": vehicle._get_title(),
            "alert": vehicle.alert_note or "",
            "complaint": workorder.complaint or "",
            "promised_at": self._to_iso(workorder.promised_at),
            "key_tag": workorder.key_tag or "",
            "lines": job._get_mechanic_lines(),
            **job._get_mechanic_times(employee),
            **job._get_mechanic_entries(),
        }

    def _get_mechanic_times(self, employee):
        """The person's own time on the job, and who else works on it now."""
        times = self.time_entry_ids
        own = times.filtered(lambda time: time.employee_id == employee)
        running = own.filtered(lambda time: not time.stop)
        others = (times - own).filtered(lambda time: not time.stop)
        return {
            "seconds": round(sum((own - running).mapped("hours")) * 3600),
            "since": self._to_iso(running[:1].start),
            "others": others.employee_id.mapped("name"),
        }

    def _get_mechanic_entries(self):
        """What was asked for, found and noted on the job so far."""
        entries = self.floor_entry_ids.sorted("id")
        return {
            "requests": [
                {"id": need.id, "text": need.name, "state": need.state}
                for need in self.need_ids
                if need.is_open or need.asked_by_id
            ],
            "findings": [
                {
                    "id": entry.id,
                    "text": entry.text or "",
                    "severity": entry.severity,
                    "files": len(entry.file_ids),
                }
                for entry in entries
                if entry.action == "finding"
            ],
            "notes": [
                {"id": entry.id, "text": entry.text or "", "files": len(entry.file_ids)}
                for entry in entries
                if entry.action == "note"
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
                "codes": line.product_id._get_scan_codes(),
                "note": line._get_floor_note(),
            }
            for line in self._for_floor().line_ids.sorted()
            if line.product_uom_qty and line._is_floor_line()
        ]

    @api.model
    def _to_iso(self, moment):
        return f"{moment.isoformat()}Z" if moment else False
