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
SERVICES = (
    # name, description, job template, hours, kind of bay, price from
    ("Annual service", "Oil and filters, all fluids and lights checked.",
     "small_service", 1.5, "lift", 189.0),
    ("Inspection (APK)", "The yearly test; we mend small things at once.",
     "inspection", 1.0, False, 49.5),
    ("Tyre change", "Summer to winter or back, balanced.",
     "tyre_change", 1.0, False, 59.0),
    ("Brake check", "Noise, vibration or a warning light.", "", 0.5, "lift", 0.0),
    ("Wheel alignment", "When it pulls to one side.", "alignment", 1.0, "alignment",
     89.0),
)  # fmt: skip
TIMEZONE = "Europe/Amsterdam"
#: bay and mechanic of the work that is planned one after the other
PLACES = (
    ("lift1", "mechanic"),
    ("lift2", "bram"),
    ("diagnosis", "jip"),
)
#: vehicles with work that is due and no visit yet: somebody has to be invited
TO_INVITE = {"VK210Z", "GELFG120", "KLESG417", "R118XT"}
#: jobs of visits that are booked for the coming days
BOOKED = ("small_service", "brakes_front", "large_service", "tyres_new", "exhaust")


def build(env):
    """Plan the open visits of the demo garage over this week."""
    company = env.company
    company.resource_calendar_id.tz = TIMEZONE
    for login in MECHANICS:
        person = files.recall(env, f"employee_{login}")
        person.write({"garage_mechanic": True, "tz": TIMEZONE})
    for place, (key, name, kind, note) in enumerate(BAYS, start=1):
        vals = {"name": name, "kind": kind, "note": note, "sequence": place}
        bay = env["garage.bay"].create(vals)
        files.remember(env, bay, f"bay_{key}")
    _plan_visits(env, company)
    _add_absence(env)
    _offer_services(env)
    _book_online(env, company)


def _plan_visits(env, company):
    """Open visits first, visits booked by phone after them, then one lift twice."""
    visits = env["garage.workorder"].search(
        [
            ("company_id", "=", company.id),
            ("state", "in", ("in_progress", "waiting_parts", "planned", "checked_in")),
        ],
        order="promised_at, id",
    )
    # three visits wait at the side, so that there is something to plan
    visits = visits[:-3] | _book_by_phone(env)
    planned = env["garage.slot"]
    days = _working_days(env, company)
    for number, visit in enumerate(visits):
        # three visits a day, each with a mechanic and a bay of its own
        place = _place(env, days[number // 4 % len(days)], number)
        planned |= planned.browse(planned.plan_workorder(visit.id, place)["slots"])
        _promise_after(visit)
    _book_twice(env, planned)


def _book_by_phone(env):
    """Visits of vehicles that are not here, so that the whole week is planned."""
    visits = env["garage.workorder"]
    vehicles = env["garage.vehicle"].search(
        [
            ("workorder_ids.state", "=", "handed_over"),
            ("owner_id", "!=", False),
            ("plate", "!=", False),
        ],
        order="id desc",
    )
    idle = vehicles.filtered(
        lambda car: (
            set(car.workorder_ids.mapped("state")) <= {"handed_over"}
            and car.plate_key not in TO_INVITE
        )
    )
    for number, vehicle in enumerate(idle[:8]):
        visit = visits.create(
            {
                "vehicle_id": vehicle.id,
                "partner_id": vehicle.owner_id.id,
                "adviser_id": files.recall(env, "user_adviser").id,
                "complaint": "Booked by phone",
            }
        )
        job = BOOKED[number % len(BOOKED)]
        visit.add_job_from_template(env.ref(f"garage_workorder.job_template_{job}"))
        visits |= visit
    return visits


def _working_days(env, company):
    plan = env["garage.slot"]
    today = plan._get_today(company)
    return sorted(plan._get_opening(company, today, today + timedelta(days=9)))[:5]


def _place(env, day, number):
    """Day, bay and mechanic; the first free time of them is found by the plan."""
    bay, login = PLACES[number % len(PLACES)]
    return {
        "day": fields.Date.to_string(day),
        "bay_id": files.recall(env, f"bay_{bay}").id,
        "mechanic_id": files.recall(env, f"employee_{login}").id,
    }


def _promise_after(visit):
    """Promised an hour after the plan, unless the promise is later or was broken."""
    stop = visit.planned_stop
    broken = visit.promised_at and visit.promised_at < fields.Datetime.now()
    if not broken and (not visit.promised_at or visit.promised_at < stop):
        visit.promised_at = stop + timedelta(hours=1)


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


def _offer_services(env):
    """What customers book on the page /garage/book."""
    for name, text, template, hours, kind, price in SERVICES:
        found = template and env.ref(
            f"garage_workorder.job_template_{template}", raise_if_not_found=False
        )
        env["garage.booking.service"].create(
            {
                "name": name,
                "description": text,
                "template_ids": [(6, 0, found.ids if found else [])],
                "hours": hours,
                "bay_kind": kind,
                "price_from": price,
            }
        )


def _book_online(env, company):
    """One customer has booked on the page: a planned visit and a confirmation."""
    bookings = env["garage.booking"]
    service = bookings._get_services(company)[:1]
    days = bookings._get_offer(company, service)
    vehicle = env["garage.vehicle"].search(
        [("workorder_ids", "=", False), ("owner_id.email", "!=", False)], limit=1
    )
    partner = vehicle.owner_id
    if days and vehicle:
        bookings._book(
            company,
            {
                "plate": vehicle.plate,
                "service": [str(service.id)],
                "start": days[-1]["times"][0]["value"],
                "name": partner.name,
                "email": partner.email,
                "phone": partner.phone,
                "note": "",
                "consent": "1",
            },
        )
