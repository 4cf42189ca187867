from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models

from ..domain.schedule import Span, intersect


class GarageSchedule(models.AbstractModel):
    """Opening hours of the workshop and working times of its mechanics."""

    _name = "garage.schedule"
    _description = "Working times of the workshop"

    @api.model
    def _get_timezone(self, company):
        """Clock on the wall of the workshop."""
        # the name of the clock is no secret, also for visitors of the booking page
        return pytz.timezone(company.sudo()._garage_get_tz())

    @api.model
    def _take_turns(self, company):
        """Let whoever looks for room in a company follow each other.

        The second of two at the same moment, visitor or adviser, waits here, starts
        again by itself when the first is stored, and then sees what is still free.
        """
        bays = self.env["garage.bay"].sudo().with_context(active_test=False)  # a lock
        bay = bays.search([("company_id", "=", company.id)], order="id", limit=1)
        if bay:
            bay.booking_count += 1
            bay.flush_recordset(["booking_count"])

    @api.model
    def _get_today(self, company):
        return self._to_local(company, fields.Datetime.now()).date()

    @api.model
    def _to_local(self, company, moment):
        """A naive UTC moment on the clock of the workshop, still naive."""
        local = pytz.utc.localize(moment).astimezone(self._get_timezone(company))
        return local.replace(tzinfo=None)

    @api.model
    def _to_utc(self, company, day, minutes):
        """Minutes after midnight of a local day as a naive UTC moment."""
        local = datetime.combine(day, time.min) + timedelta(minutes=minutes)
        aware = self._get_timezone(company).localize(local)
        return aware.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _to_minutes(self, company, moment):
        local = self._to_local(company, moment)
        return local.hour * 60 + local.minute

    @api.model
    def _get_mechanics(self, company):
        """Employees who are planned, as superuser.

        Reached by everyone who sees the plan: who works when is no secret in a
        workshop, while the rest of the employee stays out of reach.
        """
        employees = self.env["hr.employee"].sudo()
        return employees.search(
            [
                ("garage_mechanic", "=", True),
                ("company_id", "in", [company.id, False]),
            ],
            order="name, id",
        )

    @api.model
    def _get_opening(self, company, first, last):
        """Opening hours per local day, without closed days: {day: [Span]}."""
        window = self._get_window(company, first, last)
        # working hours of the company are no secret, see _get_mechanics
        calendar = company.sudo().resource_calendar_id
        if not calendar:
            return {}
        intervals = calendar._work_intervals_batch(*window)[False]
        return self._group_days(company, intervals)

    @api.model
    def _get_work(self, company, employees, first, last):
        """Working spans per mechanic and local day: {employee id: {day: [Span]}}."""
        window = self._get_window(company, first, last)
        resources = employees.sudo().resource_id  # see _get_mechanics
        intervals = resources._get_valid_work_intervals(*window)[0]
        opening = self._get_opening(company, first, last)
        work = {}
        for employee in employees.sudo():
            days = self._group_days(company, intervals[employee.resource_id.id])
            if employee.resource_id._is_fully_flexible():
                days = {
                    day: intersect(opening.get(day, []), spans)
                    for day, spans in days.items()
                }
            work[employee.id] = {day: spans for day, spans in days.items() if spans}
        return work

    @api.model
    def _get_window(self, company, first, last):
        timezone = self._get_timezone(company)
        return (
            timezone.localize(datetime.combine(first, time.min)),
            timezone.localize(datetime.combine(last, time.max)),
        )

    @api.model
    def _group_days(self, company, intervals):
        timezone = self._get_timezone(company)
        days = {}
        for start, stop, _meta in intervals:
            local_start, local_stop = (
                moment.astimezone(timezone) for moment in (start, stop)
            )
            while local_start.date() < local_stop.date():
                midnight = timezone.localize(
                    datetime.combine(local_start.date() + timedelta(days=1), time.min)
                )
                self._add_span(days, local_start, midnight)
                local_start = midnight
            self._add_span(days, local_start, local_stop)
        return days

    def _add_span(self, days, start, stop):
        if start < stop:
            span = Span(
                start.astimezone(pytz.utc).replace(tzinfo=None, microsecond=0),
                stop.astimezone(pytz.utc).replace(tzinfo=None, microsecond=0),
            )
            days.setdefault(start.date(), []).append(span)
