from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..models import supplier_order_line_accept
from .order_common import OrderCase


@tagged("post_install", "-at_install")
class TestOrderAnswers(OrderCase):
    def line(self, scenario, **values):
        return self.start(scenario, **values).line_ids

    def test_a_raised_price_waits_for_a_person(self):
        line = self.line("changed_price")

        bought = line.purchase_line_id
        self.assertEqual((line.state, bought.price_unit), ("differs", 38.5))
        self.assertRegex(line.difference, r"42\.35.* instead of .*38\.50")
        self.assertEqual(line.order_id.difference_count, 1)
        self.assertTrue(line.order_id.activity_ids)

    def test_an_accepted_price_is_the_one_of_the_purchase(self):
        line = self.line("changed_price")

        line.with_user(self.adviser).action_accept()

        self.assertEqual(line.purchase_line_id.price_unit, 42.35)
        self.assertEqual(line.state, "accepted")
        self.assertFalse(line.order_id.activity_ids)

    def test_what_is_not_accepted_stays_as_ordered(self):
        line = self.line("changed_price")

        line.with_user(self.adviser).action_keep()

        self.assertEqual((line.state, line.purchase_line_id.price_unit), ("kept", 38.5))

    def test_less_than_ordered_reduces_the_purchase(self):
        line = self.line("partial_stock")
        self.assertEqual(line.order_id.state, "partly")
        self.assertEqual(line.difference, "2 instead of 4")

        line.order_id.with_user(self.adviser).action_accept_all()

        self.assertEqual(line.purchase_line_id.product_qty, 2)
        moves = line.purchase_line_id.move_ids.filtered(lambda m: m.state != "cancel")
        self.assertEqual(sum(moves.mapped("product_uom_qty")), 2)

    def test_a_later_day_becomes_the_expected_one(self):
        line = self.line("later_date")
        before = line.purchase_line_id.date_planned
        self.assertIn("comes", line.difference)

        line.action_accept()

        self.assertEqual(line.purchase_line_id.date_planned.date(), line.confirmed_date)
        self.assertGreater(line.purchase_line_id.date_planned, before)

    def test_an_equal_answer_needs_nobody(self):
        line = self.line("ok")

        self.assertEqual((line.state, line.order_id.difference_count), ("same", 0))
        self.assertFalse(line.order_id.activity_ids)

    def test_a_replacement_is_shown_and_ordered_when_accepted(self):
        line = self.line("replacement")
        old = line.purchase_line_id
        self.assertIn("replaced by Z3.0460-7184.2-N", line.difference)
        self.assertIn("in no catalogue", line.replacement_text)

        line.action_accept()

        new = line.purchase_line_id
        self.assertEqual((old.product_qty, new.product_qty), (0, 4))
        self.assertEqual(new.product_id.default_code, "Z3.0460-7184.2-N")
        moves = old.order_id.picking_ids.move_ids
        coming = moves.filtered(lambda m: m.state not in ("cancel", "done"))
        self.assertEqual(coming.product_id, new.product_id)

    def test_a_replacement_that_a_catalogue_knows_is_that_part(self):
        line = self.line("replacement")
        known = self.item("ZF026407157")
        line.write({"new_number": known.number, "new_brand": known.brand_id.name})

        line.action_accept()

        self.assertEqual(known.product_id, line.purchase_line_id.product_id)

    def test_an_answer_that_cannot_be_written_on_is_kept_and_told(self):
        Lines = supplier_order_line_accept.GarageSupplierOrderLine
        closed = patch.object(Lines, "_write_back", side_effect=UserError("closed"))
        with closed:
            line = self.line("ok")

        self.assertEqual((line.state, line.remark), ("differs", "closed"))
        self.assertEqual(line.order_id.supplier_ref, "A-1001")
        self.assertTrue(line.order_id.activity_ids)

    def test_what_was_only_received_is_asked_for_later(self):
        order = self.start("received")
        self.assertEqual((order.state, order.next_step), ("sent", "ask"))
        self.assertEqual(order.line_ids.state, "waiting")

        self.step(order)

        self.assertEqual((order.state, order.line_ids.state), ("confirmed", "same"))

    def test_a_price_in_other_money_is_never_taken_over(self):
        line = self.line("ok")
        answer = type("Line", (), {})()
        values = {"text": "", "quantity": 4, "price": 50, "delivery": None}
        vars(answer).update(values, replacement="", replacement_brand="")
        line._take_answer(answer, "CHF")

        self.assertEqual((line.state, line.is_price_told), ("differs", False))
        self.assertEqual(line.remark, "price in CHF")

    def test_an_order_booked_twice_is_a_task_for_a_person(self):
        self.live.honours_keys = False
        order = self.start("lost")
        self.stub.orders.append({**self.stub.orders[0], "reference": "A-1002"})

        self.step(order, "no_keys")

        self.assertEqual((order.state, order.last_error), ("confirmed", "booked_twice"))
        self.assertIn("more than once", order.status_text)
        self.assertTrue(order.activity_ids)

    def test_a_cashier_looks_and_accepts_nothing(self):
        line = self.line("changed_price")
        groups = "garage_base.group_garage_cashier"
        cashier = new_test_user(self.env, login="order_cashier", groups=groups)

        self.assertEqual(line.with_user(cashier).state, "differs")
        with self.assertRaises(AccessError):
            line.with_user(cashier).action_accept()


@tagged("post_install", "-at_install")
class TestDeliveries(OrderCase):
    def deliveries(self, purchase):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["garage.delivery"].search([("order_id", "=", purchase.id)])

    def test_what_is_to_come_is_listed_the_late_ones_first(self):
        late, soon = self.purchase(), self.purchase()
        (late | soon).button_confirm()
        yesterday = fields.Datetime.now() - timedelta(days=1)
        late.order_line.date_planned = yesterday

        rows = self.deliveries(soon) | self.deliveries(late)
        rows = self.env["garage.delivery"].search([("id", "in", rows.ids)])

        self.assertEqual(rows.order_id.ids, [late.id, soon.id])
        self.assertEqual(rows.mapped("is_late"), [True, False])
        self.assertEqual(rows.mapped("quantity"), [4, 4])

    def test_what_came_is_no_longer_expected(self):
        purchase = self.purchase()
        purchase.button_confirm()
        row = self.deliveries(purchase)
        receipt = self.env["stock.picking"].browse(row.action_receive()["res_id"])
        receipt.move_ids.quantity = 3
        receipt.move_ids.picked = True
        receipt.with_context(skip_backorder=True).button_validate()
        self.assertEqual(self.deliveries(purchase).quantity, 1)
