import json
from html import unescape

from odoo.tests import tagged

from .common import WorkorderCommon
from .test_customer_page import CustomerPageCommon


def _create_rule(case):
    """Five percent of the labour, at most 12 for a visit."""
    supplies = case._create_product("Supplies", 0)
    return case.env["garage.fee.rule"].create(
        {
            "name": "Shop supplies",
            "product_id": supplies.id,
            "company_id": case.company.id,
            "percent": 5,
            "cap": 12,
            "scope": "workorder",
        }
    )


@tagged("post_install", "-at_install")
class TestFeeShare(WorkorderCommon):
    """A fee with a limit per visit, when the customer wants only some of the jobs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = _create_rule(cls)

    def setUp(self):
        super().setUp()
        self.workorder, self.front, self.rear = self._create_estimate()
        self.workorder.action_send_estimate()

    def fee(self, job):
        return sum(job._get_fee_line(self.rule).mapped("price_subtotal"))

    def decide(self, front, rear):
        return self.workorder._decide(
            {self.front.id: front, self.rear.id: rear}, "phone", "J. de Vries"
        )

    def test_on_the_estimate_the_limit_is_divided_in_the_order_of_the_jobs(self):
        self.assertEqual((self.fee(self.front), self.fee(self.rear)), (10, 2))

    def test_the_second_job_alone_bears_its_own_fee(self):
        self.decide(front=False, rear=True)

        self.assertEqual(self.fee(self.rear), 5)
        self.assertEqual(self.rear.approved_amount, 222)
        self.assertEqual(self.workorder.amount_total, 222)

    def test_the_first_job_alone_keeps_its_fee(self):
        self.decide(front=True, rear=False)

        self.assertEqual((self.fee(self.front), self.front.approved_amount), (10, 312))

    def test_a_fixed_amount_of_the_visit_goes_over_to_the_job_that_is_left(self):
        self.rule.write({"basis": "fixed", "amount": 9.99, "cap": 0})
        (self.front | self.rear)._apply_fees()
        self.assertEqual((self.fee(self.front), self.fee(self.rear)), (9.99, 0))

        self.decide(front=False, rear=True)

        self.assertEqual(self.fee(self.rear), 9.99)
        self.assertEqual(self.rear.approved_amount, 227.99)

    def test_the_page_knows_the_total_of_every_answer_to_the_cent(self):
        totals = self.workorder._get_answer_totals()

        front, rear = str(self.front.id), str(self.rear.id)
        self.assertEqual(totals, {front: 312.0, rear: 222.0, f"{front} {rear}": 530.4})
        self.decide(front=False, rear=True)
        self.assertEqual(self.workorder.amount_total, totals[rear])

    def test_without_such_a_fee_the_total_is_the_sum_of_the_jobs(self):
        self.rule.scope = "job"
        (self.front | self.rear)._apply_fees()

        self.assertEqual(self.workorder._get_answer_totals(), {})

    def test_a_fee_of_the_visit_may_move_only_where_one_is_charged(self):
        self.assertTrue(self.workorder._may_fees_move())

        self.rule.active = False
        (self.front | self.rear).line_ids.filtered("garage_fee_rule_id").unlink()

        self.assertFalse(self.workorder._may_fees_move())

    def test_with_another_payer_the_page_says_that_charges_may_move(self):
        self.rear.write({"payer_kind": "internal"})

        values = self.workorder._get_page_values()

        self.assertEqual(values["answer_totals"], "")
        self.assertTrue(values["fees_may_move"])

    def test_the_evidence_holds_what_was_agreed_and_what_the_estimate_said(self):
        approval = self.decide(front=False, rear=True)

        rows = {row["job_id"]: row for row in json.loads(approval.snapshot)["jobs"]}
        rear = rows[self.rear.id]
        self.assertEqual((rear["total"], rear["total_on_estimate"]), (222, 218.4))
        self.assertNotIn("total_on_estimate", rows[self.front.id])
        amounts = dict(approval.line_ids.mapped(lambda row: (row.job_id, row.amount)))
        self.assertEqual(amounts, {self.front: 312, self.rear: 222})

    def test_nothing_counts_as_changed_since_the_approval(self):
        self.decide(front=False, rear=True)

        self.assertEqual(self.workorder.get_change_words()["jobs"], [])
        self.assertFalse(self.rear.needs_approval)

    def test_a_job_without_an_answer_keeps_its_share(self):
        third = self.workorder.add_job_from_template(self.template)
        third._await_approval()

        self.decide(front=False, rear=True)

        # the third bore nothing on the estimate: the limit was used up before it
        self.assertEqual((self.fee(self.rear), self.fee(third)), (5, 0))


@tagged("post_install", "-at_install")
class TestFeeSharePage(CustomerPageCommon):
    """The customer sees what the choice costs before answering."""

    def setUp(self):
        super().setUp()
        _create_rule(self)
        (self.front | self.rear)._apply_fees()

    def test_the_page_brings_the_total_of_each_choice_and_says_why(self):
        page = self.url_open(self.path).text

        totals = self.workorder._get_answer_totals()
        self.assertEqual(totals[str(self.rear.id)], 222)
        given = unescape(page.split('data-totals="')[1].split('"')[0])
        self.assertEqual(json.loads(given), totals)
        self.assertIn("divided over the jobs you approve", page)

    def test_what_was_shown_for_the_choice_is_what_is_approved(self):
        self._answer(**{f"job_{self.front.id}": "no", f"job_{self.rear.id}": "yes"})

        self.assertEqual(self.rear.approved_amount, 222)
