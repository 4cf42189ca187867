from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import schedule
from ..domain.capacity import openings
from ..domain.schedule import Span
from .garage_slot_room import HORIZON


class GarageSlot(models.Model):
    """What people do on the plan: put work on it, move it, take it off."""

    _inherit = "garage.slot"

    @api.model
    def plan_workorder(self, workorder_id, place):
        """Put a work order on the plan; work longer than the day goes on the next.

        :param place: ``day`` (YYYY-MM-DD), ``from`` (minutes after midnight; without it
            the first free time of the day), and ``bay_id``, ``mechanic_id`` and
            ``hours`` where they are chosen
        :return: ids of the slots, what is wrong with them and where they are, in words,
            and ids of the jobs that got a mechanic by it
        """
        self.check_access("create")
        workorder = self.env["garage.workorder"].browse(workorder_id).exists()
        if not workorder:
            raise UserError(self.env._("This work order is gone. Reload the plan."))
        workorder._check_open()
        self._take_turns(workorder.company_id)
        hours = float(place.get("hours") or workorder._get_unplanned_hours())
        if "from" in place:
            start = self._read_start(workorder.company_id, place)
        else:
            start = self._find_start(workorder, hours, place)
        spans = self._lay_spans(workorder.company_id, hours, start, place)
        return self._place(
            workorder,
            place["day"],
            [
                {
                    "workorder_id": workorder.id,
                    "start": span.start,
                    "stop": span.stop,
                    **self._choose_place(workorder, span, place),
                }
                for span in spans
            ],
        )

    @api.model
    def plan_next_free(self, workorder_id):
        """Put a work order where a bay and a mechanic are free first."""
        self.check_access("create")
        workorder = self.env["garage.workorder"].browse(workorder_id).exists()
        self._take_turns(workorder.company_id)
        hours = workorder._get_unplanned_hours()
        opening = self._find_opening(
            workorder.company_id, min(hours, 8.0), wanted=workorder._get_bay_hours()
        )
        if not opening:
            raise UserError(
                self.env._(
                    "No free place of %(hours)s h within four weeks. Drag the work "
                    "order to a day, or make room first.",
                    hours=round(hours, 1),
                )
            )
        company = workorder.company_id
        if len(opening.places) > 1 and hours <= 8.0:
            day = fields.Date.to_string(opening.day)
            return self._place(workorder, day, self._prepare_stays(workorder, opening))
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
        self._take_turns(company)
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

    def put_back(self, job_ids):
        """Undo a first placing: off the plan, and the jobs it gave away are free again.

        :param job_ids: jobs that got their mechanic by the placing
        """
        self.check_access("unlink")
        slots = self.exists()
        # mechanics as such: who may plan need not read the staff's records
        people = slots.sudo().employee_id
        slots._get_waiting_jobs(people).filtered(
            lambda job: job.id in job_ids
        ).mechanic_id = False
        slots.unlink()
        return True

    # ------------------------------------------------------------------ helpers

    def _place(self, workorder, day, vals_list):
        """Put work on the plan; answer what the screen tells about it."""
        free = workorder.job_ids.filtered(lambda job: not job.mechanic_id)
        slots = self.create(vals_list)
        first = slots.sorted("start")[:1]
        return {
            **slots._report(),
            "day": day,
            "jobs": free.filtered("mechanic_id").ids,
            "placed": self.env._(
                "%(vehicle)s: %(when)s, %(bay)s",
                vehicle=first._get_plate(),
                when=first._get_moment(first.start),
                bay=first.bay_id.name,
            ),
        }

    def _report(self):
        found = self._get_conflicts()
        texts = [row["text"] for rows in found.values() for row in rows]
        return {"slots": self.ids, "conflicts": list(dict.fromkeys(texts))}

    @api.model
    def _read_start(self, company, place):
        day = fields.Date.to_date(place["day"])
        return self._to_utc(company, day, int(place["from"]))

    @api.model
    def _find_start(self, workorder, hours, place):
        """The first free time of a day for a bay or a mechanic, else its opening."""
        company, kind = workorder.company_id, workorder._get_next_bay_kind()
        day = fields.Date.to_date(place["day"])
        bays, mechanics, loose = self._get_capacity(company, day, day)
        bay_id, mechanic_id = place.get("bay_id"), place.get("mechanic_id")
        chosen = [bay for bay in bays if bay.id == bay_id]
        fitting = [bay for bay in bays if bay.kind == kind]
        own = [person for person in mechanics if person.id == mechanic_id]
        found = self._iter_openings(
            min(hours, 8.0),
            chosen or fitting or bays,
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
        self._get_waiting_jobs(former).write({"mechanic_id": person.id})

    def _get_waiting_jobs(self, people):
        """Jobs of this work that these people have and have not begun."""
        jobs = (
            self.job_id
            | self.filtered(lambda slot: not slot.job_id).workorder_id.job_ids
        )
        return jobs.filtered(
            lambda job: (
                job.mechanic_id in people
                and job.state in ("draft", "awaiting_approval", "approved")
            )
        )
