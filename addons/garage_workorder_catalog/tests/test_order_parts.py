from decimal import Decimal
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.garage_parts_catalog.clients.json_supplier import JsonSupplier
from odoo.addons.garage_parts_catalog.domain.offers import Offer

from .common import JobPartsCase


class OrderPartsCase(JobPartsCase):
    """A job with two brake pads that nobody has, and a supplier who sells them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["garage.supplier.service"].search([]).active = False
        cls.supplier = cls.env["res.partner"].create(
            {"name": "Parts Wholesale BV", "garage_order_until": 16.5}
        )
        cls.source.partner_id = cls.supplier
        cls.line = cls.env["sale.order.line"].browse(
            cls.job.add_catalog_item(cls.pads.id, 2)
        )
        cls.adviser = cls.user("adviser")

    def approve(self):
        self.workorder._decide({self.job.id: True}, "counter", "Test customer")

    def propose(self, user=None):
        workorder = self.workorder.with_user(user or self.env.user)
        action = workorder.action_order_parts()
        return workorder.env[action["res_model"]].browse(action["res_id"])

    def order(self, user=None):
        """Order all that is proposed; return the lines of purchase orders."""
        self.propose(user).action_order()
        return self.line.sudo().purchase_line_ids

    def mark(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.line._get_card_stock()["text"]

    def put_on_shelf(self, quantity):
        shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(
            self.line.product_id, shelf, quantity
        )
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestOrderParts(OrderPartsCase):
    def test_one_click_puts_what_is_missing_on_the_suppliers_order(self):
        self.approve()

        bought = self.order(self.adviser)

        self.assertEqual(bought.partner_id, self.supplier)
        self.assertEqual((bought.product_qty, bought.price_unit), (2, 41.1))
        self.assertEqual(bought.garage_job_id, self.job)
        self.assertEqual(
            (bought.state, bought.order_id.origin), ("draft", self.workorder.name)
        )
        self.assertEqual(self.mark(), "on the order list")

    def test_the_same_need_is_never_ordered_twice(self):
        self.approve()
        first, second = self.propose(self.adviser), self.propose()
        first.action_order()

        with self.assertRaisesRegex(UserError, "ordered meanwhile"):
            second.action_order()
        with self.assertRaisesRegex(UserError, "Nothing to order"):
            self.workorder.action_order_parts()
        self.assertEqual(self.line.purchase_line_ids.product_qty, 2)

    def test_what_lies_free_on_the_shelf_is_not_ordered(self):
        self.put_on_shelf(1)
        self.approve()

        self.assertEqual(self.order().product_qty, 1)

    def test_what_was_cancelled_is_missing_again(self):
        self.approve()
        self.order().order_id.button_cancel()

        self.assertEqual(self.propose().line_ids.quantity, 2)

    def test_a_second_visit_extends_the_suppliers_open_order(self):
        self.approve()
        order = self.order().order_id
        self.line.product_uom_qty = 3
        self.approve()

        more = self.order() - order.order_line[:1]

        self.assertEqual((more.product_qty, more.order_id), (1, order))

    def test_an_order_that_was_sent_is_not_extended(self):
        self.approve()
        sent = self.order().order_id
        sent.button_confirm()
        self.line.product_uom_qty = 3

        more = self.order() - sent.order_line
        self.assertNotEqual(more.order_id, sent)
        self.assertEqual(more.product_qty, 1)

    def test_work_that_is_not_approved_is_shown_and_not_ticked(self):
        row = self.propose().line_ids

        self.assertEqual((row.is_taken, row.note), (False, "not approved yet"))
        with self.assertRaisesRegex(UserError, "Tick the parts"):
            row.wizard_id.action_order()

    def test_a_part_without_supplier_asks_who_delivers_it(self):
        self.approve()
        self.source.partner_id = False
        self.line.product_id.seller_ids.unlink()
        row = self.propose().line_ids
        self.assertEqual((row.is_taken, row.note), (False, "choose a supplier"))
        row.is_taken = True

        with self.assertRaisesRegex(UserError, "Choose who delivers"):
            row.wizard_id.action_order()

    @freeze_time("2026-03-02 09:00:00")
    def test_the_cut_off_and_a_late_delivery_are_said(self):
        self.approve()
        self.workorder.promised_at = "2026-03-02 16:00:00"
        row = self.propose().line_ids

        self.assertIn("order by", row.cutoff)
        self.assertIn("tomorrow", row.cutoff)
        self.assertEqual((row.is_late, row.note), (True, "too late"))

    def test_the_card_says_ordered_with_the_day_and_late(self):
        self.approve()
        with freeze_time("2026-03-02 09:00:00"):
            bought = self.order()
            bought.order_id.button_confirm()
            self.assertRegex(self.mark(), "ordered, tomorrow")
        with freeze_time("2026-03-04 09:00:00"):
            self.assertRegex(self.mark(), "late, was due")

    def test_live_suppliers_are_asked_about_all_parts_at_once(self):
        self.approve()
        other = self.env["res.partner"].create({"name": "Live Parts"})
        self.env["garage.supplier.service"].create(
            {"name": "Live", "partner_id": other.id, "url": "https://live.example.com"}
        )
        wizard = self.propose(self.adviser)
        offer = Offer("ZATE", "Z3.0460-7184.2", Decimal(33), "EUR", stock=Decimal(9))
        with patch.object(JsonSupplier, "ask", return_value=[offer]) as ask:
            wizard.action_ask()

        row = wizard.line_ids
        self.assertEqual((row.partner_id, row.price_unit), (other, 33))
        self.assertEqual(len(ask.call_args.args[0]), 1)

    def test_a_mechanic_orders_nothing(self):
        self.approve()
        mechanic = self.user("mechanic")

        with self.assertRaises(AccessError):
            self.workorder.with_user(mechanic).action_order_parts()

    def test_the_counter_orders_a_part_without_a_job(self):
        cashier = self.user("cashier")
        orders = self.env["purchase.order"].with_user(cashier)
        product = self.line.product_id

        found = orders.garage_order_products(
            [{"product_id": product.id, "quantity": 3}], "Shop/0007"
        )

        order = self.env["purchase.order"].browse(found[0]["order_id"])
        self.assertEqual(order.partner_id, self.supplier)
        self.assertEqual((order.order_line.product_qty, order.origin), (3, "Shop/0007"))
        with self.assertRaises(AccessError):
            orders.with_user(self.user("mechanic")).garage_order_products(
                [{"product_id": product.id, "quantity": 3}]
            )
