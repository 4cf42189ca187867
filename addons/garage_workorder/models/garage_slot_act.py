from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import schedule
from ..domain.capacity import Bay, Mechanic, is_free, openings
from ..domain.schedule import Span

#: how far ahead the next free place is looked for, in days
HORIZON = 28


class GarageSlot(models.Model):
    """What people do on the plan: put work on it, move it, take it off."""

    _inherit = "garage.slot"

    @api.model
    def plan_workorder(self, workorder_id, place):
        """Put a work order on the plan; work longer than the day goes on the next.

        :param place: ``day`` (YYYY-MM-DD), ``from`` (minutes after midnight; without it
            the first free time of the day), and ``bay_id``, ``mechanic_id`` and
            ``hours`` where they are chosen
        :return: ids of the slots and what is wrong with them, in words
        """
        self.check_access("create")
        workorder = self.env["garage.workorder"].browse(workorder_id).exists()
        if not workorder:
            raise UserError(self.env._("This work order is gone. Reload the plan."))
        workorder._check_open()
        hours = float(place.get("hours") or workorder._get_unplanned_hours())
        if "from" in place:
            start = self._read_start(workorder.company_id, place)
        else:
            start = self._find_start(workorder.company_id, hours, place)
        spans = self._lay_spans(workorder.company_id, hours, start, place)
        slots = self.create(
            [
                {
                    "workorder_id": workorder.id,
                    "start": span.start,
                    "stop": span.stop,
                    **self._choose_place(workorder.company_id, span, place),
                }
                for span in spans
            ]
        )
        return {**slots._report(), "day": place["day"]}

    @api.model
    def plan_next_free(self, workorder_id):
        """Put a work order where a bay and a mechanic are free first."""
        workorder = self.env["garage.workorder"].browse(workorder_id).exists()
        hours = workorder._get_unplanned_hours()
        opening = self._find_opening(workorder.company_id, min(hours, 8.0))
        if not opening:
            raise UserError(
                self.env._(
                    "No free place of %(hours)s h within four weeks. Drag the work "
                    "order to a day, or make room first.",
                    hours=round(hours, 1),
                )
            )
        company = workorder.company_id
        return self.plan_workorder(
            workorder.id,
            {
                "day": fields.Date.to_string(opening.day),
                "from": self._to_minutes(company, opening.span.start),
                "bay_id": opening.bay_id,
                "mechanic_id": opening.mechanic_id,
            },
        )

    def move_slot(self, place):
        """Move or resize planned work; what is not named stays as it is."""
        self.ensure_one()
        self.check_access("write")
        if self.carried:
            raise UserError(
                self.env._("This work was carried over. Move the piece on its new day.")
            )
        vals = {
            name: place[key]
            for key, name in (("bay_id", "bay_id"), ("mechanic_id", "employee_id"))
            if key in place
        }
        company = self.company_id
        start = self._read_start(company, place) if "from" in place else self.start
        if place.get("to"):
            day = fields.Date.to_date(place.get("day")) or self._get_day()
            stop = self._to_utc(company, day, int(place["to"]))
        else:
            stop = self._get_moved_stop(start)
        if stop <= start:
            raise UserError(self.env._("Planned work must end after it begins."))
        former = self.sudo().employee_id
        self.write({**vals, "start": start, "stop": stop})
        self._hand_jobs_on(former)
        return self._report()

    def unplan(self):
        """Take work off the plan; its work order waits at the side again."""
        self.check_access("unlink")
        self.unlink()
        return True

    # ------------------------------------------------------------------ helpers

    def _report(self):
        found = self._get_conflicts()
        texts = [row["text"] for rows in found.values() for row in rows]
        return {"slots": self.ids, "conflicts": list(dict.fromkeys(texts))}

    @api.model
    def _read_start(self, company, place):
        day = fields.Date.to_date(place["day"])
        return self._to_utc(company, day, int(place["from"]))

    @api.model
    def _find_start(self, company, hours, place):
        """The first free time of a day for a bay or a mechanic, else its opening."""
        day = fields.Date.to_date(place["day"])
        bays, mechanics, loose = self._get_capacity(company, day, day)
        bay_id, mechanic_id = place.get("bay_id"), place.get("mechanic_id")
        chosen = [bay for bay in bays if bay.id == bay_id]
        own = [person for person in mechanics if person.id == mechanic_id]
        found = self._iter_openings(
            min(hours, 8.0),
            chosen or bays,
            own or mechanics,
            max(self._get_next_start(company), self._to_utc(company, day, 0)),
            [] if own else loose,
        )
        opening = next(found, None)
        if opening:
            return opening.span.start
        spans = self._get_opening(company, day, day).get(day)
        return spans[0].start if spans else self._to_utc(company, day, 8 * 60)

    @api.model
    def _iter_openings(self, hours, bays, mechanics, earliest, loose):
        return openings(hours, bays, mechanics, earliest, loose)

    def _get_moved_stop(self, start):
        """End of this work when it begins elsewhere: as many working hours."""
        day = self._to_local(self.company_id, start).date()
        work = self._get_opening(self.company_id, day, day).get(day, [])
        span = schedule.lay(self.hours, work, start)
        if span and span.start == start:
            return span.stop
        return start + timedelta(hours=self.hours)

    @api.model
    def _lay_spans(self, company, hours, start, place):
        first = fields.Date.to_date(place["day"])
        last = first + timedelta(days=HORIZON)
        person = self.env["hr.employee"].browse(place.get("mechanic_id") or 0)
        days = self._get_opening(company, first, last)
        if person:
            days = self._get_work(company, person, first, last)[person.id] or days
        at_once = schedule.lay(hours, days.get(first, []), start)
        if at_once and at_once.start == start:
            return [at_once]
        if not days.get(first) or start >= days[first][-1].stop:
            # dropped outside the working hours on purpose
            return [Span(start, start + timedelta(hours=min(hours, 10.0)))]
        return schedule.lay_over_days(hours, days, start)

    @api.model
    def _choose_place(self, company, span, place):
        """Bay and mechanic: as chosen, else the first that is free."""
        vals = {
            "bay_id": place.get("bay_id") or self._find_free_bay(company, span),
        }
        if "mechanic_id" in place:
            vals["employee_id"] = place["mechanic_id"] or False
        else:
            vals["employee_id"] = self._find_free_mechanic(company, span)
        return vals

    @api.model
    def _find_free_bay(self, company, span):
        bays = self.env["garage.bay"].search([("company_id", "=", company.id)])
        if not bays:
            raise UserError(
                self.env._(
                    "There is no bay to plan on. "
                    "A manager adds one under Configuration, Bays."
                )
            )
        taken = self._get_busy(company, span.start, span.stop)[0]
        free = [bay for bay in bays if is_free(span, taken.get(bay.id, []))]
        return (free or bays)[0].id

    @api.model
    def _find_free_mechanic(self, company, span):
        day = self._to_local(company, span.start).date()
        people = self._get_mechanics(company)
        work = self._get_work(company, people, day, day)
        taken = self._get_busy(company, span.start, span.stop)[1]
        for person in people:
            spans = work[person.id].get(day, [])
            at_work = spans and spans[0].start <= span.start
            if at_work and is_free(span, taken.get(person.id, [])):
                return person.id
        return False

    @api.model
    def _get_busy(self, company, start, stop, bays=None):
        """Spans taken per bay and per mechanic, and those without a mechanic."""
        # bookings by visitors look for room as well; only spans leave this method
        slots = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("start", "<", stop),
                ("stop", ">", start),
                ("carried", "=", False),
            ]
        )
        by_bay, by_person, loose = {}, {}, []
        for slot in slots:
            span = slot._get_span()
            by_bay.setdefault(slot.bay_id.id, []).append(span)
            if slot.employee_id:
                by_person.setdefault(slot.employee_id.id, []).append(span)
            else:
                loose.append(span)
        return by_bay, by_person, loose

    @api.model
    def _get_capacity(self, company, first, last, kind=None):
        """Bays and mechanics with what is planned, as the rules want them."""
        window = (
            self._to_utc(company, first, 0),
            self._to_utc(company, last, 24 * 60),
        )
        by_bay, by_person, loose = self._get_busy(company, *window)
        domain = [("company_id", "=", company.id)]
        if kind:
            domain.append(("kind", "=", kind))
        bays = self.env["garage.bay"].sudo().search(domain)  # see _get_busy
        people = self._get_mechanics(company)
        work = self._get_work(company, people, first, last)
        return (
            [Bay(bay.id, by_bay.get(bay.id, ())) for bay in bays],
            [
                Mechanic(person.id, work[person.id], by_person.get(person.id, ()))
                for person in people
            ],
            loose,
        )

    @api.model
    def _find_opening(self, company, hours, earliest=None, kind=None):
        """The first opening for some hours of work, or None."""
        earliest = earliest or self._get_next_start(company)
        first = self._to_local(company, earliest).date()
        last = first + timedelta(days=HORIZON)
        bays, mechanics, loose = self._get_capacity(company, first, last, kind)
        found = openings(hours, bays, mechanics, earliest, loose)
        return next(found, None)

    @api.model
    def _get_next_start(self, company):
        """The next quarter of an hour."""
        now = fields.Datetime.now().replace(second=0)
        return now + timedelta(minutes=-now.minute % 15)

    def _hand_jobs_on(self, former):
        """Jobs that the former mechanic has not begun follow the work."""
        self.ensure_one()
        person = self.sudo().employee_id
        if person == former or not person:
            return
        jobs = self.job_id or self.workorder_id.job_ids
        waiting = jobs.filtered(
            lambda job: (
                job.mechanic_id == former
                and job.state in ("draft", "awaiting_approval", "approved")
            )
        )
        waiting.write({"mechanic_id": person.id})
