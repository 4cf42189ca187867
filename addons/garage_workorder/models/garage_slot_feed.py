from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..domain.schedule import hours_of

#: what the axis of a day shows at least, in minutes after midnight
AXIS = (8 * 60, 17 * 60)


class GarageSlot(models.Model):
    """Everything that the planning screen shows, in one answer."""

    _inherit = "garage.slot"

    @api.model
    def get_plan(self, day=None, mode="week"):
        """Return bays, mechanics, planned and unplanned work of a day or a week.

        :param day: local day as text (YYYY-MM-DD); when empty today, or the next
            day on which the workshop is open
        :param mode: ``day``, or ``week`` for the week of that day
        """
        company = self.env.company
        first = last = fields.Date.to_date(day) or self._get_first_day(company)
        if mode == "week":
            first -= timedelta(days=first.weekday())
            last = first + timedelta(days=6)
        slots = self._search_shown(company, first, last)
        opening = self._get_opening(company, first, last)
        people = slots._get_people() | self._get_mechanics(company)
        work = self._get_work(company, people, first, last)
        return {
            "day": day or fields.Date.to_string(self._get_first_day(company)),
            "today": fields.Date.to_string(self._get_today(company)),
            "now": self._to_minutes(company, fields.Datetime.now()),
            "days": [
                self._get_day_row(company, shown, opening)
                for shown in self._get_shown_days(first, last, opening, slots)
            ],
            "axis": self._get_axis(company, opening, slots),
            "bays": self._get_bay_rows(company),
            "mechanics": [
                self._get_mechanic_row(company, person, work[person.id], slots)
                for person in people.sorted("name")
            ],
            "slots": slots._get_slot_rows(),
            "unplanned": self.env["garage.workorder"]._get_unplanned_rows(company),
            "can_plan": self.has_access("write"),
        }

    @api.model
    def _get_first_day(self, company):
        today = self._get_today(company)
        coming = self._get_opening(company, today, today + timedelta(days=14))
        return min(coming, default=today)

    @api.model
    def _search_shown(self, company, first, last):
        return self.search(
            [
                ("company_id", "=", company.id),
                ("start", ">=", self._to_utc(company, first, 0)),
                ("start", "<", self._to_utc(company, last, 24 * 60)),
                ("workorder_id.state", "!=", "cancelled"),
            ]
        )

    @api.model
    def _get_shown_days(self, first, last, opening, slots):
        """The day asked for; of a week the working days and what else is used."""
        if first == last:
            return [first]
        used = set(opening) | {slot._get_day() for slot in slots}
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [day for day in days if day in used or day.weekday() < 5]

    @api.model
    def _get_day_row(self, company, day, opening):
        spans = opening.get(day, [])
        return {
            "date": fields.Date.to_string(day),
            "label": format_date(self.env, day, date_format="EEE d MMM"),
            "long": format_date(self.env, day, date_format="EEEE d MMMM"),
            "closed": not spans,
            "reason": "" if spans else self._get_closed_reason(company, day),
            "spans": self._get_minute_spans(company, spans),
        }

    @api.model
    def _get_closed_reason(self, company, day):
        leaves = self.env["resource.calendar.leaves"].sudo()  # names of holidays
        leave = leaves.search(
            [
                ("resource_id", "=", False),
                ("company_id", "in", [company.id, False]),
                ("date_from", "<", self._to_utc(company, day, 24 * 60)),
                ("date_to", ">", self._to_utc(company, day, 0)),
            ],
            limit=1,
        )
        return leave.name or ""

    @api.model
    def _get_minute_spans(self, company, spans):
        return [
            [
                self._to_minutes(company, span.start),
                self._to_minutes(company, span.stop) or 24 * 60,
            ]
            for span in spans
        ]

    @api.model
    def _get_axis(self, company, opening, slots):
        """First and last hour that the day view has to show, in minutes."""
        spans = [span for day in opening.values() for span in day]
        spans += [slot._get_span() for slot in slots]
        minutes = self._get_minute_spans(company, spans)
        start = min([AXIS[0], *(row[0] for row in minutes)])
        stop = max([AXIS[1], *(row[1] for row in minutes)])
        return [start // 60 * 60, -(-stop // 60) * 60]

    @api.model
    def _get_bay_rows(self, company):
        bays = self.env["garage.bay"].search([("company_id", "=", company.id)])
        kinds = dict(bays._fields["kind"]._description_selection(self.env))
        return [
            {"id": bay.id, "name": bay.name, "detail": kinds[bay.kind]} for bay in bays
        ]

    @api.model
    def _get_mechanic_row(self, company, person, work, slots):
        booked = defaultdict(float)
        for slot in slots.filtered(lambda slot: not slot.carried):
            if slot.sudo().employee_id == person:
                booked[fields.Date.to_string(slot._get_day())] += slot.hours
        return {
            "id": person.id,
            "name": person.name,
            "hours": {
                fields.Date.to_string(day): round(hours_of(spans), 2)
                for day, spans in work.items()
            },
            "booked": {day: round(hours, 2) for day, hours in booked.items()},
            "spans": {
                fields.Date.to_string(day): self._get_minute_spans(company, spans)
                for day, spans in work.items()
            },
        }

    def _get_slot_rows(self):
        open_slots = self.filtered(lambda slot: not slot.carried)
        found = open_slots._get_conflicts()
        states = dict(
            self.env["garage.workorder"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        return [
            {
                **slot._get_slot_row(),
                "state_text": states[slot.workorder_id.state],
                "conflicts": found.get(slot.id, []),
            }
            for slot in self
        ]

    def _get_slot_row(self):
        self.ensure_one()
        workorder = self.workorder_id
        company = self.company_id
        origin = self.carried_from_id
        stop = self._to_minutes(company, self.stop)
        return {
            "id": self.id,
            "day": fields.Date.to_string(self._get_day()),
            "from": self._to_minutes(company, self.start),
            "to": stop or 24 * 60,
            "hours": round(self.hours, 2),
            "bay": self.bay_id.id,
            "mechanic": self.sudo().employee_id.id,
            "mechanic_name": self._get_mechanic_name(),
            "workorder": workorder.id,
            "name": workorder.name,
            "plate": workorder.plate or "",
            "country": workorder.plate_country_code or "",
            "customer": workorder.partner_id.display_name,
            "title": self._get_title(),
            "state": workorder.state,
            "online": self.booked_online,
            "promised": self._say_moment(company, workorder.promised_at),
            "carried": self.carried,
            "carried_from": origin._get_moment(origin.start)[:-6] if origin else "",
        }

    def _get_title(self):
        jobs = self.job_id or self.workorder_id.job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled")
        )
        return ", ".join(jobs.mapped("name")) or self.workorder_id.complaint or ""
