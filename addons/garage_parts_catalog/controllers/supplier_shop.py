from odoo import http
from odoo.http import request

#: what a shop may send back
MOST_BYTES = 1_000_000
_STATUS = {"unknown": 404, "used": 409, "expired": 410, "empty": 200}
_HEADERS = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


class SupplierShop(http.Controller):
    """To a supplier's shop and back with a cart."""

    @http.route("/garage/supplier/shop/<int:cart_id>", type="http", auth="user")
    def garage_supplier_shop(self, cart_id):
        cart = request.env["garage.supplier.cart"].browse(cart_id).exists()
        if not cart or cart.user_id != request.env.user or cart.state != "open":
            return self._garage_page(cart, "used")
        form = cart._get_shop_form(request.httprequest.url_root)
        values = {**form, "name": cart.service_id.name}
        return self._garage_render("garage_parts_catalog.shop_go", values, 200)

    @http.route(
        "/garage/supplier/cart/<token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,  # the token in the address is the secret a forged post lacks
        save_session=False,
        sitemap=False,
        max_content_length=MOST_BYTES,
    )
    def garage_supplier_cart(self, token, **form):
        carts = request.env["garage.supplier.cart"]
        cart, problem = carts._receive(token, form)
        if problem:
            return self._garage_page(cart, problem)
        return request.redirect(f"/odoo/garage-carts/{cart.id}", code=303)

    def _garage_page(self, cart, problem):
        values = {"problem": problem, "name": cart.service_id.name if cart else ""}
        status = _STATUS[problem]
        return self._garage_render("garage_parts_catalog.shop_back", values, status)

    def _garage_render(self, template, values, status):
        page = request.render(template, values, status=status)
        page.headers.update(_HEADERS)
        return page
