from datetime import timedelta

from odoo import api, fields, models

from ..domain import capacity, promise, schedule, states

#: working days looked at for what can be promised
DAYS = 8
NOON = 12 * 60


class GarageWorkorder(models.Model):
    """Promises: what can be promised, and which ones are at risk."""

    _inherit = "garage.workorder"

    promise_outlook = fields.Json(compute="_compute_promise_outlook", compute_sudo=True)
    risk_told_for = fields.Datetime(
        readonly=True, copy=False, help="The promise about which staff was warned."
    )

    @api.depends("promised_at", "state", "job_ids.state", "slot_ids.stop")
    def _compute_promise_outlook(self):
        """Level and reason in words: {level, text}."""
        now = fields.Datetime.now()
        live = self.filtered("promised_at")
        live._preload_plan()
        days = {company: live._get_coming_days(company) for company in live.company_id}
        for workorder in self:
            visit = workorder._get_promise_facts(days.get(workorder.company_id), now)
            outlook = promise.outlook(visit, now)
            workorder.promise_outlook = {
                "level": outlook.level,
                "text": workorder._get_outlook_text(outlook, visit),
            }

    @api.model
    def get_intake_hints(self, hours=None):
        """For the intake screen: free key tag, promises that fit, free hours in words.

        :param hours: of work that is wished for, a usual visit when left out
        """
        company = self.env.company
        moments, text = self._get_promise_moments(company)
        now = fields.Datetime.now()
        found = promise.suggested(moments, now, float(hours or 1.5))
        return {
            "key_tag": self.get_free_key_tag(),
            "promises": [fields.Datetime.to_string(moment) for moment in found],
            "free_text": text,
        }

    @api.model
    def _get_promise_moments(self, company):
        """Noon and closing time of the coming days with the free hours until then."""
        plan = self.env["garage.slot"]
        today = plan._get_today(company)
        last = today + timedelta(days=DAYS)
        now = fields.Datetime.now()
        _bays, people, loose = plan._get_capacity(company, today, last)
        if not people:
            return [], ""
        moments, texts = [], []
        for day, spans in sorted(plan._get_opening(company, today, last).items()):
            close = spans[-1].stop
            for at in (plan._to_utc(company, day, NOON), close):
                if now < at <= close:
                    window = schedule.Span(now, at)
                    free = capacity.free_hours(people, window, loose)
                    moments.append(promise.Moment(at, free))
            if close > now and len(texts) < 2:
                texts.append(self._get_free_text(company, day, today, people, loose))
        return moments, " · ".join(texts)

    @api.model
    def _get_free_text(self, company, day, today, people, loose):
        plan = self.env["garage.slot"]
        now = fields.Datetime.now()
        start = max(now, plan._to_utc(company, day, 0))
        window = schedule.Span(start, plan._to_utc(company, day, 24 * 60))
        hours = round(capacity.free_hours(people, window, loose), 1)
        values = {"hours": f"{hours:g}"}
        if day == today:
            return self.env._("Today %(hours)s h free", **values)
        if day == today + timedelta(days=1):
            return self.env._("tomorrow %(hours)s h free", **values)
        name = plan._say_moment(company, window.start).rsplit(" ", 1)[0]
        return self.env._("%(day)s %(hours)s h free", day=name, **values)

    @api.model
    def _get_coming_days(self, company):
        plan = self.env["garage.slot"]
        today = plan._get_today(company)
        return plan._get_opening(company, today, today + timedelta(days=DAYS))

    def _get_promise_facts(self, days, now):
        self.ensure_one()
        if not self.promised_at or self.state in promise.DONE:
            return promise.Visit(self.state, self.promised_at or None)
        jobs = self.job_ids.filtered(lambda job: job.state not in states.CLOSED)
        left = self._get_left_hours()
        people = max(len(jobs.mechanic_id), 1)
        coming = self.slot_ids.filtered(lambda slot: not slot.carried)
        return promise.Visit(
            state=self.state,
            promised=self.promised_at,
            left_hours=left,
            work_end=schedule.end_of_work(left / people, days or {}, now),
            planned_end=max(coming.mapped("stop"), default=None),
            waits_parts=jobs._has_missing_parts() or self.state == "waiting_parts",
            waits_approval="awaiting_approval" in jobs.mapped("state"),
            started=bool(self.job_ids.time_entry_ids) or self.state == "in_progress",
        )

    def _get_outlook_text(self, outlook, visit):
        """Why a promise is at risk, in words; empty when it is not."""
        if outlook.level != "risk":
            return ""
        if outlook.reason == "plan":
            plan = self.env["garage.slot"]
            when = plan._say_moment(self.company_id, visit.planned_end)
            return self.env._("Planned until %(when)s, after the promise.", when=when)
        return {
            "parts": self.env._("Waits for parts, and the promise is near."),
            "approval": self.env._(
                "The customer has not answered, and the promise is near."
            ),
            "work": self.env._(
                "%(hours)s h of work left, more than the time until the promise.",
                hours=f"{round(visit.left_hours, 1):g}",
            ),
            "idle": self.env._("Promised within the hour, and nobody has begun."),
        }[outlook.reason]

    @api.model
    def _cron_promise_risk(self):
        """Warn once per promise, an hour before, when it is at risk."""
        now = fields.Datetime.now()
        workorders = self.search(
            [
                ("promised_at", ">", now),
                ("promised_at", "<=", now + promise.WARNING),
                ("state", "in", list(states.MOVING)),
            ]
        )
        for workorder in workorders:
            if workorder.risk_told_for == workorder.promised_at:
                continue
            outlook = workorder.promise_outlook
            if promise.should_tell(outlook["level"], workorder.promised_at, now):
                workorder._tell_risk(outlook["text"])
            self.env["ir.cron"]._commit_progress(1)

    def _tell_risk(self, text):
        """An activity and a message on the screen for who can still save it."""
        self.ensure_one()
        user = self.adviser_id or self.env.user
        title = self.env._(
            "%(vehicle)s is promised for %(when)s",
            vehicle=self.plate or self.name,
            when=self.env["garage.slot"]._say_moment(self.company_id, self.promised_at),
        )
        self.risk_told_for = self.promised_at
        self.activity_schedule(
            "mail.mail_activity_data_todo", summary=title, note=text, user_id=user.id
        )
        for person in user | self.job_ids.mechanic_id.user_id:
            person._bus_send(
                "simple_notification",
                {"type": "warning", "title": title, "message": text, "sticky": True},
            )
        self._notify_board()
