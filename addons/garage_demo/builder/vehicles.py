"""The customers' vehicles with two earlier odometer readings each."""

from datetime import timedelta

from odoo import fields

from . import files


def build(env):
    """Create the vehicles of `data/vehicles.csv`."""
    today = fields.Date.today()
    for row in files.rows("vehicles"):
        vehicle = env["garage.vehicle"].create(_vals(env, row, today))
        files.remember(env, vehicle, f"vehicle_{plate_key(row['plate'])}")
        _readings(env, vehicle, row, today)


def plate_key(plate):
    """Plate as part of an XML id."""
    return "".join(sign for sign in plate.lower() if sign.isalnum())


def _vals(env, row, today):
    make = _named(env, "garage.vehicle.make", row["make"])
    model = _named(env, "garage.vehicle.model", row["model"], make_id=make.id)
    return {
        "plate": row["plate"],
        "plate_country_id": env.ref(f"base.{row['country'].lower()}").id,
        "vin": row["vin"],
        "make_id": make.id,
        "model_id": model.id,
        "variant": row["variant"],
        "model_year": int(row["year"]),
        "fuel": row["fuel"],
        "power_kw": int(row["kw"]),
        "first_registration": row["registered"],
        "owner_id": files.recall(env, f"customer_{row['owner']}").id,
        "alert_note": row["alert"],
        "inspection_due": today + timedelta(days=int(row["inspection_days"])),
    }


def _named(env, model, name, **vals):
    domain = [("name", "=ilike", name)]
    domain += [(field, "=", value) for field, value in vals.items()]
    found = env[model].search(domain, limit=1)
    return found or env[model].create({"name": name, **vals})


def _readings(env, vehicle, row, today):
    """A year ago and half a year ago, so that mileage can be predicted."""
    now, yearly = int(row["odometer"]), int(row["yearly_km"])
    for days in (400, 190):
        value = now - round(yearly * days / 365)
        env["garage.odometer.reading"].create(
            {
                "vehicle_id": vehicle.id,
                "date": today - timedelta(days=days),
                "value": value,
                "source": "intake",
            }
        )
