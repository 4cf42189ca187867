"""A supplier's price list and fitment file, imported as a user would."""

import base64

from . import files


def build(env):
    """Import the vehicle types, the price list and the fitment file."""
    supplier = env["res.partner"].create(
        {
            "name": "Nordteile Großhandel GmbH",
            "is_company": True,
            "country_id": env.ref("base.de").id,
            "email": "bestellung@nordteile.example.com",
        }
    )
    files.remember(env, supplier, "supplier")
    source = env["garage.catalog.source"].create(
        {"name": "Nordteile", "partner_id": supplier.id}
    )
    files.remember(env, source, "catalogue")
    types = env["garage.vehicle.type.import"].create(
        {"file": _encoded("vehicle_types.csv"), "file_name": "vehicle_types.csv"}
    )
    types.action_import()
    for name, brand in (("price_list.csv", False), ("fitment.xml", "Arvo")):
        wizard = env["garage.catalog.import"].create(
            {"source_id": source.id, "file": _encoded(name), "file_name": name}
        )
        wizard.action_preview()
        if brand:
            wizard.brand_name = brand
        wizard.action_import()
    env["garage.catalog.word"]._cron_refresh()


def _encoded(name):
    return base64.b64encode(files.content(name))
