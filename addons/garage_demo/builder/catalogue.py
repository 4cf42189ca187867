"""A supplier's price list and fitment file, imported as a user would."""

import base64
import io

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
    _import_cut_off(env, source)
    env["garage.catalog.word"]._cron_refresh()


def _import_cut_off(env, source):
    """A file that broke off on its way: refused, kept, to be tried again."""
    name = "fitment_march.xml"
    content = files.content("fitment.xml")
    kept = env["ir.attachment"]._garage_keep(
        io.BytesIO(content[: len(content) * 2 // 3]), name, "garage.catalog.import"
    )
    source._take_in(kept, name)


def _encoded(name):
    return base64.b64encode(files.content(name))
