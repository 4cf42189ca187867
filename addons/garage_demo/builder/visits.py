"""Nearly fifty visits, each played through with the methods that the screens call."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tools import groupby

from . import files, part_numbers
from .parts import key
from .vehicles import plate_key

# Stages in the order in which a visit passes them.
ORDER = (
    "planned", "checked_in", "diagnosis", "awaiting_approval", "waiting_parts",
    "in_progress", "quality_check", "ready", "ready_paid", "past_paid", "past_account",
)  # fmt: skip
OPEN, CLOSE = 7, 17
MECHANICS = {"ali": "mechanic", "bram": "bram"}
NOTES = {
    "brakes_rear": "Pads rear at 3 mm, discs with a clear edge",
    "brakes_front": "Pads front at 2 mm, discs below the minimum",
    "tyres_new": "Tread at 2.1 mm on all four, cracks in the flanks",
    "shock_front": "Left one sweats oil",
    "battery": "Battery test: 38 % of its cold start power left",
    "alignment": "Inner edge of the front tyres worn",
    "timing_belt": "Due by age",
    "wipers": "Torn rubber on the driver's side",
    "brake_fluid": "4.2 % water in the brake fluid",
    "clutch": "Slips in fifth gear",
}


def build(env):
    """Play all visits, the oldest first, each on its own day."""
    template = env.ref("garage_workorder.mail_template_estimate")
    # Forty printed estimates would take a minute that nobody waits for.
    reports, template.report_template_ids = template.report_template_ids, False
    rows = sorted(files.rows("workorders"), key=lambda row: -int(row["days_ago"]))
    now = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
    for days, group in groupby(rows, key=lambda row: int(row["days_ago"])):
        day = now - timedelta(days=max(days, 0))
        with freeze_time(day, tick=True):
            for row in group:
                _Visit(env, row, day).play()
    template.report_template_ids = reports
    env.flush_all()


def _in_opening_hours(start, hours):
    """A promise some hours later, moved into the day's opening hours (UTC)."""
    if hours < 0:
        return start + timedelta(hours=hours)
    moment = max(start, start.replace(hour=OPEN)) + timedelta(hours=hours)
    if moment.hour >= CLOSE or moment.hour < OPEN:
        moment = moment.replace(hour=OPEN + 2) + timedelta(days=1)
    return moment


class _Visit:
    def __init__(self, env, row, day):
        self.env, self.row, self.day = env, row, day
        self.stage = row["stage"]
        self.vehicle = files.recall(env, f"vehicle_{plate_key(row['plate'])}")

    def reaches(self, stage):
        """Whether the visit comes at least this far."""
        return ORDER.index(self.stage) >= ORDER.index(stage)

    def play(self):
        """Create the work order and take it to its stage."""
        self.order = self._take_in()
        if self.stage == "cancelled":
            self._add_jobs()
            self.order.action_cancel()
            return
        if not self.reaches("diagnosis"):
            return
        self._add_jobs()
        if self.stage == "diagnosis":
            self.order.action_start()
            return
        self._offer()
        if self.stage != "awaiting_approval":
            self._work()

    def _take_in(self):
        promise = _in_opening_hours(self.day, float(self.row["promise_hours"]))
        adviser = files.recall(self.env, "user_adviser")
        values = {
            "vehicle_id": self.vehicle.id,
            "partner_id": self.vehicle.owner_id.id,
            "complaint": self.row["complaint"],
            "promised_at": promise,
            "adviser_id": adviser.id,
        }
        model = self.env["garage.workorder"]
        if self.stage == "planned":
            values["promised_at"] += timedelta(days=-int(self.row["days_ago"]))
            return model.create({**values, "state": "planned"})
        values["odometer"] = self._odometer()
        values["key_tag"] = self.row["key_tag"]
        return model.browse(model.create_from_intake(values))

    def _odometer(self):
        """Kilometres on that day, from the figures of the vehicle."""
        for row in files.rows("vehicles"):
            if row["plate"] == self.row["plate"]:
                days = max(int(self.row["days_ago"]), 0)
                driven = int(row["yearly_km"]) * days / 365
                return int(int(row["odometer"]) - driven)
        return 0

    def _add_jobs(self):
        self.approved = self._jobs(self.row["approve"])
        self.declined = self._jobs(self.row["decline"])

    def _jobs(self, names):
        jobs = self.env["garage.job"]
        for name in filter(None, names.split("+")):
            template = self.env.ref(f"garage_workorder.job_template_{name}")
            job = self.order.add_job_from_template(template)
            job.finding = NOTES.get(name, job.finding)
            job.severity = "red" if name in ("brakes_front", "tyres_new") else "amber"
            for need, part in zip(job.need_ids, self._parts(template), strict=True):
                job.add_line(part, need.quantity, need=need)
            jobs |= job
        return jobs

    def _parts(self, template):
        """Parts of the store for what a template leaves open, in its order.

        The needs of a job are in the customer's language, the store's names are not.
        """
        lines = template.with_context(lang="en_US").line_ids
        open_lines = lines.filtered(
            lambda line: line.kind == "part" and not line.product_id
        )
        return [files.recall(self.env, f"part_{key(line.name)}") for line in open_lines]

    def _offer(self):
        self.order.action_send_estimate()
        if self.stage == "awaiting_approval":
            return
        answers = dict.fromkeys(self.approved.ids, True)
        answers.update(dict.fromkeys(self.declined.ids, False))
        self.order._decide(answers, "link", self.order.partner_id.name)

    def _work(self):
        self._assign()
        if self.stage == "waiting_parts":
            self.order._set_state("waiting_parts")
            return
        self.order.action_start()
        if self.stage == "in_progress":
            self._begin(self.approved[:1])
            return
        for job in self.approved:
            self._clock(job, round(job.sold_hours * 56), stop=True)
            part_numbers.enter(job)
            job.action_finish()
        if self.stage != "quality_check":
            self._settle()

    def _assign(self):
        login = MECHANICS.get(self.row["mechanic"])
        if login:
            self.approved.mechanic_id = files.recall(self.env, f"employee_{login}")

    def _begin(self, job):
        """Started today; whoever works on something else already has paused it."""
        running = self.env["garage.time.entry"]._get_running(job.mechanic_id)
        self._clock(job, minutes=40, stop=bool(running))
        job.state = "paused" if running else "in_progress"

    def _clock(self, job, minutes, stop):
        start = self.day - timedelta(minutes=minutes)
        self.env["garage.time.entry"].create(
            {
                "job_id": job.id,
                "employee_id": job.mechanic_id.id,
                "start": start,
                "stop": self.day if stop else False,
            }
        )

    def _settle(self):
        self.order.action_mark_ready()
        if self.reaches("ready_paid"):
            invoice = self.order._ensure_final_invoice()
            if self.stage != "past_account":
                self._pay(invoice)
        if self.reaches("past_paid"):
            self.order.action_hand_over_key()

    def _pay(self, invoice):
        journal = files.recall(self.env, "journal_bank")
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": journal.id})
        )
        wizard._create_payments()
