from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

GROUPS = ("garage_base.group_garage_mechanic", "garage_base.group_garage_adviser")


class MechanicController(http.Controller):
    """The mechanic's screen: one page, one feed, one way to enter things."""

    @http.route("/garage/mechanic", type="http", auth="user", readonly=True)
    def page(self):
        self._check_floor()
        values = {"session_info": request.env["ir.http"].session_info()}
        return request.render("garage_workorder.mechanic_page", values)

    @http.route("/garage/mechanic/feed", type="jsonrpc", auth="user")
    def feed(self):
        self._check_floor()
        return request.env["garage.job"].get_mechanic_feed()

    @http.route("/garage/mechanic/act", type="jsonrpc", auth="user")
    def act(self, entry):
        self._check_floor()
        answer = request.env["garage.floor.entry"].book(entry)
        answer["feed"] = request.env["garage.job"].get_mechanic_feed()
        return answer

    def _check_floor(self):
        if not any(request.env.user.has_group(group) for group in GROUPS):
            raise AccessError(
                request.env._(
                    "This page is for mechanics. Ask the manager for that role."
                )
            )
