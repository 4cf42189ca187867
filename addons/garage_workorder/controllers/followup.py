from odoo.exceptions import LockError, UserError
from odoo.http import request, route

from .page import GaragePage
from .plain_form import plain_form


class GarageFollowupPage(GaragePage):
    """Declined work offered again: the customer says yes or no behind a link."""

    @route("/garage/f/<token>", type="http", auth="public", sitemap=False)
    def garage_followup(self, token, **params):
        visit, refusal = self._garage_followup_find(token)
        return refusal or self._garage_followup_page(visit, done=params.get("done"))

    @route(
        "/garage/f/<token>/answer",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,  # the token in the address is the secret a forged post lacks
        sitemap=False,
    )
    def garage_followup_answer(self, token, **form):
        visit, refusal = self._garage_followup_find(token)
        if refusal:
            return refusal
        try:
            with request.env.cr.savepoint():
                visit._answer_followup(plain_form(form))
        except (UserError, LockError) as error:
            if isinstance(error, LockError):
                return request.redirect(f"/garage/f/{token}", code=303)
            return self._garage_followup_page(visit, message=error.args[0])
        done = "no" if form.get("answer") == "no" else "yes"
        return request.redirect(f"/garage/f/{token}?done={done}", code=303)

    @route(
        "/garage/f/<token>/photo/<int:photo_id>",
        type="http",
        auth="public",
        sitemap=False,
    )
    def garage_followup_photo(self, token, photo_id):
        return self._garage_photo(*self._garage_followup_find(token), photo_id)

    # --- helpers -----------------------------------------------------------------

    def _garage_followup_find(self, token):
        none = request.env["garage.workorder"].browse()
        if self._garage_is_blocked():
            return none, self._garage_refuse("busy", 429)
        visit = none._find_by_followup_token(token)
        if not visit:
            self._garage_miss()
            return visit, self._garage_refuse("unknown", 404)
        return self._garage_speak(visit), None

    def _garage_followup_page(self, visit, message="", done=""):
        values = {
            **visit._get_followup_values(),
            "message": message,
            "done": done or "",
            "token": visit.followup_token,
        }
        return self._garage_render("garage_workorder.followup_page", values, 200)
