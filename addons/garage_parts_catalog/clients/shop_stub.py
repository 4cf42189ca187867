"""The web shop of a simulated supplier, as OCI 4 describes it: two plain pages.

Nothing in here knows Odoo.
"""

from html import escape

from . import supplier_book

_STYLE = "/garage_parts_catalog/static/src/shop/shop.css"
_KEPT = ("HOOK_URL", "~OkCode", "~TARGET", "~CALLER", "returntarget")


def shelf(form, articles):
    """Return the page with everything that can be chosen.

    :param form: what the buyer's system sent along
    :param dict articles: name, number, brand and price by comparable number
    """
    rows = "".join(
        f"<tr><td>{escape(row['brand'])}<td>{escape(row['number'])}"
        f"<td>{escape(row['name'])}<td>{escape(row['price'])}"
        f"<td>{escape(row.get('stock', '20'))}"
        f'<td><input type="number" min="0" max="999" name="{escape(key)}"'
        f' aria-label="{escape(row["number"])}"></tr>'
        for key, row in articles.items()
    )
    table = (
        "<table><tr><th>Brand<th>Number<th>Part<th>EUR<th>Here<th>Pieces</tr>"
        f"{rows}</table>"
    )
    return _page(
        "Simulated shop",
        f'<form method="post" action="cart">{_hidden(_kept(form))}'
        f"{table}<p><button>To the cart</button></form>",
    )


def cart(form, articles):
    """Return the page that sends what was chosen back to the buyer."""
    chosen = [
        (articles[key], text)
        for key, text in form.items()
        if key in articles and text.isdecimal() and int(text)
    ]
    fields = {}
    for place, (article, quantity) in enumerate(chosen, 1):
        fields.update(_oci(place, article, quantity))
    rows = "".join(
        f"<li>{escape(quantity)} x {escape(article['name'])}"
        for article, quantity in chosen
    )
    hook = escape(form.get("HOOK_URL", ""))
    return _page(
        "Cart",
        f'<ul>{rows}</ul><form method="post" action="{hook}">{_hidden(fields)}'
        "<button>Send to the garage</button></form>",
    )


def _oci(place, article, quantity):
    values = {
        "DESCRIPTION": article["name"],
        "VENDORMAT": article["number"],
        "MANUFACTCODE": article["brand"],
        "MANUFACTMAT": article["number"],
        "QUANTITY": quantity,
        "UNIT": "PCE",
        "PRICE": article["price"],
        "PRICEUNIT": "1",
        "CURRENCY": supplier_book.CURRENCY,
        "LEADTIME": str(article.get("lead_days", 1)),
    }
    return {f"NEW_ITEM-{name}[{place}]": text for name, text in values.items()}


def _kept(form):
    return {name: form[name] for name in _KEPT if name in form}


def _hidden(fields):
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(text)}">'
        for name, text in fields.items()
    )


def _page(title, body):
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{_STYLE}"><main class="wide"><h1>{title}</h1>'
        f"<p><strong>Simulator:</strong> nothing is sold here.</p>{body}</main></html>"
    )
