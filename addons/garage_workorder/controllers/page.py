"""What the customer's pages share: finding the visit, refusing, rendering."""

import secrets
import time

from odoo.exceptions import LockError, UserError
from odoo.http import Controller, request

from .plain_form import plain_form
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
#: tells a customer's devices apart; says nothing about the person
COOKIE = "garage_visitor"
COOKIE_SECONDS = 365 * 24 * 3600


class GaragePage(Controller):
    """Helpers of the customer's pages; no route of its own."""

    def _garage_find(self, token):
        """Work order of a link, or the page that says why there is none."""
        none = request.env["garage.workorder"].browse()
        if self._garage_is_blocked():
            return none, self._garage_refuse("busy", 429)
        workorder = none._find_by_token(token)
        if not workorder:
            self._garage_miss()
            return workorder, self._garage_refuse("unknown", 404)
        workorder = self._garage_speak(workorder)
        if workorder._is_link_expired():
            return workorder, self._garage_refuse("expired", 410, workorder)
        if self._garage_is_stranger(workorder):
            return workorder, self._garage_ask(workorder)
        return workorder, None

    def _garage_is_blocked(self):
        visitor = request.httprequest.remote_addr or "-"
        return MISSES.is_blocked(visitor, time.monotonic())

    def _garage_miss(self):
        MISSES.miss(request.httprequest.remote_addr or "-", time.monotonic())

    def _garage_speak(self, workorder):
        """The work order in the language of its customer, and so the page."""
        lang = workorder._get_customer_lang()
        request.update_context(lang=lang)
        return workorder.with_context(lang=lang)

    def _garage_is_stranger(self, workorder):
        if request.env.user._is_internal():
            return False  # staff look at the page, they are nobody's device
        return workorder._must_visitor_prove(request.httprequest.cookies.get(COOKIE))

    def _garage_secret(self):
        """Secret of this device: the one it has, or a new one."""
        return request.httprequest.cookies.get(COOKIE) or secrets.token_urlsafe(16)

    def _garage_remember(self, workorder):
        if not request.env.user._is_internal():
            cookie = request.httprequest.cookies.get(COOKIE)
            workorder._remember_visitor(cookie)

    def _garage_answer(self, workorder, form, channel):
        """Record an answer; return what went wrong in plain words, if anything."""
        _ = request.env._
        form = plain_form(form)
        if not request.validate_csrf(form.get("csrf_token")):
            return _("This page was open for too long. Please answer once more.")
        visitor = request.httprequest.remote_addr
        try:
            with request.env.cr.savepoint():
                workorder._answer_on_page(form, visitor, channel)
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

    def _garage_photo(self, workorder, refusal, photo_id):
        """A photo of the visit's jobs, or what the link was answered instead."""
        photo = workorder.job_ids.photo_ids.filtered(lambda p: p.id == photo_id)
        if refusal or not photo:
            return refusal or request.not_found()
        return request.env["ir.binary"]._get_image_stream_from(photo).get_response()

    def _garage_ask(self, workorder, message="", status=403):
        values = {
            "workorder": workorder,
            "company": workorder.company_id,
            "message": message,
            "csrf_token": request.csrf_token(),
        }
        return self._garage_render("garage_workorder.customer_proof", values, status)

    def _garage_refuse(self, reason, status, workorder=None):
        company = workorder.company_id if workorder else request.env.company.sudo()
        values = {"reason": reason, "company": company, "workorder": workorder}
        return self._garage_render("garage_workorder.customer_refusal", values, status)

    def _garage_render(self, template, values, status):
        response = request.render(template, values)
        response.status_code = status
        response.headers.update(HEADERS)
        if not request.httprequest.cookies.get(COOKIE):
            self._garage_set_cookie(response, self._garage_secret())
        return response

    def _garage_set_cookie(self, response, secret):
        response.set_cookie(
            COOKIE,
            secret,
            max_age=COOKIE_SECONDS,
            path="/garage/",
            httponly=True,
            secure=request.httprequest.scheme == "https",
            samesite="Lax",
        )
