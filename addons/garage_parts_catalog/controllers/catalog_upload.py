from odoo import http
from odoo.http import request

UPLOAD_LIMIT = 4 * 1024**3


class CatalogUpload(http.Controller):
    @http.route(
        "/garage/catalog/upload",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=UPLOAD_LIMIT,
    )
    def upload(self, ufile=None, **_options):
        """Keep a file to import, which the server took down on disk; tell which."""
        wizard = request.env["garage.catalog.import"]
        return request.make_json_response(wizard._keep_upload(ufile))
