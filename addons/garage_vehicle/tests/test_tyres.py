from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import VehicleCase


@tagged("post_install", "-at_install")
class TestTyres(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time("2026-06-01 10:00:00")
        freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.Place = cls.env["garage.tyre.location"]
        cls.Place.search([]).active = False
        cls.rack = cls.Place.create({"name": "A-01", "capacity": 1})
        cls.winter = cls._add_set(season="winter", size="2055516 91h")

    @classmethod
    def _add_set(cls, **vals):
        return cls.env["garage.tyre.set"].create(
            {
                "vehicle_id": cls.golf.id,
                "wheel_ids": [Command.create({"position": "fl", "tread": 6.0})],
                **vals,
            }
        )

    def test_a_new_set_has_a_number_and_four_wheels(self):
        form = Form(self.env["garage.tyre.set"])
        form.vehicle_id = self.golf
        row = form.save()

        self.assertRegex(row.name, r"^TS\d{5}$")
        self.assertEqual(len(row.wheel_ids), 4)
        self.assertEqual(row.partner_id, self.customer)

    def test_storing_takes_the_first_free_place(self):
        self.winter.action_store()

        self.assertEqual(self.winter.location_id, self.rack)
        self.assertEqual((self.rack.used, self.rack.free), (1, 0))
        self.assertEqual(self.winter.date_in, date(2026, 6, 1))
        self.assertEqual(self.winter.size, "205/55 R16 91H")

    def test_a_full_rack_is_refused(self):
        self.winter.action_store()
        other = self._add_set(season="summer", location_id=self.rack.id)

        with self.assertRaisesRegex(ValidationError, "A-01 takes 1 sets and is full"):
            other.action_store()

    def test_without_a_free_place_the_next_step_is_named(self):
        self.winter.action_store()

        with self.assertRaisesRegex(UserError, "No rack has a place left"):
            self._add_set(season="summer").action_store()

    def test_handing_out_frees_the_place_and_keeps_the_log(self):
        self.winter.action_store()
        self.winter.wheel_ids.tread = 5.0

        self.winter.action_hand_out()

        self.assertEqual((self.winter.state, self.rack.free), ("out", 1))
        log = [(row.kind, row.location_id, row.tread) for row in self.winter.move_ids]
        self.assertEqual(sorted(log, key=str)[0][0], "in")
        self.assertIn(("out", self.rack, 5.0), log)

    def test_storing_twice_is_one_movement(self):
        self.winter.action_store()
        self.winter.action_store()

        self.assertEqual(len(self.winter.move_ids), 1)

    def test_stored_wheels_are_not_deleted(self):
        self.winter.action_store()

        with self.assertRaisesRegex(UserError, "in store"):
            self.winter.unlink()

    def test_wheels_in_store_make_the_change_due(self):
        self.winter.action_store()

        due = self.golf.due_ids
        self.assertEqual((due.kind, due.due_date), ("tyres", date(2026, 11, 1)))
        self.assertEqual(due.name, "Change to winter wheels")

    def test_fitting_the_wheels_closes_the_change(self):
        self.winter.action_store()
        due = self.golf.due_ids

        self.winter.action_hand_out()

        self.assertEqual(due.state, "done")
        self.assertEqual(self.golf.due_ids, due)

    def test_the_next_year_the_change_is_due_again(self):
        self.winter.action_store()
        self.winter.action_hand_out()

        with freeze_time("2027-04-03 10:00:00"):
            self.winter.action_store()

        due = self.golf.due_ids.filtered(lambda row: row.state == "open")
        self.assertEqual(due.due_date, date(2027, 11, 1))

    def test_the_intake_tells_where_the_wheels_are(self):
        self.winter.action_store()

        warning = self.golf._get_warnings()[-1]

        self.assertEqual(warning["text"], "Winter wheels in store at A-01")
        self.assertEqual(warning["level"], "info")

    def test_worn_and_old_wheels_are_told(self):
        self.winter.wheel_ids.write({"tread": 3.0, "dot": "2314"})

        self.assertIn("Little tread", self.winter.advice)
        self.assertIn("Ten years or older", self.winter.advice)

    def test_the_number_of_the_label_finds_the_vehicle(self):
        found = self.Vehicle.search_box(self.winter.name.lower())

        self.assertEqual(found[0]["id"], self.golf.id)

    def test_label_and_slip_show_place_and_treads(self):
        self.winter.action_store()
        reports = self.env["ir.actions.report"]

        for name in ("label", "slip"):
            html, _kind = reports._render_qweb_html(
                f"garage_vehicle.report_tyre_{name}", self.winter.ids
            )
            for text in ("A-01", self.winter.name, "205/55 R16 91H", "Winter"):
                self.assertIn(text, html.decode(), name)

    def test_wrong_dates_and_treads_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "no DOT date"):
            self.winter.wheel_ids.dot = "9919"
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.winter.wheel_ids.tread = 60
            self.env.flush_all()

    def test_a_mechanic_stores_wheels(self):
        self.winter.with_user(self._new_user("mechanic")).action_store()

        self.assertEqual(self.winter.state, "stored")
