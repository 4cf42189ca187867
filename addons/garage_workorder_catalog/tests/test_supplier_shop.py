from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestShopOfJob(JobPartsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["garage.supplier.service"].search([]).active = False
        cls.supplier = cls.env["res.partner"].create({"name": "Shop owner"})
        cls.source.partner_id = cls.supplier
        cls.shop = cls.env["garage.supplier.service"].create(
            {
                "name": "Shop live",
                "partner_id": cls.supplier.id,
                "url": "https://live.example.com",
                "shop_url": "https://shop.example.com",
            }
        )

    def fetch(self, **values):
        """Choose one part in the shop for the job; return the cart."""
        action = self.job.action_open_shop()
        cart = self.env["garage.supplier.cart"].browse(
            int(action["url"].rsplit("/", 1)[1])
        )
        line = {"VENDORMAT": "Z3.0460-7184.2", "QUANTITY": "2", "PRICE": "40", **values}
        form = {f"NEW_ITEM-{name}[1]": text for name, text in line.items()}
        cart._receive(cart._get_token(), form)
        return cart

    def test_a_cart_goes_on_the_job_at_the_sales_price_and_with_its_cost(self):
        cart = self.fetch()

        cart.action_take()

        line = self.job.line_ids
        self.assertEqual((line.product_id, line.product_uom_qty),
                         (self.pads.product_id, 2))  # fmt: skip
        self.assertEqual((line.price_unit, line.purchase_price), (79.5, 40))
        self.assertFalse(cart.result_id)
        self.assertEqual(cart.state, "taken")

    def test_a_new_part_is_never_given_away(self):
        cart = self.fetch(VENDORMAT="NEW 7", DESCRIPTION="Clip", PRICE="3.10")
        with self.assertRaisesRegex(UserError, "Clip is new and has no sales price"):
            cart.action_take()

        cart.line_ids.sale_price = 7.5
        cart.action_take()

        line = self.job.line_ids
        self.assertEqual((line.price_unit, line.purchase_price), (7.5, 3.1))
        seller = line.product_id.seller_ids
        self.assertEqual((seller.partner_id, seller.price), (self.supplier, 3.1))

    def test_the_signature_covers_the_job(self):
        cart = self.fetch()
        token = cart._get_token()
        other = self.env["garage.job"].create(
            {"workorder_id": self.workorder.id, "name": "Other"}
        )

        cart.job_id = other

        self.assertFalse(cart._find_by_token(token))

    def test_a_declined_job_takes_no_parts(self):
        cart = self.fetch()
        self.job.state = "declined"

        with self.assertRaises(UserError):
            cart.action_take()
        self.assertEqual(cart.state, "returned")

    def test_without_a_shop_the_reason_is_said(self):
        self.shop.shop_url = False

        with self.assertRaisesRegex(UserError, "No live supplier has a shop yet"):
            self.job.action_open_shop()
