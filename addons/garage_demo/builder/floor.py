"""What happens in the bay today: messages, a part asked for, a forgotten clock."""

from datetime import timedelta

from odoo import fields

from . import files

DAYS = 28


def build(env):
    """Give the mechanic's phone and the productivity report something to show."""
    mechanic = files.recall(env, "employee_mechanic")
    bram = files.recall(env, "employee_bram")
    # what was told on the days before has been read
    env["garage.floor.message"].search([]).read_at = fields.Datetime.now()
    jobs = env["garage.job"].search(
        [
            ("mechanic_id", "=", mechanic.id),
            ("state", "in", ("approved", "in_progress", "paused")),
        ],
        order="id",
    )
    if jobs:
        _ask_for_parts(env, jobs[0])
        _write_to(env, mechanic, jobs)
    _forget_the_clock(env, bram)
    today = env["garage.schedule"]._get_today(env.company)
    env["garage.work.day"]._update(env.company, today - timedelta(days=DAYS), today)


def _ask_for_parts(env, job):
    """One request from the bay that is still open, one that has arrived."""
    phone = job.with_user(files.recall(env, "user_mechanic"))
    phone.request_part("Brake hose front left")
    arrived = env["garage.job.need"].browse(phone.request_part("Drain plug seal"))
    office = arrived.with_user(files.recall(env, "user_adviser"))
    office.action_ordered()
    office.action_arrived()


def _write_to(env, mechanic, jobs):
    """The adviser's words on the phone."""
    adviser = files.recall(env, "user_adviser")
    env["garage.floor.message"].with_user(adviser).create(
        {
            "employee_id": mechanic.id,
            "workorder_id": jobs[0].workorder_id.id,
            "job_id": jobs[0].id,
            "text": "The customer waits at the desk. Take this one first, please.",
        }
    )


def _forget_the_clock(env, employee):
    """A clock of last week that nobody stopped, already cut and flagged."""
    job = env["garage.job"].search(
        [("mechanic_id", "=", employee.id), ("state", "=", "done")],
        order="id desc",
        limit=1,
    )
    if not job:
        return
    today = fields.Datetime.now().replace(hour=14, minute=0, second=0, microsecond=0)
    start = today - timedelta(days=3)
    env["garage.time.entry"].create(
        {
            "job_id": job.id,
            "employee_id": employee.id,
            "start": start,
            "stop": start + timedelta(hours=1),
            "forgotten": True,
        }
    )
