import logging

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

_logger = logging.getLogger(__name__)
MOST_BYTES = 256 * 1024
POST = {
    "type": "http",
    "auth": "public",
    "methods": ["POST"],
    "csrf": False,  # no browser calls these, and none has a right that counts here
    "save_session": False,
    "max_content_length": MOST_BYTES,
}


def _refuse(status, message):
    return request.make_json_response({"error": {"message": message}}, status=status)


def _result(value):
    return request.make_json_response(
        {"jsonrpc": "2.0", "id": None, "result": value},
        headers={"Cache-Control": "no-store"},
    )


def _body():
    return request.httprequest.get_data()


def _where():
    return request.httprequest.remote_addr


def _boxes():
    return request.env["garage.iot.box"]


def _unknown():
    return _refuse(403, "This box is not paired, or calls from another network.")


class OdooIotBox(Controller):
    """What a genuine Odoo IoT box asks of its server (``iot_drivers`` 19.0)."""

    @route("/iot/setup", **POST)
    def setup(self, **_form):
        """Take what the box is and has; answer with the channel it listens to."""
        try:
            box = _boxes()._pair(_body(), _where())
        except UserError as error:
            return _refuse(400, str(error))
        if not box:
            return _refuse(403, "No box is waiting with this token. Pair it anew.")
        return _result(box.bus_channel)

    @route("/iot/get_handlers", **POST)
    def handlers(self, identifier="", **_form):
        """Give the handlers, unless the box has these already."""
        box = _boxes()._paired(identifier, _where())
        if not box:
            return _unknown()
        try:
            content, etag = box._handlers()
        except FileNotFoundError as error:
            _logger.error("No handlers for box %s: %s", box.name, error)
            return _refuse(404, "This server was installed without the box's code.")
        headers = [("ETag", f'"{etag}"'), ("Cache-Control", "no-store")]
        known = request.httprequest.headers.get("If-None-Match", "")
        if known.strip('"') == etag:
            return request.make_response("", headers, status=304)
        headers.append(("Content-Type", "application/zip"))
        return request.make_response(content, headers)

    @route("/iot/box/send_websocket", **POST)
    def send_websocket(self, **_form):
        """Take the answer to a message of the bus: a sign of life."""
        return self._take("_take_answer")

    @route("/iot/box/update_certificate_status", **POST)
    def certificate(self, **_form):
        """Keep how long the box's certificate is valid."""
        return self._take("_take_certificate")

    @route("/iot/log", **POST)
    def log(self, **_form):
        """Take lines of the box's log into the server's."""
        return self._take("_take_log")

    def _take(self, method):
        try:
            known = getattr(_boxes(), method)(_body(), _where())
        except UserError as error:
            return _refuse(400, str(error))
        return _result(True) if known else _unknown()

    @route("/iot/keyboard_layouts", **POST)
    def keyboard_layouts(self, **_form):
        """Nothing here reads keyboards of the box; it only wants to be heard."""
        known = _boxes()._paired(None, _where())
        return _result(True) if known else _unknown()

    @route(
        "/iot/box/<serial>/display_url",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def display_url(self, serial, **_form):
        """The box keeps its own status page: our displays hang on its API."""
        if not _boxes()._paired(serial, _where()):
            return _unknown()
        return request.make_json_response({})
