import time

from odoo.exceptions import LockError, UserError
from odoo.http import Controller, request, route

from .throttle import Throttle

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}
#: tries of unknown links per address within ten minutes
MISSES = Throttle(limit=30, seconds=600)


class GarageCustomerPage(Controller):
    """The customer's page of a visit; the secret in its address opens it."""

    @route("/garage/w/<token>", type="http", auth="public", sitemap=False)
    def garage_workorder(self, token, **params):
        workorder, refusal = self._garage_find(token)
        if refusal:
            return refusal
        return self._garage_page(workorder, thanks="done" in params)

    @route(
        "/garage/w/<token>/answer",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,  # checked in _garage_answer, so that a stale page gets plain words
        sitemap=False,
    )
    def garage_workorder_answer(self, token, **form):
        workorder, refusal = self._garage_find(token)
        if refusal:
            return refusal
        message = self._garage_answer(workorder, form)
        if message:
            return self._garage_page(workorder, message=message, form=form, status=409)
        return request.redirect(f"/garage/w/{token}?done=1", code=303)

    @route(
        "/garage/w/<token>/photo/<int:photo_id>",
        type="http",
        auth="public",
        sitemap=False,
    )
    def garage_workorder_photo(self, token, photo_id):
        workorder, refusal = self._garage_find(token)
        photo = workorder.job_ids.photo_ids.filtered(lambda p: p.id == photo_id)
        if refusal or not photo:
            return refusal or request.not_found()
        return request.env["ir.binary"]._get_image_stream_from(photo).get_response()

    # --- helpers -----------------------------------------------------------------

    def _garage_find(self, token):
        """Work order of a link, or the page that says why there is none."""
        visitor = request.httprequest.remote_addr or "-"
        if MISSES.is_blocked(visitor, time.monotonic()):
            return self._garage_none(), self._garage_refuse("busy", 429)
        workorder = request.env["garage.workorder"]._find_by_token(token)
        if not workorder:
            MISSES.miss(visitor, time.monotonic())
            return workorder, self._garage_refuse("unknown", 404)
        lang = workorder._get_customer_lang()
        request.update_context(lang=lang)
        workorder = workorder.with_context(lang=lang)
        if workorder._is_link_expired():
            return workorder, self._garage_refuse("expired", 410, workorder)
        return workorder, None

    def _garage_none(self):
        return request.env["garage.workorder"].browse()

    def _garage_answer(self, workorder, form):
        """Record an answer; return what went wrong in plain words, if anything."""
        _ = request.env._
        if not request.validate_csrf(form.get("csrf_token")):
            return _("This page was open for too long. Please answer once more.")
        try:
            with request.env.cr.savepoint():
                workorder._answer_by_link(form, request.httprequest.remote_addr)
        except LockError:
            return _("Your answer is just being stored. Please look again in a moment.")
        except UserError as error:
            return error.args[0]
        return ""

    def _garage_page(self, workorder, status=200, **values):
        values = {
            "message": "",
            "thanks": False,
            "form": {},
            "csrf_token": request.csrf_token(),
            **workorder._get_page_values(),
            **values,
        }
        return self._garage_render("garage_workorder.customer_page", values, status)

    def _garage_refuse(self, reason, status, workorder=None):
        company = workorder.company_id if workorder else request.env.company.sudo()
        values = {"reason": reason, "company": company, "workorder": workorder}
        return self._garage_render("garage_workorder.customer_refusal", values, status)

    def _garage_render(self, template, values, status):
        response = request.render(template, values)
        response.status_code = status
        response.headers.update(HEADERS)
        return response
