from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.tests import tagged

from odoo.addons.garage_parts_catalog.domain.supplier_orders import (
    AnsweredLine,
    OrderAnswer,
)

from .test_order_parts import OrderPartsCase


@tagged("post_install", "-at_install")
class TestConfirmation(OrderPartsCase):
    """A supplier confirms something else than was ordered for a job."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.env["garage.supplier.service"].create(
            {
                "name": "Wholesale live",
                "partner_id": cls.supplier.id,
                "url": "https://supplier.example.com",
            }
        )

    def send(self):
        self.approve()
        bought = self.order()
        return bought.order_id._garage_send(self.service).line_ids

    def answer(self, line, state="confirmed", **told):
        values = {"quantity": Decimal(2), "price": Decimal("41.10"), **told}
        row = AnsweredLine(reference=str(line.id), **values)
        line.order_id.write({"state": "sending"})
        line.order_id._take_answer(OrderAnswer("A-1", state, "EUR", (row,)))
        return line

    def test_the_card_says_confirmed_with_the_day(self):
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        self.answer(self.send(), delivery=tomorrow)
        self.assertRegex(self.mark(), "^confirmed, ")

    def test_an_accepted_price_becomes_the_cost_and_never_the_price(self):
        before = self.line.price_unit
        line = self.answer(self.send(), price=Decimal("55.00"))
        self.assertRegex(self.mark(), "^look: ")

        line.with_user(self.adviser).action_accept()

        self.assertEqual((self.line.purchase_price, self.line.price_unit), (55, before))
        self.assertFalse(self.job.needs_approval)

    def test_the_rest_is_proposed_at_the_next_supplier(self):
        other = self.env["res.partner"].create({"name": "West Parts"})
        self.line.product_id.seller_ids.create(
            {
                "partner_id": other.id,
                "product_tmpl_id": self.line.product_id.product_tmpl_id.id,
                "price": 60,
            }
        )
        line = self.answer(self.send(), "partly", quantity=Decimal(1))
        line.action_accept()

        row = self.propose().line_ids

        self.assertEqual((row.missing, row.partner_id), (1, other))

    def test_a_day_after_the_promise_is_told_to_the_adviser(self):
        self.workorder.adviser_id = self.adviser
        now = fields.Datetime.now()
        self.workorder.promised_at = now + timedelta(days=1)
        day = fields.Date.add(fields.Date.today(), days=6)
        line = self.answer(self.send(), delivery=day)
        line.action_accept()

        tasks = self.workorder.activity_ids.filtered(
            lambda task: "after the promised time" in (task.summary or "")
        )
        self.assertEqual((len(tasks), tasks.user_id), (1, self.adviser))

    def test_a_rejected_order_is_a_task_for_the_adviser(self):
        self.workorder.adviser_id = self.adviser
        line = self.send()
        line.order_id.write({"state": "sending"})
        line.order_id._take_answer(OrderAnswer("A-1", "rejected", "EUR"))

        self.assertEqual(self.mark(), "Parts Wholesale BV does not deliver")
        summary = self.workorder.activity_ids.mapped("summary")
        self.assertIn("Order its parts elsewhere", "".join(summary))
        line.order_id.action_elsewhere()
        row = self.propose().line_ids
        self.assertFalse(row.partner_id, "who said no is not proposed again")

    def test_a_replacement_takes_its_place_at_the_approved_price(self):
        self.line.price_unit = 99
        line = self.answer(self.send(), replacement="ZNEW 1", replacement_brand="")

        line.with_user(self.adviser).action_accept()

        fresh = line.purchase_line_id.sale_line_id
        self.assertEqual(fresh.product_id.default_code, "ZNEW 1")
        self.assertEqual((fresh.garage_job_id, fresh.price_unit), (self.job, 99))
        self.assertFalse(self.line.exists().product_uom_qty)
        self.assertFalse(self.job.line_ids._get_missing_quantities())

    def test_what_is_not_certain_is_said_on_the_card(self):
        line = self.send()
        line.order_id.write({"state": "sending"})
        line.order_id.write({"state": "unknown"})
        self.assertEqual(self.mark(), "not certain at Parts Wholesale BV")

    def test_order_and_send_now_sends_to_live_suppliers(self):
        self.approve()
        action = self.propose(self.adviser).action_order_now()

        order = self.line.sudo().purchase_line_ids.order_id
        self.assertEqual(
            (order.state, len(order.garage_supplier_order_ids)), ("purchase", 1)
        )
        self.assertIn("Sent to Parts Wholesale BV", action["params"]["message"])
