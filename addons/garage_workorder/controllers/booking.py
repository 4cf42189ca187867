import time

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .customer import HEADERS
from .plain_form import plain_form
from .throttle import Throttle

#: unknown links and plates looked up, per address within ten minutes
LOOKS = Throttle(limit=40, seconds=600)
#: tries to book, per address within ten minutes
TRIES = Throttle(limit=10, seconds=600)
POST = {"type": "http", "auth": "public", "methods": ["POST"], "sitemap": False}
GET = {"type": "http", "auth": "public", "methods": ["GET"], "sitemap": False}


class GarageBookingPage(Controller):
    """Book, move, cancel and check in without a log-in; plain pages and forms."""

    @route("/garage/book", **GET)
    def garage_book(self, **params):
        params = plain_form(params)
        company, vehicle, refusal = self._garage_open(params)
        if refusal:
            return refusal
        return self._garage_form(company, vehicle, params)

    @route("/garage/book", csrf=False, **POST)  # checked in _garage_try, in words
    def garage_book_now(self, **form):
        form = plain_form(form)
        company, vehicle, refusal = self._garage_open(form, count=TRIES)
        if refusal:
            return refusal
        if (form.get("website") or "").strip():  # a box that people do not see
            return self._garage_page("booking_thanks", {"company": company})
        form["service"] = request.httprequest.form.getlist("service")
        bookings = request.env["garage.booking"]
        booking, message = self._garage_try(
            form, lambda: bookings._book(company, form, vehicle)
        )
        if message:
            return self._garage_form(company, vehicle, form, message, 409)
        return request.redirect(f"{booking._get_url()}?done=1", code=303, local=False)

    @route("/garage/b/<token>", **GET)
    def garage_booking(self, token, **params):
        booking, refusal = self._garage_find(token)
        if refusal:
            return refusal
        return self._garage_booking_page(booking, params)

    @route("/garage/b/<token>/move", csrf=False, **POST)  # see garage_book_now
    def garage_booking_move(self, token, **form):
        return self._garage_act(
            token, form, lambda row, form: row._move(form.get("start"))
        )

    @route("/garage/b/<token>/cancel", csrf=False, **POST)  # see garage_book_now
    def garage_booking_cancel(self, token, **form):
        return self._garage_act(token, form, lambda row, form: row._cancel())

    @route("/garage/b/<token>/check-in", csrf=False, **POST)  # see garage_book_now
    def garage_booking_check_in(self, token, **form):
        photo = request.httprequest.files.get("photo")
        raw = photo.read() if photo else None
        return self._garage_act(token, form, lambda row, form: row._check_in(form, raw))

    # --- helpers -----------------------------------------------------------------

    def _garage_open(self, params, count=LOOKS):
        """Workshop and, with an invitation, vehicle; or the page that says no."""
        visitor = request.httprequest.remote_addr or "-"
        bookings = request.env["garage.booking"]
        lang = bookings._pick_lang(
            params.get("lang"), request.httprequest.headers.get("Accept-Language")
        )
        request.update_context(lang=lang)
        company = bookings._get_page_company(params.get("c"))
        token = params.get("v")
        if params.get("plate") or token or count is TRIES:
            count.miss(visitor, time.monotonic())
        vehicle = request.env["garage.vehicle"]._find_by_booking_token(token)
        if count.is_blocked(visitor, time.monotonic()):
            return company, vehicle, self._garage_refuse("busy", 429, company)
        if not request.env["garage.booking"]._get_services(company):
            return company, vehicle, self._garage_refuse("closed", 404, company)
        return company, vehicle, None

    def _garage_find(self, token):
        visitor = request.httprequest.remote_addr or "-"
        if LOOKS.is_blocked(visitor, time.monotonic()):
            return None, self._garage_refuse("busy", 429)
        booking = request.env["garage.booking"]._find_by_token(token)
        if not booking:
            LOOKS.miss(visitor, time.monotonic())
            return booking, self._garage_refuse("unknown", 404)
        request.update_context(lang=booking._get_lang())
        return booking.with_context(lang=booking._get_lang()), None

    def _garage_try(self, form, act):
        """Do something a visitor asked for; return it and what went wrong in words."""
        if not request.validate_csrf(form.get("csrf_token")):
            text = request.env._("This page was open for too long. Please try again.")
            return None, text
        try:
            with request.env.cr.savepoint():
                return act(), ""
        except UserError as error:
            return None, error.args[0]

    def _garage_act(self, token, form, act):
        form = plain_form(form)
        booking, refusal = self._garage_find(token)
        if refusal:
            return refusal
        _done, message = self._garage_try(form, lambda: act(booking, form))
        if message:
            return self._garage_booking_page(booking, form, message, 409)
        return request.redirect(f"/garage/b/{token}?done=1", code=303)

    def _garage_form(self, company, vehicle, params, message="", status=200):
        if "service" in params and not isinstance(params["service"], list):
            params["service"] = request.httprequest.args.getlist("service")
        values = request.env["garage.booking"]._get_form_values(
            company, vehicle, params, message
        )
        return self._garage_page("booking_form", values, status)

    def _garage_booking_page(self, booking, params, message="", status=200):
        values = booking._get_page_values(params, message)
        return self._garage_page("booking_page", values, status)

    def _garage_refuse(self, reason, status, company=None):
        company = company or request.env.company.sudo()
        values = {"reason": reason, "company": company}
        return self._garage_page("booking_refusal", values, status)

    def _garage_page(self, template, values, status=200):
        values = {"csrf_token": request.csrf_token(), **values}
        response = request.render(f"garage_workorder.{template}", values)
        response.status_code = status
        response.headers.update(HEADERS)
        return response
