"""Registers, due work and stored wheels: what keeps customers coming back."""

from datetime import timedelta

from odoo import fields

from odoo.addons.garage_vehicle.clients import register_stub

from . import files

REGISTERS = ("rdw", "dvla", "vpic")
# name, months, kilometres, job template, fuel
PLANS = (
    ("Small service", 12, 15000, "small_service", False),
    ("Large service", 24, 30000, "large_service", False),
    ("Brake fluid", 24, 0, "brake_fluid", False),
)
CHANNELS = {"jansen": "sms", "devries": "phone", "bakker": "email"}
WANTS_NONE = "visser"
RACKS = (("A-01", 4), ("A-02", 4), ("B-01", 2))
# plate, season, size, brand, treads, DOT
WHEELS = (
    ("12gbx3", "winter", "205/55 R16 91H", "Continental", (6.1, 6.0, 6.4, 6.3), "3222"),
    ("vk209z", "winter", "225/75 R16C 118R", "Michelin", (3.4, 3.6, 5.2, 5.0), "2818"),
    ("gt640p", "summer", "205/60 R16 92V", "Pirelli", (5.0, 5.1, 5.4, 5.5), "1123"),
    ("klerb88", "winter", "215/55 R16 97H", "Nokian", (7.0, 7.1, 7.2, 7.2), "3524"),
)
POSITIONS = ("fl", "fr", "rl", "rr")


def build(env):
    """Switch the simulated registers on, work out what is due, invite a few."""
    for name in REGISTERS:
        register = env.ref(f"garage_vehicle.register_{name}")
        register.write({"active": True, "is_simulator": True})
    for key, channel in CHANNELS.items():
        files.recall(env, f"customer_{key}").garage_channel = channel
    files.recall(env, f"customer_{WANTS_NONE}").garage_no_reminders = True
    # the other work of the coming month waits for the adviser: invite it by hand
    env.company.write({"garage_remind_auto": True, "garage_remind_first": 14})
    _plans(env)
    _wheels(env)
    vehicles = env["garage.vehicle"].search([])
    _ask(vehicles)
    vehicles._refresh_due()
    _invite(env)


def _plans(env):
    for name, months, km, template, fuel in PLANS:
        job = env.ref(f"garage_workorder.job_template_{template}")
        vals = {"name": name, "months": months, "km": km, "fuel": fuel}
        env["garage.service.plan"].create({**vals, "job_template_id": job.id})


def _wheels(env):
    """Sets of wheels in store: one worn, two of them winter wheels."""
    racks = env["garage.tyre.location"].create(
        [{"name": name, "capacity": places} for name, places in RACKS]
    )
    for number, (plate, season, size, brand, treads, dot) in enumerate(WHEELS):
        wheels = [
            fields.Command.create({"position": position, "tread": tread, "dot": dot})
            for position, tread in zip(POSITIONS, treads, strict=True)
        ]
        env["garage.tyre.set"].create(
            {
                "vehicle_id": files.recall(env, f"vehicle_{plate}").id,
                "season": season,
                "size": size,
                "brand": brand,
                "rim": "alloy",
                "location_id": racks[number % len(racks)].id,
                "wheel_ids": wheels,
            }
        ).action_store()


def _ask(vehicles):
    """Let the simulated register answer for the vehicles, without a server."""
    env, today = vehicles.env, fields.Date.today()
    answers = env["garage.register.answer"]
    for vehicle in vehicles.filtered(lambda row: row.plate_country_code == "NL"):
        register, key = env["garage.register"]._for_text(
            vehicle.plate, vehicle.plate_country_id
        )
        facts = register_stub.facts_of_dutch_plate(key, today)
        if facts:
            answer = answers._store(register, key, "found", facts.as_json())
            vehicle._apply_answer(answer)
            vehicle.register_checked_on = today


def _invite(env):
    """Two customers were invited already; the others wait for the adviser."""
    soon = fields.Date.today() + timedelta(days=20)
    dues = env["garage.vehicle.due"].search(
        [("state", "=", "open"), ("predicted_date", "<=", soon)]
    )
    held = dues._get_hold_reasons()
    free = dues.filtered(lambda due: due.id not in held)
    free.filtered(lambda due: due.vehicle_id in free.vehicle_id[:2])._invite()
