from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .stock_common import JobStockCase


@tagged("post_install", "-at_install")
class TestSupplierReturns(JobStockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "Parts Wholesale BV"})
        cls.starter = cls.part("Starter", 200, garage_core_deposit=60)
        cls.order = cls.env["purchase.order"].create(
            {
                "partner_id": cls.supplier.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.starter.id,
                            "product_qty": 3,
                            "price_unit": 90,
                            "tax_ids": [],
                        }
                    )
                ],
            }
        )
        cls.order.button_confirm()
        cls.bought = cls.order.order_line.filtered(
            lambda line: line.product_id == cls.starter
        )
        receipt = cls.order.picking_ids
        receipt.move_ids.quantity = 3
        receipt.move_ids.picked = True
        receipt.button_validate()

    def back(self, reason="wrong", quantity=1, **vals):
        return self.env["garage.supplier.return"].create(
            {
                "partner_id": self.supplier.id,
                "product_id": self.starter.id,
                "quantity": quantity,
                "reason": reason,
                **vals,
            }
        )

    def credit(self, product, quantity, price, ref="CN 1"):
        move = self.env["account.move"].create(
            {
                "move_type": "in_refund",
                "partner_id": self.supplier.id,
                "invoice_date": "2026-11-22",
                "ref": ref,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": quantity,
                            "price_unit": price,
                            "tax_ids": [],
                        }
                    )
                ],
            }
        )
        move.action_post()
        return move

    def test_order_charges_the_deposit_beside_the_part(self):
        deposit = self.bought.garage_core_line_ids
        self.assertEqual((deposit.product_qty, deposit.price_unit), (3, 60))
        self.assertEqual(deposit.product_id, self.deposit)

    def test_supplier_is_asked_for_the_part_and_not_for_its_deposit(self):
        sent = self.env["garage.supplier.order"]._get_purchase_order(self.order)
        self.assertEqual([line.quantity for line in sent.lines], [3])

    def test_deposit_of_an_order_follows_its_part(self):
        order = self.order.copy()
        line = order.order_line.filtered(lambda row: row.product_id == self.starter)
        order.order_line.filtered("garage_core_for_id").unlink()
        line.product_qty = 5
        self.assertEqual(line.garage_core_line_ids.product_qty, 5)
        line.unlink()
        self.assertFalse(order.order_line.filtered("garage_core_for_id"))

    def test_return_knows_purchase_and_expected_credit(self):
        record = self.back(quantity=2)
        self.assertEqual(record.purchase_line_id, self.bought)
        self.assertEqual(record.expected_credit, 180)
        self.assertRegex(record.name, r"^RTS/\d{4}/\d{4}$")

    def test_sent_return_leaves_the_stock_by_the_return_of_its_receipt(self):
        record = self.back(quantity=2)

        record.with_user(self.user("adviser")).action_sent()

        self.assertEqual(record.state, "sent")
        self.assertEqual(self.starter.qty_available, 1)
        self.assertEqual(record.picking_id.return_id, self.order.picking_ids[0])
        self.assertEqual(self.bought.qty_received, 1)

    def test_part_without_known_purchase_leaves_the_stock_too(self):
        other = self.part("Old stock")
        self.stock(other, 2)
        record = self.back(product_id=other.id)
        record.action_sent()
        self.assertEqual(other.qty_available, 1)
        self.assertEqual(record.picking_id.location_dest_id.usage, "supplier")

    def test_what_is_not_on_the_shelf_is_not_sent(self):
        with self.assertRaisesRegex(UserError, "Only 3 of Starter"):
            self.back(quantity=4).action_sent()

    def test_wrong_part_goes_from_the_job_to_the_supplier(self):
        line = self.on_job(self.starter)
        self.job.action_finish()
        context = line.action_return_to_supplier()["context"]
        context["default_partner_id"] = self.supplier.id
        returns = self.env["garage.supplier.return"].with_context(**context)
        form = Form(returns)
        record = form.save()

        record.action_sent()

        self.assertEqual((line.product_uom_qty, line.qty_delivered), (0, 0))
        self.assertEqual(self.job.amount_total, 0)
        self.assertEqual(self.starter.qty_available, 2)

    def test_matching_credit_note_closes_the_return(self):
        record = self.back(quantity=2)
        record.action_sent()

        move = self.credit(self.starter, 2, 80)

        self.assertEqual((record.state, record.credit_id), ("credited", move))
        self.assertEqual((record.credited_amount, record.difference), (160, 20))

    def test_credit_note_names_the_return_it_pays_for(self):
        first, second = self.back(), self.back(supplier_ref="RMA 7")
        (first | second).action_sent()
        self.credit(self.starter, 1, 90, ref="CN 2, RMA 7")
        self.assertEqual((first.state, second.state), ("sent", "credited"))

    def test_credit_note_of_another_supplier_closes_nothing(self):
        record = self.back()
        record.action_sent()
        self.supplier = self.env["res.partner"].create({"name": "Other"})
        self.credit(self.starter, 1, 90)
        self.assertEqual(record.state, "sent")

    def test_credit_note_taken_back_opens_the_return_again(self):
        record = self.back()
        record.action_sent()
        self.credit(self.starter, 1, 90).button_draft()
        self.assertEqual((record.state, record.credited_amount), ("sent", 0))

    def test_drafted_credit_note_lowers_what_the_order_bills(self):
        record = self.back(quantity=2)
        record.action_sent()
        record.action_create_credit_note()
        move = self.bought.invoice_lines.move_id
        self.assertEqual(move.amount_untaxed, 180)
        move.action_post()
        self.assertEqual(record.state, "credited")

    def test_refused_return_keeps_what_was_lost(self):
        record = self.back()
        record.action_sent()
        record.action_refused()
        self.assertEqual((record.state, record.difference), ("refused", 90))
        with self.assertRaisesRegex(UserError, "refused already"):
            record.action_sent()

    def test_sent_return_is_not_deleted(self):
        record = self.back()
        record.action_sent()
        with self.assertRaisesRegex(UserError, "kept"):
            record.unlink()

    def test_mechanic_sends_nothing_back(self):
        record = self.back()
        with self.assertRaises(AccessError):
            record.with_user(self.user("mechanic")).action_sent()

    @freeze_time("2026-11-22 10:00:00")
    def test_open_deposits_show_both_ways(self):
        line = self.on_job(self.starter)
        self.env.flush_all()
        rows = self.env["garage.core.open"].search(
            [("product_id", "=", self.starter.id)]
        )

        found = {row.kind: (row.quantity, row.amount) for row in rows}
        self.assertEqual(found, {"to_send": (3, 180), "customer": (1, 60)})
        own = rows.filtered(lambda row: row.kind == "customer")
        self.assertEqual(own.partner_id, self.workorder.partner_id)

        own.with_user(self.user("cashier")).action_core_handed_in()
        rows.filtered(lambda row: row.kind == "to_send").action_send_core()
        self.assertFalse(line.garage_core_line_ids._get_core_open())

    def test_old_part_sent_back_waits_for_its_deposit(self):
        record = self.back("core", 2)
        self.assertEqual(record.expected_credit, 120)
        record.action_sent()
        self.assertFalse(record.picking_id)
        self.env.flush_all()

        rows = self.env["garage.core.open"].search(
            [("product_id", "=", self.starter.id)]
        )
        found = {row.kind: (row.quantity, row.amount) for row in rows}
        self.assertEqual(found, {"to_send": (1, 60), "sent": (2, 120)})

        self.credit(self.deposit, 2, 60)
        self.assertEqual((record.state, record.difference), ("credited", 0))

    def test_slip_names_return_part_and_reason(self):
        record = self.back(supplier_ref="RMA 7", note="thread is damaged")
        html = self.env["ir.actions.report"]._render_qweb_html(
            "garage_parts_catalog.report_supplier_return", record.ids
        )[0]
        text = html.decode()
        for word in (record.name, "RMA 7", "Starter", "Wrong part", self.order.name):
            self.assertIn(word, text)
