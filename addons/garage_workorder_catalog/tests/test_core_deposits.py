from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .stock_common import JobStockCase


@tagged("post_install", "-at_install")
class TestCoreDeposits(JobStockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.caliper = cls.part("Caliper", 120, garage_core_deposit=35)
        cls.plain = cls.part("Pad", 40)

    def deposits(self):
        return self.job.line_ids.filtered("garage_core_for_id")

    def bill(self):
        self.job.action_finish()
        return self.workorder._ensure_final_invoice()

    def test_part_brings_its_deposit_with_the_taxes_of_the_deposit_product(self):
        line = self.job.add_line(self.caliper, 2)

        deposit = self.deposits()
        self.assertEqual(deposit.garage_core_for_id, line)
        self.assertEqual((deposit.product_uom_qty, deposit.price_unit), (2, 35))
        self.assertEqual(deposit.product_id, self.deposit)
        self.assertEqual(deposit.tax_ids, self.tax)
        self.assertEqual(self.job.amount_total, (2 * 120 + 2 * 35) * 1.2)

    def test_category_may_name_another_deposit_product(self):
        other = self.service("Deposit without tax", taxes_id=False)
        self.caliper.categ_id = self.category("Brakes", garage_core_product_id=other.id)
        self.job.add_line(self.caliper, 1)
        self.assertEqual(self.deposits().product_id, other)
        self.assertFalse(self.deposits().tax_ids)

    def test_part_without_deposit_brings_none(self):
        self.job.add_line(self.plain, 1)
        self.assertFalse(self.deposits())

    def test_deposit_follows_quantity_part_and_removal(self):
        line = self.job.add_line(self.caliper, 1)
        line.product_uom_qty = 3
        self.assertEqual(self.deposits().product_uom_qty, 3)

        line.product_id = self.part("Starter", 200, garage_core_deposit=60)
        self.assertEqual((self.deposits().price_unit, len(self.deposits())), (60, 1))
        self.assertIn("Starter", self.deposits().name)

        line.product_id = self.plain
        self.assertFalse(self.deposits())

    def test_taking_the_part_off_takes_its_deposit_off(self):
        line = self.job.add_line(self.caliper, 1)
        self.job.remove_card_line(line.id)
        self.assertFalse(self.job.line_ids)

    def test_deposit_taken_off_by_hand_stays_off(self):
        line = self.job.add_line(self.caliper, 1)
        self.job.remove_card_line(self.deposits().id)
        line.product_uom_qty = 2
        self.assertFalse(self.deposits())

    def test_part_taken_off_an_approved_job_leaves_no_deposit(self):
        line = self.on_job(self.caliper)
        self.job.remove_card_line(line.id)
        self.assertEqual(self.job.amount_total, 0)

    def test_deposit_is_no_margin_and_no_base_of_fees(self):
        self.caliper.standard_price = 70
        self.job.add_line(self.caliper, 1)
        self.assertEqual(self.deposits().margin, 0)
        self.assertEqual(self.job.order_id.margin, 50)
        rule = self.env["garage.fee.rule"].create(
            {
                "name": "Small parts",
                "basis": "parts",
                "percent": 10,
                "product_id": self.service("Small parts").id,
            }
        )
        self.job._apply_fees()
        self.assertEqual(self.job._get_fee_line(rule).price_unit, 12)

    def test_approval_bill_and_deposit_agree_to_the_cent(self):
        self.on_job(self.caliper)
        approved = self.job.approved_amount
        bill = self.bill()
        self.assertEqual(approved, 186)
        self.assertEqual(bill.amount_total, approved)

    def test_old_part_before_the_bill_comes_off_the_same_bill(self):
        self.on_job(self.caliper, 2)
        adviser = self.user("adviser")

        credit = self.deposits().with_user(adviser).hand_in_core(1)
        bill = self.bill()

        self.assertFalse(credit)
        self.assertEqual(bill.amount_total, (2 * 120 + 35) * 1.2)
        self.assertEqual(self.job.amount_total, bill.amount_total)
        self.assertEqual(self.deposits()._get_core_open(), 1)

    def test_old_part_after_the_bill_becomes_a_credit_note(self):
        self.on_job(self.caliper, 2)
        bill = self.bill()

        credit = self.deposits().with_user(self.user("cashier")).hand_in_core(2)

        self.assertEqual((credit.move_type, credit.state), ("out_refund", "posted"))
        self.assertEqual(credit.amount_total, 84)
        self.assertEqual(bill.amount_residual, 288)
        self.assertEqual(credit.amount_residual, 0)
        self.assertEqual(bill.amount_total - 84, self.job.amount_total)
        self.assertFalse(self.workorder._get_billable_lines())

    def test_old_part_is_taken_once(self):
        self.on_job(self.caliper)
        self.deposits().action_core_handed_in()
        with self.assertRaisesRegex(UserError, "No old part is open"):
            self.deposits().hand_in_core(1)
        self.assertEqual(self.job.amount_total, 144)

    def test_more_old_parts_than_open_are_refused(self):
        self.on_job(self.caliper)
        with self.assertRaisesRegex(UserError, "1 old parts"):
            self.deposits().hand_in_core(2)

    def test_mechanic_gives_no_deposit_back(self):
        self.on_job(self.caliper)
        with self.assertRaises(AccessError):
            self.deposits().with_user(self.user("mechanic")).hand_in_core(1)

    def test_part_off_the_job_takes_back_what_was_given_back(self):
        line = self.on_job(self.caliper)
        self.deposits().hand_in_core(1)
        line.product_uom_qty = 0
        self.assertEqual(self.job.amount_total, 0)

    def test_price_of_other_lines_leaves_their_typed_cost(self):
        line = self.job.add_line(self.plain, 1)
        line.purchase_price = 17
        line.price_unit = 90
        self.assertEqual(line.purchase_price, 17)

    def test_profit_report_sees_no_margin_in_a_deposit(self):
        self.on_job(self.caliper)
        deposit = self.deposits()
        self.assertEqual(deposit.purchase_price, 35)
        deposit.price_unit = 30
        self.assertEqual((deposit.purchase_price, deposit.margin), (30, 0))

    def test_declined_part_is_offered_again_with_one_deposit(self):
        self.job.add_line(self.caliper, 1)
        self.workorder.action_send_estimate()
        self.workorder._decide({self.job.id: False}, channel="phone", who="Customer")
        vals_list = self.job._get_declined_line_vals()
        self.assertEqual([vals["product_id"] for vals in vals_list], [self.caliper.id])

    def test_card_offers_one_click_for_the_old_part(self):
        self.on_job(self.caliper)
        row = self.deposits()._get_card_row(True)
        self.assertEqual(row["kind"], "deposit")
        self.assertIn(
            "action_core_handed_in", [action["method"] for action in row["actions"]]
        )
