"""Parts in the store, with prices and stock."""

from . import files

TAX = 21.0


def build(env):
    """Create the products that jobs need and put them on the shelf."""
    company = env.company
    tax = env["account.tax"].search(
        [
            ("type_tax_use", "=", "sale"),
            ("amount", "=", TAX),
            ("company_id", "=", company.id),
        ],
        limit=1,
    )
    company.account_sale_tax_id = tax
    shelf = env["stock.warehouse"].search([], limit=1).lot_stock_id
    rows = list(files.rows("parts"))
    names = sorted({row["brand"] for row in rows})
    made = env["garage.catalog.brand"].create([{"name": name} for name in names])
    brands = dict(zip(names, made, strict=True))
    for row in rows:
        product = env["product.product"].create(
            {
                "name": row["name"],
                "default_code": row["number"],
                # by number and brand the catalogues know it as the same part
                "garage_brand_id": brands[row["brand"]].id,
                "type": "consu",
                "is_storable": True,
                "list_price": float(row["price"]),
                "standard_price": float(row["cost"]),
                "available_in_pos": True,
                "taxes_id": [(6, 0, tax.ids)],
            }
        )
        files.remember(env, product, f"part_{key(row['need'])}")
        if float(row["stock"]):
            env["stock.quant"]._update_available_quantity(
                product, shelf, float(row["stock"])
            )


def key(need):
    """Name of a part in XML ids."""
    return "".join(sign if sign.isalnum() else "_" for sign in need.lower())
