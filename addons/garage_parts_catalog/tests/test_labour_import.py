import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .labour_common import TIMES, LabourCase
from .test_xlsx import repacked, workbook

BAD = (
    "code;name;make;model;hours;ktype\n"
    "ZB-10;Zpads;;;1,00;\n"
    "ZB-11;Zdiscs;;;much;\n"
    "ZB-10;Zpads;;;1,50;\n"
    "ZB-12;Zclutch;;;2,00;99999999\n"
)


@tagged("post_install", "-at_install")
class TestLabourImport(LabourCase):
    """A file becomes operations and times."""

    def test_lines_become_operations_and_times_of_vehicles(self):
        pads = self.operation("ZB-10")

        self.assertEqual((pads.hours, pads.specs), (1.2, "Wheel bolts 120 Nm"))
        self.assertEqual(sorted(pads.time_ids.mapped("hours")), [0.9, 1.1])
        self.assertEqual(self.operation("ZB-20").include_ids, pads)

    def test_the_same_file_again_changes_nothing(self):
        report = self.load(TIMES)

        self.assertIn("Operations: 0 new, 0 changed, 0 ended.", report)
        self.assertIn("Times: 0 new, 0 changed, 0 ended.", report)

    def test_a_newer_file_changes_what_differs(self):
        report = self.load(TIMES.replace("0,90", "0,95"))

        self.assertIn("Times: 0 new, 1 changed, 0 ended.", report)
        self.assertIn(0.95, self.operation("ZB-10").time_ids.mapped("hours"))

    def test_bad_lines_are_told_and_the_rest_is_taken(self):
        report = self.load(BAD)

        self.assertIn("Lines left out: 3.", report)
        self.assertIn('Line 3: "much" is not a time', report)
        self.assertIn("Line 4: line 2 gives another time for the same", report)
        self.assertIn('Line 5: no vehicle type has the K-Type "99999999"', report)
        self.assertEqual(self.operation("ZB-10").hours, 1)
        self.assertFalse(self.operation("ZB-12"))

    def test_a_complete_file_ends_what_it_no_longer_names(self):
        self.guide.full_list = True

        self.load("code;name;hours\nZB-10;Zpads;1,30\nZB-99;Znew;0,40\n")

        self.assertEqual(self.operation("ZB-10").hours, 1.3)
        self.assertFalse(self.operation("ZB-10").time_ids)
        self.assertFalse(self.operation("ZB-20"))
        self.load(TIMES)
        self.assertEqual(len(self.operation("ZB-10").time_ids), 2)

    def test_times_of_a_vehicle_type_number(self):
        self.link_vehicle("4711", system="ktype")

        self.load("code;name;ktype;hours\nZK-1;Zwork;4711;0,70\nZK-2;Zwork;4711;1\n")

        self.assertEqual(self.ask("ZK-1"), [("ZK-1", 0.7, "Own times", "")])

    def test_a_file_of_labour_units_asks_for_their_length(self):
        units = "code;AW\nZU-1;12\nZU-2;6\n"
        with self.assertRaisesRegex(UserError, "how many make an hour"):
            self.load(units)

        self.guide.units_per_hour = 12
        self.load(units)

        self.assertEqual(self.operation("ZU-2").hours, 0.5)

    def test_files_that_are_no_list_are_refused_in_words(self):
        for text in ("name;price\nA;1\n", "", "code;hours\nA;x\nB;y\n"):
            with self.assertRaises(UserError):
                self.load(text)
        self.assertEqual(self.operation("ZB-10").hours, 1.2)

    def test_the_manager_checks_a_file_before_importing(self):
        manager = self.user("manager")
        wizard = (
            self.env["garage.labour.import"]
            .with_user(manager)
            .create(
                {
                    "list_id": self.guide.id,
                    "file": base64.b64encode(BAD.encode()),
                    "file_name": "bad.csv",
                }
            )
        )
        wizard.action_preview()
        self.assertIn("Zpads", wizard.preview)
        self.assertIn('Line 3: "much" is not a time', wizard.warning)
        self.assertEqual(self.operation("ZB-10").hours, 1.2, "nothing changed yet")

        wizard.action_import()

        self.assertEqual(self.operation("ZB-10").hours, 1)
        self.assertEqual(self.guide.file_name, "bad.csv")
        self.assertIn("Lines left out: 3.", wizard.result)

    def test_a_workbook_is_taken_like_a_text_file(self):
        wizard = self.env["garage.labour.import"].create({"list_id": self.guide.id})
        rows = (("code", "name", "hours"), ("ZB-10", "Zpads", 1.75))
        wizard.file = base64.b64encode(workbook(rows))
        wizard.action_preview()
        wizard.action_import()
        self.assertEqual(self.operation("ZB-10").hours, 1.75)

    def test_a_broken_workbook_is_refused_in_words(self):
        wizard = self.env["garage.labour.import"].create({"list_id": self.guide.id})
        wizard.file = base64.b64encode(repacked(workbook(), sheet1=b"<broken"))
        with self.assertRaisesRegex(UserError, "cut off"):
            wizard.action_preview()

    def test_an_empty_upload_is_refused(self):
        wizard = self.env["garage.labour.import"].create({"list_id": self.guide.id})

        with self.assertRaisesRegex(UserError, "not empty"):
            wizard.action_preview()
