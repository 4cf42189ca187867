"""What was there before: visits from the system of old, papers, tags, a log-in."""

import base64
import csv
import io
from datetime import timedelta

from odoo import Command, fields

from . import drawings, files

# plate, days ago, kilometres then, what was done, amount
VISITS = (
    ("12-GBX-3", 980, 109300, "Timing belt and water pump", "684,20"),
    ("12-GBX-3", 610, 124000, "Two front tyres, alignment", "298,00"),
    ("4-TKS-12", 700, 73800, "Large service", "389,50"),
    ("NR-481-T", 500, 145900, "Clutch replaced", "1.124,00"),
    ("H-452-RK", 460, 47400, "Small service, wiper blades", "186,75"),
    ("SV-917-L", 400, 45000, "Statutory inspection", "54,00"),
    ("17-LTN-4", 820, 141900, "Exhaust, rear part", "241,30"),
    ("9-OUD-99", 900, 88000, "Vehicle that was scrapped", "75,00"),
)
TITLES = ("Kenteken", "Datum", "Km-stand", "Omschrijving", "Bedrag", "Factuurnr")


def build(env):
    """Import the past visits, keep some papers, let the rules give their tags."""
    _import_visits(env)
    golf = files.recall(env, "vehicle_12gbx3")
    _keep_papers(env, golf)
    env["garage.tag.rule"].search([("active", "=", True)]).action_apply()
    _let_customer_in(env, golf.owner_id)


def _import_visits(env):
    today = fields.Date.today()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(TITLES)
    for number, (plate, days, km, text, amount) in enumerate(VISITS, 1):
        day = (today - timedelta(days=days)).strftime("%d-%m-%Y")
        writer.writerow((plate, day, km, text, amount, f"F{number:05d}"))
    batch = env["garage.import"].create(
        {
            "kind": "history",
            "file": base64.b64encode(out.getvalue().encode("cp1252")),
            "file_name": "visits-of-the-old-system.csv",
        }
    )
    batch.action_read()
    batch.action_import()


def _keep_papers(env, vehicle):
    """Two photos; the customer sees one of them."""
    documents = env["garage.vehicle.document"]
    for name, subject, shown in (
        ("brake-disc-front.jpg", "brake", True),
        ("tyre-front-left.jpg", "tyre", False),
    ):
        content = base64.b64encode(drawings.photo(subject)).decode()
        row = documents.add_file(vehicle.id, name, content)
        documents.browse(row["id"]).customer_visible = shown


def _let_customer_in(env, partner):
    """The customer's own log-in for My account, and offers by e-mail allowed."""
    partner.garage_offers_email = True
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "login": "customer",
                "password": "customer",
                "partner_id": partner.id,
                "group_ids": [Command.set(env.ref("base.group_portal").ids)],
            }
        )
    )
    files.remember(env, user, "user_customer")
