from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .stock_common import JobStockCase


@tagged("post_install", "-at_install")
class TestPartNumbers(JobStockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tyres = cls.category("Tyres", garage_number_kind="dot")
        cls.airbags = cls.category(
            "Airbags",
            garage_number_kind="serial",
            garage_number_must=True,
            garage_tracking="serial",
            garage_un_number="UN3268",
            garage_handover_text="Do not open. Return it when removed.",
        )
        cls.tyre = cls.part("Tyre", categ_id=cls.tyres.id)
        cls.airbag = cls.part("Airbag", categ_id=cls.airbags.id)

    def numbers(self):
        return self.vehicle.component_ids

    def test_new_product_is_tracked_as_its_category_says(self):
        self.assertEqual(self.airbag.tracking, "serial")
        self.assertEqual(self.tyre.tracking, "none")

    def test_serial_number_that_was_read_leaves_the_stock(self):
        self.stock(self.airbag, 1, "AB-1")
        second = self.stock(self.airbag, 1, "AB-2")
        line = self.on_job(self.airbag)

        self.job.enter_part_number(line.id, "AB-2", "driver")
        self.job.action_finish()

        self.assertEqual(line.move_ids.move_line_ids.lot_id, second)
        self.assertEqual(self.airbag.qty_available, 1)
        self.assertEqual(self.numbers().lot_id, second)
        self.assertEqual(self.numbers().state, "fitted")
        self.assertEqual(self.numbers().position, "driver")

    def test_finishing_without_the_number_is_refused_in_words(self):
        self.stock(self.airbag, 1, "AB-1")
        self.on_job(self.airbag)

        with self.assertRaisesRegex(UserError, "Enter the number of Airbag first"):
            self.job.action_finish()

        self.assertEqual(self.airbag.qty_available, 1)

    def test_number_that_the_law_asks_for_is_never_put_off(self):
        line = self.on_job(self.airbag)
        with self.assertRaisesRegex(UserError, "must be known before"):
            self.job.put_off_part_number(line.id, "label is dirty")

    def test_number_put_off_with_a_reason_lets_the_job_finish(self):
        line = self.on_job(self.tyre, 2)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.job.put_off_part_number(line.id, " ")

        self.job.put_off_part_number(line.id, "label is dirty")
        self.job.action_finish()

        self.assertEqual(self.numbers().state, "waiting")
        self.job.enter_part_number(line.id, "0124", "front_left")
        self.assertEqual(sorted(self.numbers().mapped("state")), ["fitted", "waiting"])
        self.job.enter_part_number(line.id, "0124", "front_right")
        self.assertEqual(self.numbers().mapped("state"), ["fitted", "fitted"])

    @freeze_time("2026-11-22 10:00:00")
    def test_tyres_keep_their_date_and_place(self):
        line = self.on_job(self.tyre, 4)

        self.job.enter_part_number(line.id, "DOT U2LL LMLR 2326", "front_left")
        self.job.enter_part_number(line.id, "2326", quantity=3)
        self.job.action_finish()

        texts = self.numbers().sorted("id").mapped("display_name")
        self.assertEqual(texts, ["DOT 2326, Front left", "3 × DOT 2326"])
        self.assertEqual(str(self.numbers()[0].made_on), "2026-06-01")

    @freeze_time("2026-11-22 10:00:00")
    def test_tyre_of_the_future_is_refused_and_an_old_one_warned_of(self):
        line = self.on_job(self.tyre)
        with self.assertRaisesRegex(UserError, "future"):
            self.job.enter_part_number(line.id, "0527")
        with self.assertRaisesRegex(UserError, "last four digits"):
            self.job.enter_part_number(line.id, "new")

        self.assertIn("old", self.job.enter_part_number(line.id, "1022"))

    def test_serial_number_of_another_vehicle_is_refused_by_name(self):
        other = self.env["garage.vehicle"].create({"plate": "88-XXX-8"})
        self.env["garage.vehicle.component"].create(
            {
                "vehicle_id": other.id,
                "product_id": self.airbag.id,
                "kind": "serial",
                "number": "AB 9",
            }
        )
        line = self.on_job(self.airbag)
        with self.assertRaisesRegex(UserError, "88-XXX-8"):
            self.job.enter_part_number(line.id, "AB-9")

    def test_more_numbers_than_pieces_are_refused(self):
        line = self.on_job(self.tyre)
        self.job.enter_part_number(line.id, "0124")
        with self.assertRaisesRegex(UserError, "all pieces"):
            self.job.enter_part_number(line.id, "0124")

    def test_returned_part_is_off_the_vehicle_and_its_lot_in_stock(self):
        lot = self.stock(self.airbag, 1, "AB-1")
        line = self.on_job(self.airbag)
        self.job.enter_part_number(line.id, "AB-1")
        self.job.action_finish()

        self.job.action_return_parts()

        self.assertEqual(self.numbers().state, "removed")
        self.assertEqual(self.numbers().removed_reason, "returned to stock")
        self.assertEqual(lot.product_qty, 1)

    def test_lot_chosen_on_the_delivery_comes_onto_the_vehicle(self):
        lot = self.stock(self.airbag, 1, "AB-7")
        line = self.on_job(self.airbag)

        line.move_ids.picked = True
        line.move_ids.picking_id.button_validate()

        self.assertEqual(self.numbers().lot_id, lot)
        self.assertEqual(
            (self.numbers().number, self.numbers().kind), ("AB-7", "serial")
        )

    def test_one_list_answers_which_vehicles_have_a_lot(self):
        oil = self.part("Brake fluid", tracking="lot")
        lot = self.stock(oil, 5, "L-4711")
        line = self.on_job(oil, 2)
        self.job.enter_part_number(line.id, "l-4711")
        self.job.action_finish()

        found = self.env["garage.vehicle.component"].search(
            lot.action_view_garage_components()["domain"]
        )

        self.assertEqual(found.vehicle_id, self.vehicle)
        self.assertEqual((found.quantity, found.kind), (2, "lot"))
        self.assertEqual(found.owner_id, self.vehicle.owner_id)

    def test_bill_and_history_tell_number_and_handover_note(self):
        self.stock(self.airbag, 1, "AB-1")
        line = self.on_job(self.airbag)
        self.job.enter_part_number(line.id, "AB-1")
        self.job.action_finish()

        bill = self.workorder._ensure_final_invoice()

        name = bill.invoice_line_ids.filtered("product_id").name
        for text in ("Serial number AB-1", "UN3268", "Do not open"):
            self.assertIn(text, name)
        self.assertIn("Serial number AB-1", self.job._get_event_details())

    def test_phone_books_a_number_once_however_often_it_is_sent(self):
        line = self.on_job(self.tyre, 2)
        mechanic = self.user("mechanic")
        self.employee.user_id = mechanic
        entry = {
            "key": "k1",
            "action": "number",
            "job_id": self.job.id,
            "values": {"line_id": line.id, "number": "0124"},
        }
        entries = self.env["garage.floor.entry"].with_user(mechanic)

        self.assertFalse(entries.book(entry).get("error"))
        entries.book(entry)

        self.assertEqual(len(self.numbers()), 1)
        (row,) = self.job.with_user(mechanic)._get_mechanic_lines()
        self.assertEqual((row["number"]["kind"], row["number"]["missing"]), ("dot", 1))

    def test_wrong_number_from_the_phone_is_kept_as_a_note(self):
        line = self.on_job(self.tyre)
        mechanic = self.user("mechanic")
        entry = {
            "key": "k2",
            "action": "number",
            "job_id": self.job.id,
            "values": {"line_id": line.id, "number": "9999"},
        }
        answer = self.env["garage.floor.entry"].with_user(mechanic).book(entry)
        self.assertIn("week", answer["notice"])
        self.assertFalse(self.numbers())

    def test_cashier_enters_no_number(self):
        line = self.on_job(self.tyre)
        cashier = self.user("cashier")
        with self.assertRaises(AccessError):
            self.job.with_user(cashier).enter_part_number(line.id, "0124")

    def test_desk_box_asks_until_all_numbers_are_known(self):
        line = self.on_job(self.tyre, 2)
        box = self.env["garage.part.number"].with_user(self.user("adviser"))
        first = box.create({"line_id": line.id, "number": "0126"}).action_save()
        self.assertEqual(first["res_model"], "garage.part.number")
        last = box.create({"line_id": line.id, "number": "0126"}).action_save()
        self.assertEqual(last["type"], "ir.actions.act_window_close")
        self.assertEqual(len(self.numbers()), 2)
