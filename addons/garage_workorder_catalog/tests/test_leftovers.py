from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestLeftovers(JobPartsCase):
    """A visit is not closed while a part that was bought for it is nowhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "Test supplier"})
        cls.line = cls.env["sale.order.line"].browse(
            cls.job.add_catalog_item(cls.pads.id, 2)
        )
        cls.product = cls.line.product_id
        cls.workorder._decide({cls.job.id: True}, "counter", "Test customer")
        cls.job.mechanic_id = cls.env["hr.employee"].create({"name": "Ali"})

    def _buy(self, quantity, receive=True, **vals):
        """Buy pads for the job, with or without the line of the job named."""
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.supplier.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_qty": quantity,
                            "price_unit": 41.1,
                            "tax_ids": [Command.clear()],
                            "garage_job_id": self.job.id,
                            **vals,
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        if receive:
            order.picking_ids.button_validate()
        return order

    def _explain(self, answer="stock", reason="One more than needed"):
        wizard = self.env["garage.leftover"].create({"workorder_id": self.workorder.id})
        wizard.line_ids.write({"answer": answer, "reason": reason})
        wizard.action_confirm()

    def _report(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["garage.part.leak"].search(
            [("workorder_id", "=", self.workorder.id)]
        )

    def test_visit_with_a_part_that_nobody_billed_is_not_ready(self):
        self._buy(3, sale_line_id=self.line.id)
        self.job.action_finish()

        with self.assertRaisesRegex(RedirectWarning, "1 × .*was bought for “Brakes"):
            self.workorder.action_mark_ready()

    def test_part_bought_for_the_job_without_its_line_counts_too(self):
        self._buy(3)
        self.job.action_finish()

        self.assertEqual([row.pieces for row in self.workorder._get_leftovers()], [1])

    def test_everything_on_the_bill_closes_without_a_question(self):
        self._buy(2, sale_line_id=self.line.id)
        self.job.action_finish()

        self.workorder.action_mark_ready()

        self.assertEqual(self.workorder.state, "ready")
        self.assertFalse(self._report())

    def test_explained_part_closes_the_visit_and_the_reason_is_kept(self):
        order = self._buy(3)
        self.job.action_finish()

        self._explain()
        self.workorder.action_mark_ready()

        line = order.order_line
        self.assertEqual(line.garage_leftover, "stock")
        self.assertEqual(line.garage_leftover_by_id, self.env.user)
        told = "".join(self.workorder.message_ids.mapped("body"))
        self.assertIn("One more than needed", told)
        self.assertFalse(self._report(), "it is in stock, so it is no leak")

    def test_answer_without_a_reason_is_refused(self):
        self._buy(3)
        wizard = self.env["garage.leftover"].create({"workorder_id": self.workorder.id})
        wizard.line_ids.answer = "stock"

        with self.assertRaisesRegex(UserError, "what became of it and why"):
            wizard.action_confirm()

    def test_later_piece_is_asked_for_again(self):
        self._buy(3)
        self._explain()

        self._buy(1)

        self.assertEqual([row.pieces for row in self.workorder._get_leftovers()], [1])

    def test_part_sent_back_to_the_supplier_is_asked_for_no_more(self):
        order = self._buy(3)
        picking = order.picking_ids
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        back.button_validate()

        self.assertEqual(order.order_line.qty_received, 2)
        self.assertFalse(self.workorder._get_leftovers())
        self.assertFalse(self._report())

    def test_part_that_was_ordered_and_cancelled_is_asked_for_no_more(self):
        order = self._buy(3, receive=False)
        self.assertTrue(self.workorder._get_leftovers())

        order.button_cancel()

        self.assertFalse(self.workorder._get_leftovers())

    def test_what_is_to_go_back_stays_in_the_report_until_it_went(self):
        self._buy(3)
        self._explain("return", "Wrong side")

        row = self._report()

        self.assertEqual((row.state, row.quantity), ("return", 1))
        self.assertAlmostEqual(row.amount, 41.1)
        self.assertEqual(row.reason, "Wrong side")

    def test_part_that_is_to_go_back_begins_its_return(self):
        order = self._buy(3)

        self._explain("return", "Wrong side")

        record = self.env["garage.supplier.return"].search(
            [("purchase_line_id", "=", order.order_line.id)]
        )
        self.assertEqual((record.quantity, record.note), (1, "Wrong side"))
        self.assertAlmostEqual(record.expected_credit, 41.1)

    def test_piece_bought_after_the_return_went_is_asked_for(self):
        order = self._buy(3)
        self._explain("return", "Wrong side")
        record = self.env["garage.supplier.return"].search(
            [("purchase_line_id", "=", order.order_line.id)]
        )
        record.action_sent()
        self.assertFalse(self.workorder._get_leftovers())

        self._buy(1)

        self.assertEqual([row.pieces for row in self.workorder._get_leftovers()], [1])

    def test_report_tells_value_age_and_order(self):
        order = self._buy(4)
        order.date_order = "2020-01-01 10:00:00"
        order.order_line.price_unit = 50

        row = self._report()

        self.assertEqual(
            (row.kind, row.state, row.purchase_id), ("bought", "open", order)
        )
        self.assertAlmostEqual(row.amount, 100)
        self.assertGreater(row.age, 365)
        self.assertEqual(row.action_open()["res_id"], self.workorder.id)

    def test_part_on_the_bill_that_nobody_took_is_told(self):
        self._buy(2, sale_line_id=self.line.id)
        self.job.action_finish()
        self.workorder.action_mark_ready()
        self.workorder._ensure_final_invoice()
        self.line._return_garage_part()
        self.job.finished_at = "2020-01-01 10:00:00"

        row = self._report()

        self.assertEqual((row.kind, row.quantity), ("billed", 2))
        kinds = self.env["garage.leak"].search(
            [("workorder_id", "=", self.workorder.id)]
        )
        self.assertIn("billed_untaken", kinds.mapped("kind"))

    def test_week_of_the_owners_board_tells_what_was_lost_in_it(self):
        self._buy(3, price_unit=30)
        self.job.action_finish()
        self._explain("other", "Broke when fitting")
        self.env.flush_all()

        owner = self.env["garage.board"].with_user(self.user("manager"))
        board = owner.get_board("week")

        tile = {row["key"]: row for row in board["tiles"]}["parts_leak"]
        self.assertGreaterEqual(tile["value"], 30)
        action = owner.open_number("parts_leak", "week", board["day"])
        rows = self.env["garage.part.leak"].search(action["domain"])
        self.assertIn(self.workorder, rows.workorder_id)

    def test_whoever_hands_over_the_key_can_give_the_reason(self):
        self._buy(3)
        wizard = (
            self.env["garage.leftover"]
            .with_user(self.user("adviser"))
            .create({"workorder_id": self.workorder.id})
        )
        self.assertEqual(wizard.line_ids.product_id, self.product)

        wizard.line_ids.write({"answer": "other", "reason": "Lost"})
        wizard.action_confirm()

        self.assertFalse(self.workorder._get_leftovers())

    def test_bought_line_of_another_visit_cannot_be_explained_away(self):
        order = self._buy(3)
        other = self.env["garage.workorder"].browse(
            self.env["garage.workorder"].create_from_intake(
                {"vehicle_id": self._create_other_vehicle().id}
            )
        )
        wizard = self.env["garage.leftover"].create({"workorder_id": other.id})
        wizard.line_ids.create(
            {
                "leftover_id": wizard.id,
                "purchase_line_id": order.order_line.id,
                "pieces": 1,
                "answer": "other",
                "reason": "Not mine",
            }
        )

        wizard.action_confirm()

        self.assertFalse(order.order_line.garage_leftover)

    def _create_other_vehicle(self):
        owner = self.env["res.partner"].create({"name": "Other customer"})
        return self.env["garage.vehicle"].create(
            {"plate": "88-YYY-8", "owner_id": owner.id}
        )
