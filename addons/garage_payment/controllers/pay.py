from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.account_payment.controllers.payment import PaymentPortal

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
CHOICES = ("online", "counter", "account")
# What the browser may say about a payment; the rest comes from the server.
FORM_KEYS = ("provider_id", "payment_method_id", "flow")


class GaragePay(PaymentPortal):
    """The customer's pay page. The secret in the address is the right to pay."""

    @route("/garage/pay/<token>", type="http", auth="public", sitemap=False)
    def garage_pay(self, token, **kwargs):
        pay_request = self._garage_find(token)
        if not pay_request:
            return self._garage_unknown()
        pay_request._mark_opened()
        return self._garage_page(pay_request)

    @route(
        "/garage/pay/<token>/choose",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,  # the token in the address is the secret a forged post lacks
        sitemap=False,
    )
    def garage_pay_choose(self, token, choice="", **kwargs):
        pay_request = self._garage_find(token)
        if not pay_request:
            return self._garage_unknown()
        path = f"/garage/pay/{token}"
        try:
            if choice in CHOICES:
                pay_request._choose(choice)
        except UserError as error:
            return self._garage_page(pay_request, message=error.args[0])
        return request.redirect(f"{path}/online" if choice == "online" else path)

    @route(
        "/garage/pay/<token>/online",
        type="http",
        auth="public",
        website=True,  # Odoo's payment form needs the portal's frame
        multilang=False,
        sitemap=False,
    )
    def garage_pay_online(self, token, **kwargs):
        pay_request = self._garage_find(token)
        if not pay_request:
            return self._garage_unknown()
        if pay_request._get_page_state() != "choose" or pay_request.choice != "online":
            return request.redirect(f"/garage/pay/{token}")
        return self._garage_render(
            "garage_payment.pay_online",
            {
                **pay_request._get_page_values(),
                **pay_request._get_payment_form_values(),
                "res_company": pay_request.company_id,
            },
        )

    @route("/garage/pay/<token>/transaction", type="jsonrpc", auth="public")
    def garage_pay_transaction(self, token, **kwargs):
        pay_request = self._garage_find(token)
        if not pay_request:
            raise UserError(request.env._("This link is not valid. Ask for a new one."))
        bills, amount = pay_request._prepare_online()
        transaction = self._create_transaction(
            **{key: kwargs.get(key) for key in FORM_KEYS},
            token_id=None,
            tokenization_requested=False,
            amount=amount,
            currency_id=pay_request.currency_id.id,
            partner_id=pay_request.partner_id.id,
            landing_route=f"/garage/pay/{token}",
            custom_create_values=pay_request._prepare_transaction_vals(bills),
        )
        return transaction._get_processing_values()

    @route("/garage/pay/<token>/status", type="http", auth="public", sitemap=False)
    def garage_pay_status(self, token, **kwargs):
        pay_request = self._garage_find(token)
        state = pay_request._get_page_state() if pay_request else "unknown"
        return request.make_json_response({"state": state}, headers=PRIVATE)

    @route("/garage/pay/<token>/qr.png", type="http", auth="public", sitemap=False)
    def garage_pay_qr(self, token, **kwargs):
        pay_request = self._garage_find(token)
        if not pay_request:
            return self._garage_unknown()
        image = pay_request._get_qr_png(pay_request._get_link())
        headers = {**PRIVATE, "Content-Type": "image/png"}
        return request.make_response(image, headers=list(headers.items()))

    # --- helpers -----------------------------------------------------------------

    def _garage_find(self, token):
        pay_request = request.env["garage.payment.request"]._find_by_token(token)
        lang = pay_request.partner_id.lang
        if lang and request.env["res.lang"]._get_data(code=lang):
            request.update_context(lang=lang)
            pay_request = pay_request.with_context(lang=lang)
        return pay_request

    def _garage_page(self, pay_request, message=""):
        values = {**pay_request._get_page_values(), "message": message}
        return self._garage_render("garage_payment.pay_page", values)

    def _garage_unknown(self):
        values = {"company": request.env.company}
        return self._garage_render("garage_payment.pay_unknown", values, status=404)

    def _garage_render(self, template, values, status=200):
        response = request.render(template, values)
        response.status_code = status
        response.headers.update(PRIVATE)
        return response
