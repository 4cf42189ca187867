from odoo import http
from odoo.http import request

from .mechanic import MechanicController

HEADERS = [("Cache-Control", "no-store")]


class MechanicInspectionController(MechanicController):
    """Inspection sheets on the phone: what it shows; what it enters goes by `act`."""

    @http.route("/garage/mechanic/inspection", type="http", auth="user", readonly=True)
    def inspection_list(self):
        self._check_floor()
        inspections = request.env["garage.inspection"]
        values = {
            "visits": inspections.get_phone_visits(),
            "sheets": inspections.get_phone_sheets(),
        }
        return request.make_json_response(values, HEADERS)

    @http.route(
        "/garage/mechanic/inspection/<int:workorder_id>/<int:sheet_id>",
        type="http",
        auth="user",
        readonly=True,
    )
    def inspection_page(self, workorder_id, sheet_id):
        self._check_floor()
        page = request.env["garage.inspection"].get_phone_page(workorder_id, sheet_id)
        return request.make_json_response(page, HEADERS)

    @http.route(
        "/garage/mechanic/inspection/media/<int:media_id>",
        type="http",
        auth="user",
        readonly=True,
    )
    def inspection_media(self, media_id, size="large"):
        self._check_floor()
        media = request.env["garage.inspection.media"].browse(media_id).exists()
        if not media:
            return request.not_found()
        return media._get_stream(small=size == "small").get_response()
