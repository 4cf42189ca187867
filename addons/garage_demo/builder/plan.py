"""Bays, working hours and this week's plan, with one double booking to be mended."""

from datetime import timedelta

from odoo import fields

from . import files

BAYS = (
    ("lift1", "Lift 1", "lift", "up to 3.5 t"),
    ("lift2", "Lift 2", "lift", "up to 5 t, for vans"),
    ("alignment", "Alignment", "alignment", ""),
    ("diagnosis", "Diagnosis", "diagnosis", "by the gate"),
)
MECHANICS = ("mechanic", "bram", "jip")
TIMEZONE = "Europe/Amsterdam"
#: usual work of the days that have no visit of their own yet
FILLERS = (
    ("lift1", "mechanic", 8, 2.0),
    ("lift2", "bram", 8, 3.0),
    ("lift1", "mechanic", 10.5, 1.5),
    ("alignment", "jip", 9, 1.0),
    ("lift2", "bram", 13, 2.5),
    ("diagnosis", "jip", 13, 1.5),
)


def build(env):
    """Plan the open visits of the demo garage over this week."""
    company = env.company
    company.resource_calendar_id.tz = TIMEZONE
    for login in MECHANICS:
        person = files.recall(env, f"employee_{login}")
        person.write({"garage_mechanic": True, "tz": TIMEZONE})
    for key, name, kind, note in BAYS:
        bay = env["garage.bay"].create({"name": name, "kind": kind, "note": note})
        files.remember(env, bay, f"bay_{key}")
    _plan_visits(env, company)
    _add_absence(env)


def _plan_visits(env, company):
    """Put open visits on today and the next days, then one of them twice."""
    visits = env["garage.workorder"].search(
        [
            ("company_id", "=", company.id),
            ("state", "in", ("in_progress", "waiting_parts", "planned", "checked_in")),
        ],
        order="promised_at, id",
    )
    places = _places(env, company)
    planned = env["garage.slot"]
    # three visits wait at the side, so that there is something to plan
    for visit, place in zip(visits[:-3], places, strict=False):
        answer = env["garage.slot"].plan_workorder(visit.id, place)
        planned |= planned.browse(answer["slots"])
    _book_twice(env, planned)


def _places(env, company):
    """Bay, mechanic and time of the coming working days, one after the other."""
    plan = env["garage.slot"]
    today = plan._get_today(company)
    opening = plan._get_opening(company, today, today + timedelta(days=9))
    for day in sorted(opening)[:5]:
        for bay, login, hour, hours in FILLERS:
            yield {
                "day": fields.Date.to_string(day),
                "from": int(hour * 60),
                "hours": hours,
                "bay_id": files.recall(env, f"bay_{bay}").id,
                "mechanic_id": files.recall(env, f"employee_{login}").id,
            }


def _book_twice(env, planned):
    """Two vehicles on one lift: the plan says so, and it is mended by dragging."""
    lift = files.recall(env, "bay_lift1")
    first = planned.filtered(lambda slot: slot.bay_id == lift)[:1]
    others = planned.filtered(
        lambda slot: slot.bay_id != lift and slot._get_day() == first._get_day()
    )
    if first and others:
        others[-1].write(
            {
                "bay_id": lift.id,
                "start": first.start + timedelta(minutes=60),
                "stop": first.start + timedelta(minutes=60 + 90),
            }
        )


def _add_absence(env):
    """Bram is away on a day in three weeks; the plan and the booking page know."""
    person = files.recall(env, "employee_bram")
    plan = env["garage.slot"]
    day = plan._get_today(env.company) + timedelta(days=21)
    env["resource.calendar.leaves"].create(
        {
            "name": "Training",
            "resource_id": person.resource_id.id,
            "calendar_id": person.resource_calendar_id.id,
            "date_from": plan._to_utc(env.company, day, 0),
            "date_to": plan._to_utc(env.company, day, 24 * 60),
        }
    )
