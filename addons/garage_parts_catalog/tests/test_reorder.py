from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .stock_common import PartStockCase


@tagged("post_install", "-at_install")
class TestReorder(PartStockCase):
    def _propose(self):
        self.env["garage.reorder.proposal"]._refresh(self.warehouse)
        return self.env["garage.reorder.proposal"].search(
            [("warehouse_id", "=", self.warehouse.id)]
        )

    def _promise(self, part, quantity):
        """A job or sale waits for the part."""
        move = self.env["stock.move"].create(
            {
                "product_id": part.id,
                "product_uom_qty": quantity,
                "location_id": self.shelf.id,
                "location_dest_id": self.customers.id,
                "picking_type_id": self.warehouse.out_type_id.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        return move

    def _minimum(self, part, low, high):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": part.id,
                "warehouse_id": self.warehouse.id,
                "location_id": self.shelf.id,
                "product_min_qty": low,
                "product_max_qty": high,
                "trigger": "manual",
            }
        )

    def _lines(self, part):
        return self.env["purchase.order.line"].search([("product_id", "=", part.id)])

    def test_part_that_a_job_waits_for_is_proposed_with_the_reason(self):
        part = self._create_part(price=12.5)
        self._stock(part, 1)
        self._promise(part, 3)

        row = self._propose()

        self.assertEqual((row.product_id, row.quantity, row.amount), (part, 2, 25))
        self.assertEqual(row.supplier_id, self.supplier)
        self.assertEqual(
            row.reason,
            "-2 left of 1 in stock, 0 coming and 3 promised. Jobs wait for it.",
        )

    def test_forecast_is_ordered_with_safety_and_cover(self):
        part = self._create_part(delay=3)
        self._receive(part, 500, months=13)
        for months in range(1, 14):
            self._use(part, 30, months)
        self._move(part, 110, self.shelf, self.suppliers, self.today)
        self._forecast(part)

        row = self._propose()

        # 10 days of 30 a month, less than chance varies, and two weeks more
        self.assertEqual(row.days, 10)
        self.assertAlmostEqual(row.expected, 10, delta=0.5)
        self.assertGreater(row.safety, 3)
        self.assertGreater(row.quantity, row.point)
        self.assertIn("Expected in 10 days", row.reason)

    def test_minimum_and_maximum_of_a_person_count_more_than_the_forecast(self):
        part = self._create_part()
        self._minimum(part, 4, 9)
        self._stock(part, 3)

        row = self._propose()

        self.assertEqual((row.quantity, row.point, row.target), (6, 4, 9))
        self.assertIn("minimum is 4, its maximum 9", row.reason)

    def test_packs_of_the_supplier_are_kept(self):
        part = self._create_part(min_qty=6)
        self._promise(part, 2)

        self.assertEqual(self._propose().quantity, 6)

    def test_approving_all_makes_one_draft_per_supplier(self):
        parts = [self._create_part(f"T-{number}") for number in range(3)]
        for part in parts:
            self._promise(part, 2)

        self._propose().action_order()

        lines = self._lines(parts[0]) | self._lines(parts[1]) | self._lines(parts[2])
        self.assertEqual(len(lines.order_id), 1)
        self.assertEqual(lines.order_id.state, "draft")
        self.assertEqual(lines.order_id.picking_type_id, self.warehouse.in_type_id)
        self.assertEqual(lines.mapped("product_qty"), [2, 2, 2])

    def test_open_draft_of_the_supplier_is_extended(self):
        first, second = self._create_part("T-1"), self._create_part("T-2")
        self._promise(first, 1)
        self._propose().action_order()
        self._promise(second, 1)

        self._propose().action_order()

        self.assertEqual(self._lines(first).order_id, self._lines(second).order_id)

    def test_one_need_is_never_ordered_twice(self):
        part = self._create_part()
        self._promise(part, 2)
        row = self._propose()
        row.action_order()

        row.action_order()

        self.assertEqual(self._lines(part).product_qty, 2)
        self.assertFalse(self._propose(), "the draft counts as bought")

    def test_what_was_ordered_elsewhere_meanwhile_is_not_ordered_again(self):
        part = self._create_part()
        self._promise(part, 5)
        row = self._propose()
        self.env["purchase.order"].with_context(
            garage_warehouse_id=self.warehouse.id
        )._garage_put_on_orders(
            {self.supplier.id: [{"product_id": part.id, "product_qty": 3}]},
            self.env.company,
        )

        row.action_order()

        self.assertEqual(sum(self._lines(part).mapped("product_qty")), 5)

    def test_quantity_of_the_person_who_approves_counts(self):
        part = self._create_part()
        self._promise(part, 2)
        row = self._propose()
        row.quantity = 10

        row.action_order()

        self.assertEqual(self._lines(part).product_qty, 10)

    def test_ignored_part_stays_away_until_its_day(self):
        part = self._create_part()
        self._promise(part, 2)
        row = self._propose()
        self.env["garage.reorder.ignore"].create(
            {"proposal_ids": row.ids, "days": 5, "reason": "Customer brings it"}
        ).action_confirm()

        self.assertEqual(self._propose().state, "ignored")
        self.assertEqual(row.ignored_reason, "Customer brings it")
        row.ignored_until = fields.Date.today() - timedelta(days=1)
        self.assertEqual(self._propose().state, "proposed")

    def test_ignored_part_is_not_ordered_with_the_others(self):
        part = self._create_part()
        self._promise(part, 2)
        row = self._propose()
        row.write({"state": "ignored", "ignored_until": "2099-01-01"})

        row.action_order()

        self.assertFalse(self._lines(part))

    def test_part_without_a_supplier_is_shown_and_refused_in_words(self):
        part = self._create_part()
        part.seller_ids.unlink()
        self._promise(part, 2)
        row = self._propose()

        self.assertFalse(row.supplier_id)
        with self.assertRaisesRegex(UserError, "Nobody is known who delivers"):
            row.action_order()

    def test_need_that_is_gone_leaves_the_list(self):
        part = self._create_part()
        move = self._promise(part, 2)
        self.assertTrue(self._propose())

        move._action_cancel()

        self.assertFalse(self._propose())

    def test_other_warehouse_has_its_own_needs(self):
        part = self._create_part()
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "OTHR"})
        self.env["stock.quant"]._update_available_quantity(part, other.lot_stock_id, 10)
        self._promise(part, 2)

        self.assertEqual(self._propose().quantity, 2)

    def test_suggested_minimum_becomes_the_rule_by_one_click(self):
        part = self._create_part()
        self._receive(part, 100, months=8)
        for months in range(1, 8):
            self._use(part, 10, months)
        demand = self._forecast(part)
        self._propose()

        demand.action_take_over()

        rule = demand.orderpoint_id
        self.assertGreater(rule.product_min_qty, 3)
        self.assertGreater(rule.product_max_qty, rule.product_min_qty)
        self.assertEqual(rule.trigger, "manual")

    def test_adviser_orders_and_the_auditor_only_reads(self):
        part = self._create_part()
        self._promise(part, 2)
        row = self._propose()
        users = {
            role: new_test_user(
                self.env, f"reorder_{role}", groups=f"garage_base.group_garage_{role}"
            )
            for role in ("adviser", "auditor")
        }
        with self.assertRaises(AccessError):
            row.with_user(users["auditor"]).action_order()

        answer = row.with_user(users["adviser"]).action_order()

        self.assertIn("1 parts are on", answer["params"]["message"])
        self.assertEqual(self._lines(part).product_qty, 2)
