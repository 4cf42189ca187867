from odoo.http import request, route

from .page import HEADERS, GaragePage


class GarageCustomerPage(GaragePage):
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
        message = self._garage_answer(workorder, form, "link")
        if message:
            return self._garage_page(workorder, message=message, form=form, status=409)
        self._garage_remember(workorder)
        return request.redirect(f"/garage/w/{token}?done=1", code=303)

    @route("/garage/w/<token>/state", type="http", auth="public", sitemap=False)
    def garage_workorder_state(self, token):
        """Asked by an open page now and then: did anything change?"""
        workorder, refusal = self._garage_find(token)
        if refusal:
            return refusal
        self._garage_remember(workorder)
        state = {"state": workorder._get_page_state()}
        return request.make_json_response(state, headers=list(HEADERS.items()))

    @route(
        "/garage/w/<token>/who",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,  # the answer is the proof that a forged post lacks
        sitemap=False,
    )
    def garage_workorder_who(self, token, digits="", **form):
        workorder, refusal = self._garage_find(token)
        if not workorder or not self._garage_is_stranger(workorder):
            return refusal or request.redirect(f"/garage/w/{token}", code=303)
        secret = self._garage_secret()
        message = workorder._prove_visitor(secret, digits)
        if message:
            return self._garage_ask(workorder, message)
        response = request.redirect(f"/garage/w/{token}", code=303)
        self._garage_set_cookie(response, secret)
        return response

    @route(
        "/garage/w/<token>/renew",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,  # sends a mail to the customer's own address at most
        sitemap=False,
    )
    def garage_workorder_renew(self, token, **form):
        workorder, refusal = self._garage_find(token)
        if not (workorder and workorder._is_link_expired()):
            return refusal or request.redirect(f"/garage/w/{token}", code=303)
        sent = workorder._resend_expired_link()
        return self._garage_refuse("renewed" if sent else "call", 200, workorder)

    @route(
        "/garage/w/<token>/photo/<int:photo_id>",
        type="http",
        auth="public",
        sitemap=False,
    )
    def garage_workorder_photo(self, token, photo_id):
        return self._garage_photo(*self._garage_find(token), photo_id)

    @route(
        "/garage/w/<token>/document/<int:document_id>",
        type="http",
        auth="public",
        sitemap=False,
    )
    def garage_workorder_document(self, token, document_id):
        workorder, refusal = self._garage_find(token)
        if refusal:
            return refusal
        attachment = workorder._get_page_document(document_id)
        if not attachment:
            return request.not_found()
        return request.env["ir.binary"]._get_stream_from(attachment).get_response()
