from odoo.http import request, route

from .customer import GarageCustomerPage

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class GarageCustomerInspection(GarageCustomerPage):
    """Photos and videos of the inspection report, with the link only."""

    @route(
        "/garage/w/<token>/inspection/<int:media_id>",
        type="http",
        auth="public",
        sitemap=False,
    )
    def garage_workorder_inspection(self, token, media_id, size="large"):
        workorder, refusal = self._garage_find(token)
        if refusal:
            return refusal
        stream = workorder._get_inspection_stream(media_id, small=size == "small")
        if not stream:
            return request.not_found()
        response = stream.get_response()
        response.headers.update(HEADERS)
        return response
