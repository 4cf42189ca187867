import time

from odoo import http
from odoo.http import request

from odoo.addons.garage_parts_catalog.clients import supplier_stub

from ..builder.suppliers import live_articles

#: longer than anybody waits, and short enough not to keep the server busy
SLOW_SECONDS = 8


class SupplierSimulator(http.Controller):
    """The simulated suppliers: made-up offers in the form of the protocol."""

    @http.route(
        "/garage/simulator/supplier/<scenario>/v1/offers",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def offers(self, scenario):
        if scenario == "slow":
            time.sleep(SLOW_SECONDS)
        body = request.httprequest.get_json(silent=True) or {}
        status, content = supplier_stub.respond(scenario, body, live_articles())
        return request.make_response(
            content, [("Content-Type", "application/json")], status=status
        )
