from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class VehiclePortal(CustomerPortal):
    """The customer's own vehicles and what was done to them."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "garage_vehicle_count" in counters:
            vehicles = request.env["garage.vehicle"]._find_for_customer()
            values["garage_vehicle_count"] = len(vehicles)
        return values

    @http.route("/my/vehicles", type="http", auth="user", website=True)
    def portal_vehicles(self):
        vehicles = request.env["garage.vehicle"]._find_for_customer()
        values = {"vehicles": vehicles, "page_name": "garage_vehicle"}
        return request.render("garage_vehicle.portal_vehicles", values)

    @http.route("/my/vehicles/<int:vehicle_id>", type="http", auth="user", website=True)
    def portal_vehicle(self, vehicle_id, page=1):
        vehicle = request.env["garage.vehicle"]._find_for_customer(vehicle_id)
        if not vehicle:
            return request.redirect("/my/vehicles")
        number = max(1, int(page)) if str(page).isdigit() else 1
        events, documents, more = vehicle._get_portal_history(number)
        values = {
            "vehicle": vehicle,
            "events": events,
            "documents": documents,
            "older": number + 1 if more else 0,
            "newer": number - 1,
            "page_name": "garage_vehicle",
        }
        return request.render("garage_vehicle.portal_vehicle", values)

    @http.route(
        "/my/vehicles/<int:vehicle_id>/file/<int:document_id>", type="http", auth="user"
    )
    def portal_vehicle_file(self, vehicle_id, document_id):
        vehicle = request.env["garage.vehicle"]._find_for_customer(vehicle_id)
        file = vehicle and vehicle._find_portal_file(document_id)
        if not file:
            return request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(file)
        return stream.get_response()
