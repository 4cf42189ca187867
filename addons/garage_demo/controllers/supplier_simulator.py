import time

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from odoo.addons.garage_parts_catalog.clients import shop_stub, supplier_stub

from ..builder.suppliers import live_articles
from ..simulators import supplier_books

#: longer than anybody waits for a price, and for an order
SLOW_SECONDS = {"/v1/offers": 8, "/v1/orders": 12}


class SupplierSimulator(http.Controller):
    """The simulated suppliers: made-up answers in the form of the protocol."""

    @http.route(
        "/garage/simulator/supplier/<book>/<scenario>/<path:path>",
        type="http",
        auth="none",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def answer(self, book, scenario, path, **query):
        if not supplier_books.is_name(book):
            raise NotFound
        call = self._call(scenario, path, query)
        with supplier_books.opened(book) as call.orders:
            reply = self._respond(call)
        if scenario == "slow":
            time.sleep(SLOW_SECONDS.get(call.path, 0))
        # a server cannot hang up: its gateway says that the answer got lost
        status = 504 if reply.lost else reply.status
        return request.make_response(
            reply.content, list(reply.headers.items()), status=status
        )

    def _respond(self, call):
        if call.path == supplier_stub.SOAP_PATH:
            return supplier_stub.respond_soap(call, request.httprequest.get_data())
        return supplier_stub.respond(call)

    def _call(self, scenario, path, query):
        asked = request.httprequest
        posted = asked.method == "POST"
        body = asked.get_json(silent=True) if posted else None
        return supplier_stub.Call(
            scenario=scenario,
            path=f"/{path}",
            body=body if isinstance(body, dict) or not posted else {},
            articles=live_articles(),
            query=query,
            key=asked.headers.get("Idempotency-Key", ""),
        )

    @http.route(
        [
            "/garage/simulator/shop/<book>/",
            "/garage/simulator/shop/<book>/<any(cart):page>",
        ],
        type="http",
        auth="none",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def shop(self, book, page="shelf", **form):
        draw = shop_stub.cart if page == "cart" else shop_stub.shelf
        return request.make_response(
            draw(form, live_articles()), [("Content-Type", "text/html; charset=utf-8")]
        )
