from datetime import timedelta

from odoo import api, fields, models

#: visits whose work may have to go on another day
OPEN_STATES = (
    "checked_in",
    "diagnosis",
    "awaiting_approval",
    "waiting_parts",
    "in_progress",
    "planned",
)


class GarageSlot(models.Model):
    """Work that was not finished in its time goes on at the next free place."""

    _inherit = "garage.slot"

    @api.model
    def carry_over(self, day):
        """Carry over what was not finished until the end of a day; tell it in words."""
        self.check_access("write")
        company = self.env.company
        last = min(fields.Date.to_date(day), self._get_today(company))
        slots = self._search_unfinished(company, self._to_utc(company, last, 24 * 60))
        carried = slots._carry_over()
        if not carried:
            return {"message": self.env._("Everything planned so far is finished.")}
        plates = ", ".join(slot._get_plate() for slot in carried)
        report = carried._report()
        return {
            **report,
            "message": self.env._("Carried over: %(plates)s.", plates=plates),
        }

    @api.model
    def _cron_carry_over(self):
        """After closing time, per company: plan the rest of the day's work again."""
        for company in (
            self.env["garage.bay"].search([("slot_ids", "!=", False)]).company_id
        ):
            plan = self.with_company(company)
            now = fields.Datetime.now()
            if plan._is_closed_now(company, now):
                plan._search_unfinished(company, now)._carry_over()
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _is_closed_now(self, company, now):
        day = self._to_local(company, now).date()
        spans = self._get_opening(company, day, day).get(day, [])
        return not spans or now >= spans[-1].stop or now < spans[0].start

    @api.model
    def _search_unfinished(self, company, until):
        """Work that should be done by then and is not, the last piece per visit."""
        now = min(until, fields.Datetime.now())
        slots = self.search(
            [
                ("company_id", "=", company.id),
                ("stop", "<=", until),
                ("stop", ">", until - timedelta(days=7)),
                ("carried", "=", False),
                ("workorder_id.state", "in", OPEN_STATES),
            ],
            order="start",
        )
        return slots.filtered(lambda slot: slot._is_unfinished(now))

    def _is_unfinished(self, now):
        self.ensure_one()
        if self.job_id:
            return self.job_id.state not in ("done", "declined", "cancelled")
        later = self.workorder_id.slot_ids.filtered(
            lambda slot: slot.start > self.start and not slot.carried
        )
        came = self.workorder_id.state != "planned" or (
            self.workorder_id.key_state == "in_shop"
        )
        return came and not later and self.workorder_id._get_left_hours() > 0

    def _carry_over(self):
        """Plan the rest of the work where there is room next; return the new pieces."""
        carried = self.browse()
        for slot in self:
            carried |= slot._carry_one()
        return carried

    def _carry_one(self):
        self.ensure_one()
        company = self.company_id
        self._take_turns(company)
        hours = max(min(self._get_rest_hours(), 8.0), 0.25)
        opening = self._find_opening_like(hours)
        if not opening:
            return self.browse()
        self.carried = True
        vals = {
            "workorder_id": self.workorder_id.id,
            "job_id": self.job_id.id,
            "bay_id": opening.bay_id,
            "employee_id": opening.mechanic_id,
            "start": opening.span.start,
            "stop": opening.span.stop,
            "carried_from_id": self.id,
        }
        fresh = self.create(vals)
        self.workorder_id.message_post(
            body=self.env._(
                "Not finished on %(old)s: carried over to %(new)s, %(bay)s.",
                old=self._get_moment(self.start),
                new=fresh._get_moment(fresh.start),
                bay=fresh.bay_id.name,
            )
        )
        fresh._tell_promise(company)
        return fresh

    def _get_rest_hours(self):
        job = self.job_id.sudo()  # hours only, also for planners without prices
        if job:
            return job.sold_hours - job.clocked_hours
        return self.workorder_id._get_left_hours()

    def _find_opening_like(self, hours):
        """The next free place, with the same person and bay where they are free."""
        company = self.company_id
        first = self._get_today(company)
        earliest = self._get_next_start(company)
        if self._is_closed_now(company, earliest):
            opening = self._get_opening(company, first, first + timedelta(days=21))
            spans = [span for day in sorted(opening) for span in opening[day]]
            coming = [span.start for span in spans if span.start >= earliest]
            earliest = min(coming, default=earliest)
        kind = self.bay_id.kind
        if kind not in self.workorder_id._get_bay_hours():
            kind = ""
        found = self._find_opening(company, hours, earliest, {kind: hours})
        if not found:
            return None
        bays, mechanics, loose = self._get_capacity(
            company, found.day, found.day + timedelta(days=2)
        )
        same = [bay for bay in bays if bay.id == self.bay_id.id]
        alike = [bay for bay in bays if bay.kind == kind]
        own = [who for who in mechanics if who.id == self.sudo().employee_id.id]
        liked = next(
            self._iter_openings(
                hours, same or alike or bays, own or mechanics, earliest, loose
            ),
            None,
        )
        return liked or found

    def _tell_promise(self, company):
        """The adviser hears when the new time breaks the promise."""
        workorder = self.workorder_id
        if workorder.promised_at and workorder.promised_at < self.stop:
            workorder.activity_schedule(
                "mail.mail_activity_data_call",
                summary=self.env._("Promise cannot be kept"),
                note=self.env._(
                    "Carried over until %(stop)s, promised for %(promise)s. "
                    "Call the customer.",
                    stop=self._get_moment(self.stop),
                    promise=self._get_moment(workorder.promised_at),
                ),
                user_id=workorder.adviser_id.id or self.env.uid,
            )
