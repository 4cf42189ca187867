from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestCards(WorkorderCommon):
    """The cards of the form: what they show and how they are changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser = cls._create_user("adviser")
        cls.workorder, cls.front, cls.rear = cls._create_estimate()

    def cards(self, user=None):
        answer = self.workorder.with_user(user or self.adviser).get_job_cards()
        return answer, {card["id"]: card for card in answer["jobs"]}

    def test_a_card_tells_the_job_its_lines_and_what_they_cost(self):
        answer, cards = self.cards()

        front = cards[self.front.id]
        self.assertEqual((front["name"], front["total"]), ("Brakes front", 300))
        self.assertEqual(front["state_text"], "not sent yet")
        self.assertEqual([line["kind"] for line in front["lines"]], ["labour", "part"])
        self.assertEqual(front["lines"][1]["marks"][0]["text"], "10 in stock")
        self.assertEqual(answer["totals"]["total"], 516)

    def test_the_state_is_told_with_its_time_and_channel(self):
        self.workorder.action_send_estimate()
        self.workorder._decide(
            {self.front.id: True, self.rear.id: False}, "phone", "J. de Vries"
        )

        _answer, cards = self.cards()
        self.assertRegex(cards[self.front.id]["state_text"], r"^approved .+ by phone$")
        self.assertRegex(cards[self.rear.id]["state_text"], r"^declined .+ \(was .*216")
        self.assertFalse(cards[self.rear.id]["editable"])

    def test_an_empty_job_takes_free_labour_in_the_customers_words(self):
        workorder = self.workorder.with_user(self.adviser)

        card = workorder.add_empty_job("Replace the wiper motor")
        job = self.env["garage.job"].browse(card["id"])
        job.with_user(self.adviser).add_card_line(
            {"kind": "labour", "name": "Wiper motor out and in", "quantity": 1.5}
        )

        self.assertEqual(job.line_ids.name, "Wiper motor out and in")
        self.assertEqual(job.amount_untaxed, 150)

    def test_a_job_without_a_name_is_refused(self):
        with self.assertRaisesRegex(UserError, "needs a name"):
            self.workorder.add_empty_job("  ")

    def test_a_line_is_changed_field_by_field_and_the_sums_follow(self):
        line = self.front.line_ids[1]
        job = self.front.with_user(self.adviser)

        answer = job.save_card_line(
            line.id, {"product_uom_qty": 2}, {"product_uom_qty": 1}
        )

        self.assertEqual(answer["clash"], [])
        self.assertEqual(answer["card"]["total"], 360)
        self.assertEqual(self.workorder.amount_total, 576)

    def test_two_advisers_in_different_fields_of_a_line_both_win(self):
        line = self.front.line_ids[1]
        line.price_unit = 45

        answer = self.front.save_card_line(
            line.id, {"product_uom_qty": 2}, {"product_uom_qty": 1}
        )

        self.assertFalse(answer["clash"])
        self.assertEqual((line.price_unit, line.product_uom_qty), (45, 2))

    def test_the_second_on_the_same_field_is_told_who_wrote_what(self):
        line = self.front.line_ids[1]
        self.front.with_user(self.adviser).save_card_line(
            line.id, {"price_unit": 45}, {"price_unit": 50}
        )

        mine = {"price_unit": 40}
        answer = self.front.save_card_line(line.id, mine, {"price_unit": 50})
        self.assertEqual(line.price_unit, 45)
        self.assertIn(self.adviser.name, answer["clash"][0]["text"])
        self.assertIn("45", answer["clash"][0]["text"])

        self.front.save_card_line(line.id, mine, {})
        self.assertEqual(line.price_unit, 40)

    def test_a_line_taken_off_meanwhile_can_be_put_back_with_what_was_typed(self):
        line = self.front.line_ids[1]
        self.front.with_user(self.adviser).remove_card_line(line.id, {})

        answer = self.front.save_card_line(
            line.id, {"product_uom_qty": 3}, {"product_uom_qty": 1}
        )
        self.assertIn(self.adviser.name, answer["gone"])

        self.front.restore_card_line({"product_id": self.pads.id, "quantity": 3})
        self.assertEqual(self.front.line_ids[1].product_uom_qty, 3)

    def test_a_line_that_somebody_changed_is_not_taken_off_unseen(self):
        line = self.front.line_ids[1]
        line.with_user(self.adviser).price_unit = 45

        answer = self.front.remove_card_line(line.id, {"price_unit": 50})

        self.assertTrue(line.exists())
        self.assertIn("45", answer["clash"][0]["text"])

    def test_a_line_of_an_approved_job_goes_to_zero_and_stays_readable(self):
        _workorder, front, _rear = self._create_approved()
        line = front.line_ids[1]

        front.remove_card_line(line.id)

        self.assertEqual(line.product_uom_qty, 0)
        self.assertEqual(front.amount_total, 240)

    def test_jobs_are_put_in_another_order_with_their_lines(self):
        self.workorder.with_user(self.adviser).reorder_jobs(
            [self.rear.id, self.front.id]
        )

        names = self.workorder.sale_order_ids.order_line.sorted().mapped("name")
        self.assertEqual(names[0], "Brakes rear")
        self.assertEqual(
            self.workorder.job_ids.sorted().ids, [self.rear.id, self.front.id]
        )

    def test_outside_work_is_priced_from_its_purchase_price(self):
        job = self.front.with_user(self.adviser)
        answer = job.add_card_line({"kind": "sublet", "name": "Skim the discs"})
        line = self.env["sale.order.line"].browse(answer["line_id"])

        job.save_card_line(line.id, {"purchase_price": 60}, {"purchase_price": 0})
        self.assertEqual((line.purchase_price, line.price_unit), (60, 69))

        job.save_card_line(line.id, {"price_unit": 80}, {"price_unit": 69})
        job.save_card_line(line.id, {"purchase_price": 70}, {"purchase_price": 60})
        self.assertEqual(line.price_unit, 80)

    def test_margins_are_shown_to_those_with_the_right_only(self):
        self.pads.standard_price = 30
        job = self.workorder.add_job_from_template(self.template)

        _answer, cards = self.cards()
        self.assertNotIn("margin", cards[job.id])
        with self.assertRaises(AccessError):
            job.with_user(self.adviser).read(["amount_margin"])

        answer, cards = self.cards(self._create_user("manager"))
        self.assertEqual(cards[job.id]["margin"], 220)
        self.assertEqual(answer["totals"]["margin"], 250 + 180 + 220)

    def test_a_mechanic_sees_the_cards_without_prices_and_changes_nothing(self):
        mechanic = self._create_user("mechanic")

        answer, cards = self.cards(mechanic)

        self.assertFalse(answer["editable"] or answer["totals"])
        self.assertNotIn("total", cards[self.front.id])
        with self.assertRaises(AccessError):
            self.front.with_user(mechanic).save_card({"name": "X"}, {})

    def test_the_box_offers_products_with_price_and_stock(self):
        offers = self.front.with_user(self.adviser).search_card_products("pads")

        offer = next(row for row in offers if row["label"] == "Pads")
        self.assertIn("50", offer["detail"])
        self.assertIn("10 in stock", offer["detail"])

    def test_120_jobs_need_no_more_queries_than_a_few(self):
        def count(workorder):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            workorder.with_user(self.adviser).get_job_cards()
            return self.env.cr.sql_log_count - before

        few = count(self.workorder)
        big = self._create_workorder()
        big.add_jobs_from_templates(self.template.concat(*[self.template] * 119))
        answer = big.with_user(self.adviser).get_job_cards()

        self.assertEqual(len(answer["jobs"]), 120)
        self.assertFalse(answer["open_ids"])
        self.assertLessEqual(count(big), few + 3)
