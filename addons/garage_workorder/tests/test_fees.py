from odoo.fields import Command
from odoo.tests import BaseCase, tagged

from odoo.addons.garage_workorder.domain.fees import Fee, JobFacts, Rule, charges

from .common import WorkorderCommon


class TestFeeRule(BaseCase):
    """What a rule comes to, without a database."""

    def test_a_percentage_of_labour_stops_at_its_cap(self):
        rule = Rule("labour", percent=3, cap=15)

        fees = charges(rule, [JobFacts(labour=200), JobFacts(labour=900)])

        self.assertEqual(fees, [Fee(1, 6), Fee(1, 15)])

    def test_a_cap_of_the_work_order_is_shared_by_its_jobs_in_order(self):
        rule = Rule("labour", percent=10, cap=25, whole_order=True)

        fees = charges(rule, [JobFacts(labour=200), JobFacts(labour=90), JobFacts(9)])

        self.assertEqual(fees, [Fee(1, 20), Fee(1, 5), None])

    def test_what_the_customer_has_approved_counts_and_stays(self):
        rule = Rule("labour", percent=10, cap=25, whole_order=True)

        fees = charges(rule, [JobFacts(labour=200, fixed=18), JobFacts(labour=90)])

        self.assertEqual(fees, [None, Fee(1, 7)])

    def test_a_fixed_amount_of_the_work_order_is_charged_once(self):
        rule = Rule("fixed", amount=39, whole_order=True)

        jobs = [JobFacts(), JobFacts(labour=50), JobFacts(labour=50)]
        self.assertEqual(charges(rule, jobs), [None, Fee(1, 39), None])

        jobs = [JobFacts(labour=50, fixed=39), JobFacts(labour=50)]
        self.assertEqual(charges(rule, jobs), [None, None])

    def test_taken_off_once_it_is_off_the_whole_order(self):
        rule = Rule("fixed", amount=39, whole_order=True)

        fees = charges(rule, [JobFacts(labour=5, skipped=True), JobFacts(labour=5)])

        self.assertEqual(fees, [None, None])

    def test_pieces_are_charged_each(self):
        self.assertEqual(
            charges(Rule("quantity", amount=2.5), [JobFacts(quantity=4)]), [Fee(4, 2.5)]
        )

    def test_an_unknown_basis_is_refused(self):
        with self.assertRaises(ValueError):
            charges(Rule("moon"), [JobFacts(labour=1)])


@tagged("post_install", "-at_install")
class TestFees(WorkorderCommon):
    """Fees as lines of jobs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplies = cls._create_product("Supplies", 0)
        cls.rule = cls._create_rule(percent=5, cap=12, scope="workorder")

    @classmethod
    def _create_rule(cls, **vals):
        return cls.env["garage.fee.rule"].create(
            {
                "name": "Shop supplies",
                "product_id": cls.supplies.id,
                "company_id": cls.company.id,
                **vals,
            }
        )

    def fee(self, job):
        return job.line_ids.filtered("garage_fee_rule_id")

    def test_fees_are_lines_taxed_by_their_product(self):
        workorder, front, rear = self._create_estimate()

        self.assertEqual(self.fee(front).price_subtotal, 10)
        self.assertEqual(self.fee(front).tax_ids, self.tax)
        self.assertEqual(self.fee(rear).price_subtotal, 2)
        self.assertEqual(workorder.amount_total, 516 + 14.4)

    def test_fees_follow_the_labour_and_are_never_doubled(self):
        _workorder, front, _rear = self._create_estimate()

        front.line_ids[0].product_uom_qty = 1
        front._apply_fees()
        front._apply_fees()

        self.assertEqual(len(self.fee(front)), 1)
        self.assertEqual(self.fee(front).price_subtotal, 5)

    def test_a_fee_taken_off_stays_off_until_it_is_asked_for_again(self):
        _workorder, front, _rear = self._create_estimate()

        front.remove_card_line(self.fee(front).id)
        front.line_ids[0].product_uom_qty = 1
        self.assertFalse(self.fee(front))

        front.action_charge_fees()
        self.assertEqual(self.fee(front).price_subtotal, 5)

    def test_a_price_that_somebody_typed_is_kept(self):
        _workorder, front, _rear = self._create_estimate()
        self.fee(front).price_unit = 3

        front.line_ids[0].product_uom_qty = 4

        self.assertEqual(self.fee(front).price_unit, 3)

    def test_what_the_customer_approved_gets_no_other_fee(self):
        workorder, front, rear = self._create_approved()

        self.assertEqual(self.fee(front).price_subtotal, 10)
        self.assertFalse(rear.line_ids)
        third = workorder.add_job_from_template(self.other_template)

        self.assertEqual(self.fee(third).price_subtotal, 2)
        self.assertFalse(front.needs_approval)

    def test_disposal_is_charged_per_part_of_its_category(self):
        tyres = self.env["product.category"].create({"name": "Tyres test"})
        self.disc.categ_id = tyres
        rule = self._create_rule(
            basis="quantity", amount=2.5, category_ids=[Command.set(tyres.ids)]
        )
        _workorder, _front, rear = self._create_estimate()
        rear.line_ids.filtered(lambda line: line.product_id == self.disc)[
            0
        ].product_uom_qty = 4

        fee = rear.line_ids.filtered(lambda line: line.garage_fee_rule_id == rule)
        self.assertEqual((fee.product_uom_qty, fee.price_unit), (4, 2.5))

    def test_a_rule_for_some_templates_leaves_other_jobs_alone(self):
        self.rule.template_ids = self.other_template

        _workorder, front, rear = self._create_estimate()

        self.assertFalse(self.fee(front))
        self.assertEqual(self.fee(rear).price_subtotal, 5)

    def test_an_archived_product_charges_nothing(self):
        self.supplies.active = False
        self.rule.active = True

        _workorder, front, _rear = self._create_estimate()

        self.assertFalse(self.fee(front))

    def test_a_loss_of_the_last_labour_takes_the_fee_along(self):
        _workorder, front, _rear = self._create_estimate()

        front.remove_card_line(front.line_ids[0].id)

        self.assertFalse(self.fee(front))
