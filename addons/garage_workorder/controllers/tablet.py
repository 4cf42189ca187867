from odoo.http import request, route

from .page import GaragePage


class GarageTabletPage(GaragePage):
    """Staff turn the tablet: the customer answers and signs, staff take it back."""

    @route("/garage/sign/<int:workorder_id>", type="http", auth="user")
    def garage_sign(self, workorder_id, **params):
        workorder = self._garage_own(workorder_id)
        if "done" in params:
            values = {"workorder": workorder, "company": workorder.company_id}
            return self._garage_render("garage_workorder.tablet_done", values, 200)
        return self._garage_sign_page(workorder)

    @route(
        "/garage/sign/<int:workorder_id>/answer",
        type="http",
        auth="user",
        methods=["POST"],
        csrf=False,  # checked in _garage_answer, see the customer's page
    )
    def garage_sign_answer(self, workorder_id, **form):
        workorder = self._garage_own(workorder_id)
        message = self._garage_answer(workorder, form, "tablet")
        if message:
            values = {"message": message, "form": form, "status": 409}
            return self._garage_sign_page(workorder, **values)
        return request.redirect(f"/garage/sign/{workorder_id}?done=1", code=303)

    # --- helpers -----------------------------------------------------------------

    def _garage_own(self, workorder_id):
        """Work order that the person logged in may change, as superuser to show it."""
        workorder = request.env["garage.workorder"].browse(workorder_id)
        workorder.check_access("write")
        # shown to the customer, who sees own prices whatever the staff may see
        return self._garage_speak(workorder.sudo())

    def _garage_sign_page(self, workorder, **values):
        return self._garage_page(
            workorder,
            tablet=True,
            form_action=f"/garage/sign/{workorder.id}/answer",
            back_url=f"/odoo/work-orders/{workorder.id}",
            **values,
        )
