from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

from ..domain.capacity import Bay, Leg, Mechanic, is_free, legs_of, openings_of

#: how far ahead the next free place is looked for, in days
HORIZON = 28


class GarageSlot(models.Model):
    """Where there is room: what is taken, and bays of the kind that is needed."""

    _inherit = "garage.slot"

    @api.model
    def _choose_place(self, workorder, span, place):
        """Bay and mechanic: as chosen, else the first that is free."""
        company = workorder.company_id
        kind = workorder._get_next_bay_kind()
        vals = {
            "bay_id": place.get("bay_id") or self._find_free_bay(company, span, kind),
        }
        if "mechanic_id" in place:
            vals["employee_id"] = place["mechanic_id"] or False
        else:
            vals["employee_id"] = self._find_free_mechanic(company, span)
        return vals

    @api.model
    def _find_free_bay(self, company, span, kind=""):
        bays = self.env["garage.bay"].search([("company_id", "=", company.id)])
        if not bays:
            raise UserError(
                self.env._(
                    "There is no bay to plan on. "
                    "A manager adds one under Configuration, Bays."
                )
            )
        # without any bay of the kind the plan says so, see the conflicts
        bays = bays.filtered(lambda bay: bay.kind == kind) or bays
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
    def _get_busy(self, company, start, stop):
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
    def _get_capacity(self, company, first, last):
        """Bays and mechanics with what is planned, as the rules want them."""
        window = (
            self._to_utc(company, first, 0),
            self._to_utc(company, last, 24 * 60),
        )
        by_bay, by_person, loose = self._get_busy(company, *window)
        # see _get_busy
        bays = self.env["garage.bay"].sudo().search([("company_id", "=", company.id)])
        people = self._get_mechanics(company)
        work = self._get_work(company, people, first, last)
        return (
            [Bay(bay.id, by_bay.get(bay.id, ()), bay.kind) for bay in bays],
            [
                Mechanic(person.id, work[person.id], by_person.get(person.id, ()))
                for person in people
            ],
            loose,
        )

    @api.model
    def _find_opening(self, company, hours, earliest=None, wanted=None):
        """The first opening for some hours of work, or None.

        :param wanted: hours per kind of bay, where it has to be done; a kind that the
            workshop does not have is done in any bay
        """
        earliest = earliest or self._get_next_start(company)
        first = self._to_local(company, earliest).date()
        last = first + timedelta(days=HORIZON)
        bays, mechanics, loose = self._get_capacity(company, first, last)
        legs = [
            leg if leg.bays else Leg(leg.hours, bays)
            for leg in legs_of(hours, wanted or {}, bays)
        ]
        return next(openings_of(legs, mechanics, earliest, loose), None)

    @api.model
    def _prepare_stays(self, workorder, opening):
        """Values of the planned work of an opening, one after the other."""
        return [
            {
                "workorder_id": workorder.id,
                "bay_id": place.bay_id,
                "employee_id": opening.mechanic_id,
                "start": place.span.start,
                "stop": place.span.stop,
            }
            for place in opening.places
        ]
