from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestReservation(WorkorderCommon):
    """One piece for several visits: who has it, who gets the next, who is told."""

    def _visit(self, hours=4, approve=True):
        """A visit that needs one set of pads, promised in so many hours."""
        workorder = self._create_workorder(
            promised_at=fields.Datetime.now() + timedelta(hours=hours)
        )
        job = workorder.add_job_from_template(self.template)
        if approve:
            workorder._decide({job.id: True}, "phone", "Vries")
            job.mechanic_id = self.employee
        return workorder, job

    def _move(self, job):
        return job.line_ids.move_ids.filtered(
            lambda move: move.location_dest_usage == "customer"
        )

    def _leave(self, pieces):
        self._set_stock(self.pads, pieces - 10)

    def _transfer(self, quantity, source, target, kind):
        """Move pads from one place to another and book it."""
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "move_ids": [
                    fields.Command.create(
                        {
                            "product_id": self.pads.id,
                            "product_uom_qty": quantity,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.quantity = quantity
        picking.button_validate()
        return picking

    def _receive(self, quantity):
        warehouse = self._get_warehouse()
        source = self.env.ref("stock.stock_location_suppliers")
        return self._transfer(
            quantity, source, warehouse.lot_stock_id, warehouse.in_type_id
        )

    def _get_warehouse(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )

    def test_estimate_reserves_nothing(self):
        self._visit(approve=False)

        self.assertEqual(self.pads.free_qty, 10)

    def test_approval_reserves_the_parts_of_all_jobs(self):
        workorder, front, rear = self._create_estimate()

        workorder._decide({front.id: True, rear.id: True}, "phone", "Vries")

        moves = workorder.job_ids.line_ids.move_ids
        self.assertEqual(set(moves.mapped("state")), {"assigned"})
        self.assertEqual((self.pads.free_qty, self.disc.free_qty), (9, 9))

    def test_declined_job_reserves_nothing(self):
        workorder, front, rear = self._create_estimate()

        workorder._decide({front.id: True, rear.id: False}, "phone", "Vries")

        self.assertEqual((self.pads.free_qty, self.disc.free_qty), (9, 10))

    def test_cancelled_visit_frees_its_parts(self):
        workorder, _job = self._visit()

        workorder.action_cancel()

        self.assertEqual(self.pads.free_qty, 10)

    def test_line_taken_off_an_approved_job_frees_its_part(self):
        _workorder, job = self._visit()
        line = job.line_ids.filtered(lambda line: line.product_id == self.pads)

        line.product_uom_qty = 0

        self.assertEqual(self.pads.free_qty, 10)

    def test_second_visit_does_not_get_the_reserved_piece(self):
        self._leave(1)
        first, _job = self._visit()
        second, job = self._visit(hours=1)

        self.assertEqual(self._move(job).state, "confirmed")
        self.assertEqual((first.state, second.state), ("planned", "waiting_parts"))
        self.assertIn("Pads", second.lights[1]["text"])

    def test_fitting_a_piece_reserved_for_another_visit_is_told_to_both(self):
        self._leave(1)
        first, robbed = self._visit()
        second, job = self._visit()

        job.action_finish()

        self.assertEqual(self._move(robbed).state, "confirmed")
        self.assertEqual(first.state, "waiting_parts")
        told = "".join(first.message_ids.mapped("body"))
        self.assertIn(f"was fitted on {second.name}", told)
        self.assertTrue(first.activity_ids, "the adviser has something to do")
        self.assertIn(
            "waits for another one", "".join(second.message_ids.mapped("body"))
        )

    def test_fitting_the_own_piece_tells_nobody(self):
        first, _job = self._visit()
        _second, job = self._visit()

        job.action_finish()

        self.assertNotIn("was fitted on", "".join(first.message_ids.mapped("body")))

    def test_arriving_part_goes_to_the_earliest_promise(self):
        self._leave(0)
        _late, late_job = self._visit(hours=30)
        early, early_job = self._visit(hours=2)

        self._receive(1)

        self.assertEqual(self._move(early_job).state, "assigned")
        self.assertEqual(self._move(late_job).state, "confirmed")
        self.assertEqual(early.state, "planned")

    def test_new_promise_changes_the_turn(self):
        self._leave(0)
        first, first_job = self._visit(hours=2)
        _second, second_job = self._visit(hours=5)
        first.promised_at = fields.Datetime.now() + timedelta(days=3)

        self._receive(1)

        self.assertEqual(self._move(second_job).state, "assigned")
        self.assertEqual(self._move(first_job).state, "confirmed")

    def test_part_from_another_location_serves_the_waiting_visit(self):
        self._leave(0)
        other = self.env["stock.warehouse"].create({"name": "Branch", "code": "BRN"})
        self.env["stock.quant"]._update_available_quantity(
            self.pads, other.lot_stock_id, 3
        )
        workorder, job = self._visit()
        self.assertEqual(workorder.state, "waiting_parts")

        target = self._get_warehouse().lot_stock_id
        self._transfer(1, other.lot_stock_id, target, other.int_type_id)

        self.assertEqual(self._move(job).state, "assigned")
        self.assertEqual(workorder.state, "planned")

    def test_removed_part_goes_to_the_visit_that_waits(self):
        self._leave(1)
        _first, job = self._visit()
        _second, waiting = self._visit()
        job.action_finish()

        job.action_return_parts()

        self.assertEqual(self._move(waiting).state, "assigned")


@tagged("post_install", "-at_install")
class TestReservationInSteps(TestReservation):
    """The same in a warehouse that picks and packs before it delivers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        warehouse.delivery_steps = "pick_pack_ship"

    def _move(self, job):
        """The piece is taken from the shelf by the first step."""
        return job.line_ids.move_ids.filtered(lambda move: not move.move_orig_ids)

    def test_approval_reserves_the_parts_of_all_jobs(self):
        workorder, front, rear = self._create_estimate()

        workorder._decide({front.id: True, rear.id: True}, "phone", "Vries")

        self.assertEqual(self._move(front).state, "assigned")
        self.assertEqual((self.pads.free_qty, self.disc.free_qty), (9, 9))

    def test_fitting_consumes_and_removal_returns(self):
        _workorder, job = self._visit()

        job.action_finish()
        self.assertEqual(self.pads.qty_available, 9)
        job.action_return_parts()

        self.assertEqual((self.pads.qty_available, self.pads.free_qty), (10, 10))
