from odoo import http
from odoo.http import request

from odoo.addons.garage_vehicle.clients import register_stub


class RegisterSimulator(http.Controller):
    """The simulated vehicle registers: made-up answers in the real form."""

    @http.route(
        "/garage/simulator/register/<path:path>",
        type="http",
        auth="none",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def answer(self, path, **query):
        body = request.httprequest.get_json(silent=True) or {}
        status, value = register_stub.respond(f"/{path}", query, body)
        return request.make_json_response(value, status=status)
