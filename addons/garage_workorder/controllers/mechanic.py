import json

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

GROUPS = ("garage_base.group_garage_mechanic", "garage_base.group_garage_adviser")


class MechanicController(http.Controller):
    """The mechanic's screen: one page, one feed, one way to enter things."""

    @http.route("/garage/mechanic", type="http", auth="user", readonly=True)
    def page(self):
        self._check_floor()
        values = request.env["garage.mechanic.page"].get_page_values()
        values["page"]["csrf_token"] = request.csrf_token()
        return request.render(
            "garage_workorder.mechanic_page",
            values,
            headers=[("Cache-Control", "no-store")],
        )

    @http.route("/garage/mechanic/feed", type="http", auth="user", readonly=True)
    def feed(self):
        self._check_floor()
        return self._answer({"feed": self._read_feed()})

    @http.route(
        "/garage/mechanic/act",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=lambda self: self._get_request_limit(),
    )
    def act(self, entry):
        self._check_floor()
        files = [
            (file.filename, file.read())
            for file in request.httprequest.files.getlist("files")
        ]
        answer = request.env["garage.floor.entry"].book(json.loads(entry), files)
        return self._answer({**answer, "feed": self._read_feed()})

    @http.route("/garage/mechanic/find", type="http", auth="user", readonly=True)
    def find(self, code=""):
        self._check_floor()
        return self._answer(request.env["garage.job"].find_for_floor(code))

    @http.route("/garage/mechanic/manifest.webmanifest", type="http", auth="public")
    def manifest(self):
        manifest = request.env["garage.mechanic.page"].get_manifest()
        return request.make_json_response(
            manifest, [("Content-Type", "application/manifest+json")]
        )

    @http.route(
        "/garage/mechanic/service_worker.js",
        type="http",
        auth="public",
        readonly=False,
    )
    def service_worker(self):
        return request.make_response(
            request.env["garage.mechanic.page"].get_service_worker(),
            [
                ("Content-Type", "text/javascript"),
                ("Cache-Control", "no-cache"),
                ("Service-Worker-Allowed", "/garage/mechanic"),
            ],
        )

    def _read_feed(self):
        feed = request.env["garage.job"].get_mechanic_feed()
        feed["csrf_token"] = request.csrf_token()
        return feed

    def _answer(self, values):
        return request.make_json_response(values, [("Cache-Control", "no-store")])

    def _get_request_limit(self):
        return request.env["garage.mechanic.page"].get_request_limit()

    def _check_floor(self):
        if not any(request.env.user.has_group(group) for group in GROUPS):
            raise AccessError(
                request.env._(
                    "This page is for mechanics. Ask the manager for that role."
                )
            )
