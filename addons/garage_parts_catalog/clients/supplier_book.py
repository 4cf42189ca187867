"""What a simulated supplier knows: his articles and the orders that he took.

Orders are plain dictionaries in the form of the reference protocol, so that whoever
serves a simulator can keep them where it likes. Nothing in here knows Odoo.
"""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from ..domain.number import normalize

CURRENCY = "EUR"
_RAISE = Decimal("1.10")
_LATE_DAYS = 5


def offer(item, articles, scenario):
    """Return the offer for one article, None for one that is not carried."""
    article = articles.get(normalize(item["number"]))
    if article is None:
        return None
    stock = Decimal(article.get("stock", "20"))
    if scenario == "partial_stock":
        stock = Decimal(item["quantity"]) // 2
    return {
        "brand": item["brand"],
        "number": item["number"],
        "price": str(_price(article, scenario)),
        "deposit": article.get("deposit", "0"),
        "stock": str(stock),
        "lead_days": article.get("lead_days", 1),
    }


def find(orders, key):
    """Return the orders of a buyer's key; what was only received is confirmed now."""
    found = [order for order in orders if order["key"] == key]
    for order in found:
        if order["state"] == "received":
            order["lines"] = order.pop("waiting")
            order["state"] = _state(order)
    return found


def take(orders, articles, scenario, body, key, today):
    """Return the booked order; the same key is booked once.

    A supplier that does not honour keys (scenario no_keys) books again.
    """
    known = find(orders, key)
    if known and scenario != "no_keys":
        return known[0]
    order = {
        "reference": f"A-{1001 + len(orders)}",
        "key": key,
        "order": body.get("order", ""),
        "currency": CURRENCY,
        "text": "",
        "wanted": {line["reference"]: line["quantity"] for line in body["lines"]},
        "lines": [_answer(line, articles, scenario, today) for line in body["lines"]],
        "deliveries": [],
    }
    order["state"] = _state(order)
    if order["state"] == "rejected":
        order["text"] = "We cannot deliver this order."
    if scenario == "received":
        order.update(state="received", waiting=order["lines"], lines=[])
    orders.append(order)
    return order


def cancel(orders, reference):
    """Return the cancelled order; one that left already stays, None is unknown."""
    order = next((row for row in orders if row["reference"] == reference), None)
    if order and order["deliveries"]:
        order["text"] = "This order has left already."
    elif order:
        order["state"] = "cancelled"
    return order


def deliver(order, today, share=Decimal(1)):
    """Put what was confirmed on its way, or a share of it, and return the note."""
    find([order], order["key"])
    lines = []
    for line in order["lines"]:
        sent = sum(
            Decimal(row["quantity"])
            for note in order["deliveries"]
            for row in note["lines"]
            if row["reference"] == line["reference"]
        )
        quantity = min(
            Decimal(line["quantity"]) - sent, Decimal(line["quantity"]) * share
        )
        if quantity > 0:
            lines.append({"reference": line["reference"], "quantity": str(quantity)})
    if not lines or order["state"] in ("cancelled", "rejected"):
        return None
    number = f"{order['reference']}/{len(order['deliveries']) + 1}"
    note = {"number": number, "date": today.isoformat(), "lines": lines}
    order["deliveries"].append(note)
    return note


def shown(order):
    """Return an order without what is only the supplier's own business."""
    hidden = ("key", "wanted", "waiting")
    return {name: value for name, value in order.items() if name not in hidden}


def _price(article, scenario):
    price = Decimal(article["price"])
    if scenario == "changed_price":
        return (price * _RAISE).quantize(Decimal("0.01"))
    return price


def _answer(line, articles, scenario, today):
    article = articles.get(normalize(line["number"]))
    quantity = Decimal(line["quantity"])
    if article is None or scenario == "rejected":
        text = "not to be had" if article else "not in our range"
        return {"reference": line["reference"], "quantity": "0", "text": text}
    days = article.get("lead_days", 1)
    answer = {
        "reference": line["reference"],
        "quantity": str(quantity // 2 if scenario == "partial_stock" else quantity),
        "price": str(_price(article, scenario)),
        "text": "",
    }
    if scenario == "later_date":
        days += _LATE_DAYS
    elif scenario == "replacement":
        new = {"brand": line["brand"], "number": f"{line['number']}-N"}
        answer.update(replacement=new, text="replaced by the maker")
    delivery = today + timedelta(days=days)
    return {**answer, "delivery": delivery.isoformat()}


def _state(order):
    lines = order["lines"]
    if not any(Decimal(line["quantity"]) for line in lines):
        return "rejected"
    less = any(
        Decimal(line["quantity"]) < Decimal(order["wanted"][line["reference"]])
        for line in lines
    )
    return "partly" if less else "confirmed"


def today():
    """The simulated supplier's day."""
    return datetime.now(timezone.utc).date()
