"""A simulated supplier that speaks JSON and SOAP, with fault switches.

The demo garage serves it on its own address; tests start ``SupplierStub``.
Nothing in here knows Odoo.
"""

import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit

from odoo.addons.garage_vehicle.clients.stub_server import StubServer, serving

from . import soap, supplier_book

#: faults of offers; orders know all of these too
SCENARIOS = ("ok", "slow", "429", "500", "malformed", "changed_price", "partial_stock")
#: what only orders know; the lost answer is one that was booked before
ORDER_SCENARIOS = (
    "lost", "later_date", "replacement", "rejected", "received", "no_keys",
)  # fmt: skip
#: what a slow supplier takes, longer than anybody waits
SLOW = 30.0
RETRY_AFTER = "120"
SOAP_PATH = "/soap"
_XML = "text/xml; charset=utf-8"
_STATUS = {"429": 429, "500": 500}
#: messages of SOAP by the paths of JSON
_MESSAGES = {
    "getOffers": "/v1/offers",
    "placeOrder": "/v1/orders",
    "getOrders": "/v1/orders",
    "cancelOrder": "/v1/orders/cancel",
}


@dataclass
class Call:
    """One request to the simulator: what is played, what was sent, what it knows."""

    scenario: str
    path: str
    body: dict | None
    articles: dict
    orders: list = field(default_factory=list)
    query: dict = field(default_factory=dict)
    key: str = ""
    today: object = None


@dataclass
class Reply:
    """What the simulator answers; ``lost`` books and then says nothing."""

    status: int
    content: bytes
    lost: bool = False
    kind: str = "application/json"

    @property
    def headers(self):
        """Headers beside the content's own."""
        fixed = {"Content-Type": self.kind}
        return {**fixed, "Retry-After": RETRY_AFTER} if self.status == 429 else fixed


def respond(call):
    """Return the Reply for one call; who serves it waits where it plays slow."""
    status, value = _play(call)
    reply = Reply(status, json.dumps(value).encode())
    return _spoil(call, reply)


def respond_soap(call, content):
    """Return the Reply for one envelope."""
    try:
        name, call.body = soap.read(content)
        call.path = _MESSAGES[name]
    except (soap.SoapFormatError, soap.SoapFault, KeyError):
        return Reply(500, soap.write_fault(True, "We do not understand."), kind=_XML)
    if name == "getOrders":
        call.query, call.body = call.body, None
    status, value = _play(call)
    if status == 200:
        answer = soap.write(f"{name}Response", value)
        return _spoil(call, Reply(200, answer, kind=_XML))
    client = status in (404, 422)
    answer = soap.write_fault(client, value["error"])
    return Reply(500 if client else status, answer, kind=_XML)


def _spoil(call, reply):
    """Play what happens to an answer on its way."""
    if reply.status == 200 and call.scenario == "malformed":
        reply.content = reply.content[:-9]
    reply.lost = call.scenario == "lost" and call.path == "/v1/orders"
    return reply


def _play(call):
    status = _STATUS.get(call.scenario)
    return (status, {"error": call.scenario}) if status else _route(call)


def _route(call):
    if call.path == "/v1/offers":
        return 200, _offers(call)
    if call.path == "/v1/orders/cancel":
        order = supplier_book.cancel(call.orders, (call.body or {}).get("reference"))
        if order is None:
            return 404, {"error": "We have no such order."}
        return 200, supplier_book.shown(order)
    if call.path != "/v1/orders":
        return 404, {"error": "There is nothing here."}
    if call.body is None:
        found = supplier_book.find(call.orders, call.query.get("customer_reference"))
        return 200, {"orders": [supplier_book.shown(order) for order in found]}
    return _take(call)


def _offers(call):
    items = (call.body or {}).get("items", [])
    found = [supplier_book.offer(item, call.articles, call.scenario) for item in items]
    offers = [offer for offer in found if offer]
    return {"currency": supplier_book.CURRENCY, "offers": offers}


def _take(call):
    if not call.body.get("lines"):
        return 422, {"error": "An order needs lines."}
    key = call.key or call.body.get("customer_reference", "")
    day = call.today or supplier_book.today()
    order = supplier_book.take(
        call.orders, call.articles, call.scenario, call.body, key, day
    )
    return 200, supplier_book.shown(order)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(b"")

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def answer(self, content):
        stub, parts = self.server, urlsplit(self.path)
        call = Call(
            scenario=stub.scenario,
            path=parts.path,
            body=None,
            articles=stub.articles,
            orders=stub.orders,
            query=dict(parse_qsl(parts.query)),
            key=self.headers.get("Idempotency-Key") or "",
        )
        if parts.path == SOAP_PATH:
            reply = respond_soap(call, content)
        else:
            call.body = json.loads(content) if content else None
            reply = respond(call)
        stub.requests.append({"path": self.path, "body": call.body, **self.headers})
        if stub.scenario == "slow":
            stub.hold.wait(SLOW)
        self.close_connection = True
        if not reply.lost:
            self.say(reply)

    def say(self, reply):
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.content)))
        try:
            self.end_headers()
            self.wfile.write(reply.content)
        except OSError:
            # whoever asked did not wait: that is what a slow supplier is for
            self.close_connection = True

    def log_message(self, *args):
        """Say nothing: keys stand in the headers."""


class SupplierStub(StubServer):
    """The simulated supplier on a port of this machine; ``scenario`` is its switch."""

    def __init__(self, articles):
        super().__init__(_Handler)
        self.articles, self.scenario, self.orders = articles, "ok", []


def running(articles):
    """Serve a simulated supplier for a while."""
    return serving(SupplierStub(articles))
