from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestTemplates(WorkorderCommon):
    """Jobs from templates: parts to look up, gone products, outside work, prices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workorder = cls._create_workorder()

    def add(self, template=None):
        return self.workorder.add_job_from_template(template or self.template)

    def test_an_archived_part_becomes_a_part_to_choose_and_nothing_is_lost(self):
        self.pads.active = False

        job = self.add()

        self.assertEqual(job.line_ids.product_id, self.labour)
        self.assertEqual(job.need_ids.name, "Pads")
        self.assertIn("no longer sold", job.need_ids.note)
        self.assertIn("Pads", self.template.gone_text)

    def test_archived_labour_is_replaced_by_the_labour_of_the_company(self):
        other = self._create_product("Old labour", 80, active=False)
        self.template.line_ids[0].product_id = other

        job = self.add()

        self.assertEqual(job.line_ids[0].product_id, self.labour)

    def test_templates_with_archived_products_are_found(self):
        self.pads.active = False

        found = self.env["garage.job.template"].search(
            [("line_ids.is_gone", "=", True)]
        )

        self.assertIn(self.template, found)
        self.assertNotIn(self.other_template, found)
        self.assertFalse(self.other_template.gone_text)

    def test_the_price_list_of_the_customer_counts(self):
        self.customer.property_product_pricelist = self.env["product.pricelist"].create(
            {
                "name": "Fleet",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )

        job = self.add()

        self.assertEqual(job.amount_untaxed, 225)

    def test_outside_work_of_a_template_has_its_purchase_price(self):
        self.template.line_ids = [
            Command.create({"kind": "sublet", "name": "Paint the bumper", "cost": 200})
        ]

        line = self.add().line_ids[2]

        self.assertEqual((line.purchase_price, line.price_unit), (200, 230))
        self.assertEqual(line._get_garage_kind(), "sublet")

    def test_no_estimate_leaves_with_a_part_that_nobody_chose(self):
        self.template.line_ids[1].write({"product_id": False, "name": "Brake pads"})
        job = self.add()

        with self.assertRaisesRegex(
            UserError, "Choose “Brake pads” for “Brakes front”"
        ):
            self.workorder.action_send_estimate()

        job.need_ids.set_price_to_follow(True)
        self.workorder.action_send_estimate()
        self.assertEqual(job.state, "awaiting_approval")

    def test_a_part_chosen_in_one_step_answers_the_need(self):
        self.template.line_ids[1].write({"product_id": False, "name": "Brake pads"})
        job = self.add()

        answer = job.add_card_line(
            {"kind": "product", "product_id": self.pads.id, "need_id": job.need_ids.id}
        )

        self.assertFalse(answer["card"]["needs"])
        self.assertEqual(job.need_ids.line_id.id, answer["line_id"])

    def test_a_part_not_needed_after_all_is_dropped(self):
        self.template.line_ids[1].write({"product_id": False, "name": "Brake pads"})
        job = self.add()

        card = job.need_ids.drop()

        self.assertFalse(card["needs"] or job.need_ids)

    def test_twenty_templates_ship(self):
        shipped = self.env["ir.model.data"].search_count(
            [("module", "=", "garage_workorder"), ("model", "=", "garage.job.template")]
        )
        self.assertGreaterEqual(shipped, 20)


@tagged("post_install", "-at_install")
class TestChangeWords(WorkorderCommon):
    """What changed since the approval, in words."""

    def test_without_a_change_it_says_so(self):
        workorder, _front, _rear = self._create_approved()

        words = workorder.get_change_words()

        self.assertEqual(words["jobs"], [])
        self.assertTrue(words["intact"])
        self.assertIn("as approved", words["total"])

    def test_what_became_dearer_is_told_with_both_prices(self):
        workorder, front, _rear = self._create_approved()
        front.line_ids[0].product_uom_qty = 3

        (job,) = workorder.get_change_words()["jobs"]

        self.assertEqual((job["name"], job["tone"]), ("Brakes front", "stop"))
        self.assertRegex(job["text"], "dearer: .*300.* became .*420")
        self.assertEqual(job["lines"], ["Work: quantity 2.00 became 3.00"])

    def test_a_job_added_later_is_not_approved_yet(self):
        workorder, _front, _rear = self._create_approved()
        workorder.add_job_from_template(self.other_template)

        (job,) = workorder.get_change_words()["jobs"]

        self.assertIn("not approved yet", job["text"])

    def test_before_any_approval_there_is_nothing_to_compare(self):
        workorder, _front, _rear = self._create_estimate()

        self.assertIsNone(workorder.get_change_words())


@tagged("post_install", "-at_install")
class TestTimeline(WorkorderCommon):
    """What happened at a visit, for everybody at work."""

    def test_a_mechanic_reads_what_happened_the_latest_first(self):
        workorder, front, _rear = self._create_approved()
        front.action_finish()

        events = workorder.with_user(self._create_user("mechanic")).get_timeline()

        texts = [event["text"] for event in events]
        self.assertEqual(texts[0], "“Brakes front” finished")
        self.assertIn("approved: Brakes front; declined: Brakes rear", texts)
        self.assertIn("Estimate sent", texts)
        self.assertIn("Key 17: In the workshop", texts)
