from datetime import timedelta

from odoo import api, fields, models


class GarageWorkDay(models.Model):
    """Hours that a mechanic was to be present on a day, by the working calendar."""

    _name = "garage.work.day"
    _description = "Present hours of a mechanic"
    _order = "day desc, employee_id"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    day = fields.Date(required=True)
    hours = fields.Float(string="Present", required=True)

    _once = models.UniqueIndex(
        "(employee_id, day)", "The hours of this day are already known."
    )

    @api.model
    def _cron_update(self, days=14):
        """Write down the present hours of the last days; absences may come late."""
        companies = self.env["res.company"].search([("active", "=", True)])
        for place, company in enumerate(companies):
            today = self.env["garage.schedule"]._get_today(company)
            self._update(company, today - timedelta(days=days), today)
            left = len(companies) - place - 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break

    @api.model
    def _update(self, company, first, last):
        """Bring the days of a company's mechanics up to date, in one go."""
        schedule = self.env["garage.schedule"]
        mechanics = schedule._get_mechanics(company).filtered(
            lambda employee: employee.company_id == company
        )
        known = {
            (row.employee_id.id, row.day): row
            for row in self.search(
                [
                    ("employee_id", "in", mechanics.ids),
                    ("day", ">=", first),
                    ("day", "<=", last),
                ]
            )
        }
        work = self._get_present_hours(company, mechanics, first, last)
        fresh = []
        for (employee_id, day), hours in work.items():
            row = known.pop((employee_id, day), None)
            if row is None:
                fresh.append(
                    {
                        "employee_id": employee_id,
                        "company_id": company.id,
                        "day": day,
                        "hours": hours,
                    }
                )
            elif abs(row.hours - hours) > 0.01:
                row.hours = hours
        self.browse([row.id for row in known.values()]).unlink()
        return self.create(fresh)

    @api.model
    def _get_present_hours(self, company, mechanics, first, last):
        """{(employee id, day): hours}. Hook: attendances may know better."""
        work = self.env["garage.schedule"]._get_work(company, mechanics, first, last)
        return {
            (employee_id, day): sum(
                (span.stop - span.start).total_seconds() for span in spans
            )
            / 3600
            for employee_id, days in work.items()
            for day, spans in days.items()
        }
