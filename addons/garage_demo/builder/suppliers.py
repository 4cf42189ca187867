"""Two simulated live suppliers beside the price list, one for each protocol."""

from functools import cache

from odoo.addons.garage_parts_catalog.domain.number import normalize

from . import files

#: name of the supplier, his protocol, what the simulator plays
LIVE = (
    ("Nordteile live", "json", "ok"),
    ("Van Dam live", "soap", "changed_price"),
)


def build(env):
    """Switch the simulated suppliers on."""
    partners = (
        files.recall(env, "supplier"),
        env["res.partner"].create(
            {
                "name": "Van Dam Onderdelen BV",
                "is_company": True,
                "country_id": env.ref("base.nl").id,
                "email": "orders@vandam.example.com",
            }
        ),
    )
    for partner, (name, provider, scenario) in zip(partners, LIVE, strict=True):
        env["garage.supplier.service"].create(
            {
                "name": name,
                "partner_id": partner.id,
                "is_simulator": True,
                "provider": provider,
                "scenario": scenario,
            }
        )


@cache
def live_articles():
    """Parts of the price list, at live prices a little below it."""
    return {
        normalize(row["Artikelnummer"]): {
            "number": row["Artikelnummer"],
            "brand": row["Marke"],
            "name": row["Bezeichnung"],
            "price": f"{float(row['Einkaufspreis'].replace(',', '.')) * 0.96:.2f}",
            "stock": str(index * 7 % 30),
            "lead_days": index % 3,
            "deposit": "12.00" if index % 9 == 4 else "0",
        }
        for index, row in enumerate(files.rows("price_list", delimiter=";"), 1)
    } | {
        normalize(row["number"]): {
            "number": row["number"],
            "brand": row["brand"],
            "name": row["name"],
            "price": row["cost"],
        }
        for row in files.rows("parts")
    }
