"""A simulated supplier that speaks the reference protocol, with fault switches.

The demo garage serves it on its own address; tests start ``SupplierStub``.
Nothing in here knows Odoo.
"""

import json
from decimal import Decimal
from http.server import BaseHTTPRequestHandler

from odoo.addons.garage_vehicle.clients.stub_server import StubServer, serving

from ..domain.number import normalize

SCENARIOS = ("ok", "slow", "429", "500", "malformed", "changed_price", "partial_stock")
#: what a slow supplier takes, longer than anybody waits
SLOW = 30.0
_STATUS = {"429": 429, "500": 500}
_CHANGE = Decimal("1.10")


def respond(scenario, body, articles):
    """Return status and content for one request.

    :param str scenario: one of SCENARIOS; slow answers as ok, who serves it waits
    :param dict body: decoded JSON body
    :param dict articles: price, and optionally deposit, stock and lead_days, by
        comparable number
    """
    status = _STATUS.get(scenario, 200)
    if status != 200:
        return status, json.dumps({"error": scenario}).encode()
    offers = [
        _offer(item, articles[normalize(item["number"])], scenario)
        for item in body.get("items", [])
        if normalize(item["number"]) in articles
    ]
    content = json.dumps({"currency": "EUR", "offers": offers}).encode()
    return status, content[:-9] if scenario == "malformed" else content


def _offer(item, article, scenario):
    price = Decimal(article["price"])
    if scenario == "changed_price":
        price = (price * _CHANGE).quantize(Decimal("0.01"))
    stock = Decimal(article.get("stock", "20"))
    if scenario == "partial_stock":
        stock = Decimal(item["quantity"]) // 2
    return {
        "brand": item["brand"],
        "number": item["number"],
        "price": str(price),
        "deposit": article.get("deposit", "0"),
        "stock": str(stock),
        "lead_days": article.get("lead_days", 1),
    }


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size) or b"{}")
        stub = self.server
        stub.requests.append({"path": self.path, "body": body, **self.headers})
        if stub.scenario == "slow":
            stub.hold.wait(SLOW)
        status, content = respond(stub.scenario, body, stub.articles)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        try:
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            # whoever asked did not wait: that is what a slow supplier is for
            self.close_connection = True

    def log_message(self, *args):
        """Say nothing: keys stand in the headers."""


class SupplierStub(StubServer):
    """The simulated supplier on a port of this machine; ``scenario`` is its switch."""

    def __init__(self, articles):
        super().__init__(_Handler)
        self.articles, self.scenario = articles, "ok"


def running(articles):
    """Serve a simulated supplier for a while."""
    return serving(SupplierStub(articles))
