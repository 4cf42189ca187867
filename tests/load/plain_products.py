"""Products by the million in plain Odoo, with the numbers and names of the parts."""

from .bulk_table import bare
from .catalog_volume import NAME, NUMBER
from .clone import clone

SHOWN = {
    "default_code": {},
    "name": {},
    "barcode": {},
    "lst_price": {},
    "product_tmpl_id": {"fields": {}},
}


def fill_products(env, count: int) -> None:
    """Copies of one product; the caller commits."""
    sample = env["product.product"].create(
        {"name": "Sample", "default_code": "S", "list_price": 10, "is_storable": True}
    )
    env.flush_all()
    rows = f"(SELECT n FROM generate_series(1, {count}) n)"
    with bare(env.cr, "product_template", "product_product"):
        base = clone(
            env.cr,
            "product_template",
            sample.product_tmpl_id.id,
            rows,
            {
                "name": f"jsonb_build_object('en_US', {_of_row(NAME)})",
                "default_code": _of_row(NUMBER),
            },
        )
        clone(
            env.cr,
            "product_product",
            sample.id,
            rows,
            {
                "product_tmpl_id": f"{base} + r.n",
                "default_code": _of_row(NUMBER),
                "barcode": "'2' || lpad(r.n::text, 12, '0')",
            },
        )
    env.invalidate_all()


def _of_row(expression: str) -> str:
    return expression.replace("{n}", "r.n").replace("%", "%%")


def search_products(env, text: str):
    """The search box of the product list, as its view defines it."""
    domain = ["|", "|", ("default_code", "ilike", text), ("name", "ilike", text)]
    domain.append(("barcode", "ilike", text))
    return env["product.product"].web_search_read(
        domain, SHOWN, limit=40, count_limit=10_001
    )
