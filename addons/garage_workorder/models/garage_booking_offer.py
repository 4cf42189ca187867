from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..domain.booking import online_room
from ..domain.capacity import legs_of, openings_of
from ..domain.schedule import hours_of

#: visitors choose among times on this grid
GRID = timedelta(minutes=60)
#: days shown at once, and times per day
DAYS_SHOWN = 6
#: longest visit that can be booked without a call, in hours
LONGEST = 8.0


class GarageBooking(models.Model):
    """Free times from the real plan."""

    _inherit = "garage.booking"

    @api.model
    def _get_services(self, company):
        """What may be booked online, as superuser for visitors."""
        # names, texts and prices of these records are meant for everybody
        services = self.env["garage.booking.service"].sudo()
        return services.search([("company_id", "=", company.id), ("online", "=", True)])

    @api.model
    def _pick_services(self, company, ids):
        """The chosen ones among what may be booked."""
        wanted = {int(text) for text in ids if str(text).isdecimal()}
        return self._get_services(company).filtered(lambda row: row.id in wanted)

    @api.model
    def _get_hours(self, services):
        """Hours for the chosen services; an hour to look when there is none."""
        hours = sum(services.mapped("hours")) or 1.0
        if hours > LONGEST:
            raise UserError(
                self.env._(
                    "This is more than a day's work. Choose less, or call us and we "
                    "plan it together."
                )
            )
        return hours

    @api.model
    def _iter_openings(self, company, services, after=None):
        """Openings for the services, the earliest first."""
        now = fields.Datetime.now()
        earliest = now + timedelta(hours=company.garage_booking_lead_hours)
        first = self._to_local(company, max(earliest, after or earliest)).date()
        last = self._to_local(company, now).date() + timedelta(
            days=company.garage_booking_days
        )
        if last < first:
            return iter(())
        hours = self._get_hours(services)
        plan = self.env["garage.slot"]
        bays, mechanics, loose = plan._get_capacity(company, first, last)
        room = self._get_room(company, mechanics, loose)
        legs = legs_of(hours, services._get_bay_hours(), bays)
        return openings_of(legs, mechanics, earliest, loose, room, GRID)

    @api.model
    def _get_room(self, company, mechanics, loose):
        """Hours per day that visitors may still fill."""
        hours, booked = defaultdict(float), defaultdict(float)
        for person in mechanics:
            for day, spans in person.work.items():
                hours[day] += hours_of(spans)
            for span in person.busy:
                booked[self._to_local(company, span.start).date()] += span.hours
        for span in loose:
            booked[self._to_local(company, span.start).date()] += span.hours
        return online_room(hours, booked, company.garage_booking_share)

    @api.model
    def _get_offer(self, company, services, after=None):
        """Days with free times for the page: [{day, label, times: [{value, text}]}]."""
        days = {}
        for opening in self._iter_openings(company, services, after):
            if opening.day not in days and len(days) == DAYS_SHOWN:
                break
            row = self._get_time_row(company, opening)
            days.setdefault(opening.day, []).append(row)
        return [
            {
                "day": day,
                "label": format_date(self.env, day, date_format="EEEE d MMMM"),
                "times": times,
            }
            for day, times in days.items()
        ]

    @api.model
    def _get_time_row(self, company, opening):
        start = opening.span.start
        return {
            "value": start.strftime("%Y-%m-%dT%H:%M"),
            "text": f"{self._to_local(company, start):%H:%M}",
        }

    @api.model
    def _find_opening_at(self, company, services, start):
        """The opening that begins at a moment, None when it is taken."""
        for opening in self._iter_openings(company, services, start):
            if opening.span.start == start:
                return opening
            if opening.span.start > start:
                break
        return None
