from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestWorkorder(WorkorderCommon):
    def test_intake_checks_the_vehicle_in(self):
        workorder = self._create_workorder()

        self.assertEqual(workorder.state, "checked_in")
        self.assertEqual(workorder.key_state, "in_shop")
        self.assertEqual(workorder.bill_to_id, self.customer)
        self.assertEqual(self.vehicle.odometer, 148200)
        self.assertRegex(workorder.name, r"^WO/\d{4}/\d{5}$")

    def test_jobs_from_templates_are_sections_priced_by_odoo(self):
        workorder, front, rear = self._create_estimate()

        order = workorder.sale_order_ids
        self.assertEqual(len(order), 1)
        self.assertEqual(front.amount_untaxed, 250)
        self.assertEqual(front.amount_total, 300)
        self.assertEqual(rear.amount_total, 216)
        self.assertEqual(workorder.amount_total, order.amount_total)
        kinds = order.order_line.sorted().mapped("display_type")
        self.assertEqual(kinds, ["line_section", False, False] * 2)

    def test_lines_stay_below_the_section_of_their_job(self):
        workorder, front, _rear = self._create_estimate()

        line = front.add_line(self.disc, 2, price=70, name="Disc 280 mm")

        lines = workorder.sale_order_ids.order_line.sorted()
        self.assertEqual(lines.ids.index(line.id), 3)
        self.assertEqual(line.price_unit, 70)
        self.assertEqual(front.amount_total, 300 + 168)

    def test_part_without_product_becomes_a_part_to_choose(self):
        self.template.line_ids[1].write({"product_id": False, "name": "Brake pads"})
        workorder = self._create_workorder()

        job = workorder.add_job_from_template(self.template)
        need = job.need_ids
        self.assertEqual(need.name, "Brake pads")
        job.add_line(self.pads, 1, need=need)

        self.assertFalse(need.is_open)

    def test_whole_visit_moves_through_its_states(self):
        self.free_keys()
        workorder, front, _rear = self._create_estimate()

        workorder.action_send_estimate()
        states = [workorder.state]
        workorder._decide({j.id: True for j in workorder.job_ids}, "phone", "Vries")
        states.append(workorder.state)
        workorder.job_ids.mechanic_id = self.employee
        front.action_start_clock()
        states.append(workorder.state)
        workorder.job_ids.action_finish()
        states.append(workorder.state)
        workorder.action_mark_ready()
        workorder.action_hand_over_key()
        states.append(workorder.state)

        self.assertEqual(
            states,
            [
                "awaiting_approval",
                "planned",
                "in_progress",
                "quality_check",
                "handed_over",
            ],
        )
        last = workorder.key_move_ids.sorted("id")[-1]
        self.assertEqual(last.to_state, "handed_over")

    def test_the_plate_box_finds_the_vehicle_by_the_number_of_its_work_order(self):
        workorder = self._create_workorder()

        found = self.env["garage.vehicle"].search_box(workorder.name.lower())

        rows = [(row["id"], row["match"]) for row in found]
        self.assertIn((self.vehicle.id, "document"), rows)

    def test_unfinished_work_cannot_be_ready(self):
        workorder, front, _rear = self._create_approved()

        with self.assertRaisesRegex(UserError, front.name):
            workorder.action_mark_ready()

    def test_steps_cannot_be_skipped_by_hand(self):
        workorder = self._create_workorder()

        with self.assertRaisesRegex(UserError, "by hand"):
            workorder.state = "handed_over"

    def test_hand_over_writes_the_vehicle_history(self):
        self.free_keys()
        workorder, front, rear = self._create_approved()
        front.action_finish()
        workorder.action_mark_ready()
        workorder.action_hand_over_key()

        kinds = dict(self.vehicle.event_ids.mapped(lambda e: (e.kind, e.name)))
        self.assertEqual(kinds["job"], front.name)
        self.assertEqual(kinds["declined"], rear.name)
        self.assertIn("visit", kinds)
        self.assertIn("invoice", kinds)

    def test_lights_tell_five_things_in_order(self):
        workorder, _front, _rear = self._create_estimate()

        keys = [light["key"] for light in workorder.lights]

        self.assertEqual(keys, ["approval", "parts", "work", "payment", "key"])
