"""The API of the box under the address of the Odoo IoT box."""

from io import BytesIO

from werkzeug.wrappers import Response

from odoo import http

from odoo.addons.iot_drivers.iot_handlers.lib import garage_host
from odoo.addons.iot_drivers.iot_handlers.lib.garage_iot.errors import BoxError
from odoo.addons.iot_drivers.iot_handlers.lib.garage_iot.service.http import MAX_BODY
from odoo.addons.iot_drivers.iot_handlers.lib.garage_iot.service.wsgi import wsgi_app
from odoo.addons.iot_drivers.tools import route

_METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS"]


class GarageHttp(http.Controller):
    """Rights, origins and answers are the API's own: hence no ``cors`` here."""

    @route.iot_route(
        "/garage_iot/v1/<path:rest>", type="http", csrf=False, methods=_METHODS
    )
    def garage_iot(self, rest, **_arguments):
        try:
            api = garage_host.box().api
        except (BoxError, OSError) as error:
            words = getattr(error, "message", None) or str(error)
            refusal = {"error": "not_configured", "message": f"{words}."}
            return http.request.make_json_response(refusal, status=503)
        asked = http.request.httprequest
        fits = (asked.content_length or 0) <= MAX_BODY  # else the API refuses it unread
        body = BytesIO(asked.get_data() if fits else b"")
        environ = {**asked.environ, "wsgi.input": body}
        return Response.from_app(wsgi_app(api), environ, buffered=True)

    @route.iot_route("/hw_proxy/handshake", type="jsonrpc", cors="*")
    def handshake(self, **_arguments):
        """The stock till opens no drawer without it, and the runtime has none.

        As open as the runtime's own ``/hw_proxy`` calls; it tells nothing.
        """
        return True
