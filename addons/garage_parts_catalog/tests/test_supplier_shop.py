from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import HttpCase, tagged

from .supplier_common import SupplierCase
from .test_shop_cart import form

SHOP = "https://shop.example.com/oci"


class ShopCase(SupplierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.live.write(
            {"shop_url": SHOP, "shop_user": "garage", "shop_password": "shop-secret"}
        )
        cls.adviser = cls.user("adviser")

    def visit(self, **context):
        """Go to the shop as adviser; return the cart that is out."""
        service = self.live.with_user(self.adviser).with_context(**context)
        action = service.action_open_shop()
        return self.env["garage.supplier.cart"].browse(
            int(action["url"].rsplit("/", 1)[1])
        )

    def come_back(self, cart, fields_sent=None):
        carts = self.env["garage.supplier.cart"]
        sent = form() if fields_sent is None else fields_sent
        return carts._receive(cart._get_token(), sent)


@tagged("post_install", "-at_install")
class TestSupplierShop(ShopCase):
    def test_the_way_to_the_shop_names_who_comes_and_where_to_go_back(self):
        cart = self.visit()

        sent = cart.with_user(self.adviser)._get_shop_form(
            "https://garage.example.com/"
        )

        self.assertEqual(sent["url"], SHOP)
        self.assertEqual(sent["fields"]["PASSWORD"], "shop-secret")
        back = f"https://garage.example.com/garage/supplier/cart/{cart._get_token()}"
        self.assertEqual(sent["fields"]["HOOK_URL"], back)

    def test_a_cart_comes_back_as_a_proposal_and_orders_nothing(self):
        orders = self.env["purchase.order"].search_count([])
        cart = self.visit()

        found, problem = self.come_back(cart, {**form(), **form(2, QUANTITY="x")})

        self.assertEqual((found, problem), (cart, ""))
        self.assertEqual((cart.state, cart.remark), ("returned", "damaged lines: 2"))
        self.assertEqual(cart.line_ids.item_id, self.part)
        self.assertEqual((cart.amount, cart.user_id), (154, self.adviser))
        self.assertEqual(self.env["purchase.order"].search_count([]), orders)

    def test_a_cart_comes_back_once(self):
        cart = self.visit()
        self.come_back(cart)

        _cart, problem = self.come_back(cart, form(QUANTITY="99"))

        self.assertEqual(problem, "used")
        self.assertEqual(cart.line_ids.quantity, 4)

    def test_a_cart_that_comes_too_late_is_not_kept(self):
        cart = self.visit()
        late = fields.Datetime.now() + timedelta(hours=4, seconds=1)

        with patch.object(fields.Datetime, "now", staticmethod(lambda: late)):
            _cart, problem = self.come_back(cart)

        self.assertEqual((problem, cart.state), ("expired", "open"))
        self.assertFalse(cart.line_ids)

    def test_an_empty_cart_leaves_the_shop_open(self):
        cart = self.visit()

        self.assertEqual(self.come_back(cart, {})[1], "empty")
        self.assertEqual(self.come_back(cart)[1], "")

    def test_the_signature_covers_who_what_and_until_when(self):
        cart = self.visit()
        token = cart._get_token()
        order = self.env["purchase.order"].create({"partner_id": self.supplier.id})
        changes = {
            "user_id": self.env.uid,
            "service_id": self.other.id,
            "expires_at": cart.expires_at + timedelta(days=9),
            "purchase_id": order.id,
        }
        for name, value in changes.items():
            before = cart[name]
            cart[name] = value
            self.assertFalse(cart._find_by_token(token), name)
            cart[name] = before
        self.assertEqual(cart._find_by_token(token), cart)

    def test_what_is_ticked_becomes_an_order_at_the_price_of_the_shop(self):
        cart = self.visit()
        self.come_back(cart, {**form(), **form(2, VENDORMAT="NEW 7", PRICE="9.90")})
        cart.line_ids[1].quantity = 2

        cart.with_user(self.adviser).action_take()

        lines = cart.result_id.order_line
        self.assertEqual(cart.result_id.partner_id, self.supplier)
        self.assertEqual(lines.mapped("price_unit"), [38.5, 9.9])
        self.assertEqual(lines.mapped("product_qty"), [4, 2])
        self.assertEqual(lines[0].product_id, self.part.product_id)
        seller = lines[1].product_id.seller_ids
        self.assertEqual((seller.product_code, seller.price), ("NEW 7", 9.9))
        self.assertEqual((cart.state, cart.result_id.state), ("taken", "draft"))

    def test_a_cart_is_taken_over_once(self):
        cart = self.visit()
        self.come_back(cart)
        cart.action_take()

        with self.assertRaises(UserError):
            cart.action_take()
        with self.assertRaises(UserError):
            cart.action_drop()

    def test_a_part_that_was_bought_there_before_is_known_again(self):
        for _turn in range(2):
            cart = self.visit()
            self.come_back(cart, form(VENDORMAT="NEW 7", DESCRIPTION="Clip"))
            cart.action_take()

        made = self.env["product.product"].search([("default_code", "=", "NEW 7")])
        self.assertEqual(len(made), 1)

    def test_a_cart_for_an_order_goes_on_it_until_it_is_confirmed(self):
        order = self.env["purchase.order"].create({"partner_id": self.supplier.id})
        self.live.active = True
        action = order.action_garage_open_shop()
        cart = self.env["garage.supplier.cart"].browse(
            int(action["url"].rsplit("/", 1)[1])
        )
        self.come_back(cart)
        cart.action_take()
        self.assertEqual(order.order_line.product_qty, 4)

        order.button_confirm()

        with self.assertRaises(UserError):
            self.live.with_context(garage_shop_purchase_id=order.id).action_open_shop()

    def test_visits_that_brought_nothing_are_forgotten(self):
        out, back = self.visit(), self.visit()
        self.come_back(back)
        later = fields.Datetime.now() + timedelta(days=31)

        with patch.object(fields.Datetime, "now", staticmethod(lambda: later)):
            self.env["garage.supplier.cart"]._gc_carts()

        self.assertEqual((out.exists(), back.exists()), (out.browse(), back))

    def test_nothing_ticked_is_nothing_taken(self):
        cart = self.visit()
        self.come_back(cart)
        cart.line_ids.is_taken = False

        with self.assertRaises(UserError):
            cart.action_take()

    def test_the_address_of_a_shop_is_checked(self):
        for wrong in (
            "javascript:alert(1)",
            "shop.example.com",
            "https://a:b@shop.com",
        ):
            with self.assertRaises(ValidationError, msg=wrong):
                self.live.shop_url = wrong


@tagged("post_install", "-at_install")
class TestSupplierShopPages(ShopCase, HttpCase):
    def back(self, token, data=None):
        url = f"/garage/supplier/cart/{token}"
        return self.url_open(url, data=data, allow_redirects=False)

    def test_the_browser_is_sent_to_the_shop_with_the_signed_way_back(self):
        cart = self.visit()
        self.env.flush_all()
        self.authenticate(self.adviser.login, self.adviser.login)

        page = self.url_open(f"/garage/supplier/shop/{cart.id}")

        self.assertIn(f'action="{SHOP}"', page.text)
        self.assertIn(cart._get_token(), page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")

    def test_a_colleague_does_not_see_the_log_in_of_the_shop(self):
        cart = self.visit()
        self.env.flush_all()
        other = self.user("manager")
        self.authenticate(other.login, other.login)

        page = self.url_open(f"/garage/supplier/shop/{cart.id}")

        self.assertNotIn("shop-secret", page.text)

    def test_a_cart_is_taken_from_a_shop_that_nobody_is_logged_in_from(self):
        cart = self.visit()
        self.env.flush_all()

        answer = self.back(cart._get_token(), form(DESCRIPTION="Kühlmittel ✓"))

        self.assertEqual(answer.status_code, 303)
        self.assertIn(f"/odoo/garage-carts/{cart.id}", answer.headers["Location"])
        cart.invalidate_recordset()
        self.assertEqual(cart.line_ids.name, "Kühlmittel ✓")
        again = self.back(cart._get_token(), form())
        self.assertEqual(again.status_code, 409)
        self.assertIn("has come back already", again.text)

    def test_bad_addresses_get_a_plain_page(self):
        for token in ("x", "1-" + "0" * 64, "٣-" + "a" * 64, "%00", "9" * 400, "%ff-1"):
            answer = self.back(token, form())
            self.assertEqual(answer.status_code, 404, token)

    def test_bad_bodies_get_a_plain_page(self):
        cart = self.visit()
        self.env.flush_all()
        token = cart._get_token()
        for body in (b"\xff\xfe\x00", b"NEW_ITEM-PRICE[1]=%FF%00", b"a" * 5000, b"{}"):
            answer = self.url_open(
                f"/garage/supplier/cart/{token}",
                data=body,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
            self.assertEqual(answer.status_code, 200, body[:20])
            self.assertIn("Nothing was chosen", answer.text)

    def test_a_cart_that_is_too_big_is_refused(self):
        cart = self.visit()
        self.env.flush_all()

        answer = self.back(cart._get_token(), form(DESCRIPTION="x" * 1_000_001))

        self.assertEqual(answer.status_code, 413)
        self.assertEqual(cart.state, "open")
