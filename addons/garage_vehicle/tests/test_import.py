import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..clients import spreadsheet
from .common import GOLF_VIN, VehicleCase

VEHICLES = """Kenteken;VIN;Merk;Model;Bouwjaar;Km-stand;Klantnr;Naam;Tel;Plaats
99-XX-99;TMBZZZ5E7G0123456;SKODA;Octavia;2016;148.200;1001;Sophie Martin;0687654321;A
1-ABC-23;;Peugeot;308;2014;98000;1001;Sophie Martin;0687654321;A
12-ABC-3;;;;;150000;;Jan de Vries;0612345678;
2-XYZ-34;WVW123;Volkswagen;;;;1002;Ali Kaya;0611111111;B
"""
VISITS = """Kenteken;Datum;Km;Omschrijving;Bedrag;Factuurnr
12-ABC-3;14-03-2024;120.000;Grote beurt;412,30;F2024-17
12-ABC-3;15-03-2025;135.000;Remmen voor;289,00;F2025-9
77-ZZ-77;15-03-2025;1;Onbekend;1,00;F2025-10
12-ABC-3;;1;Zonder datum;1,00;F2025-11
"""


@tagged("post_install", "-at_install")
class TestImport(VehicleCase):
    def _read(self, kind, text, **vals):
        content = text if isinstance(text, bytes) else text.encode("cp1252")
        batch = self.env["garage.import"].create(
            {
                "kind": kind,
                "file": base64.b64encode(content),
                "file_name": vals.pop("file_name", "export.csv"),
                **vals,
            }
        )
        batch.action_read()
        return batch

    def _counts(self, batch):
        return (
            batch.count_new,
            batch.count_update,
            batch.count_same,
            batch.count_bad,
        )

    def test_reading_shows_what_would_happen_and_writes_nothing(self):
        before = self.Vehicle.search_count([])
        batch = self._read("vehicle", VEHICLES)

        self.assertEqual(self._counts(batch), (2, 1, 0, 1))
        self.assertEqual(self.Vehicle.search_count([]), before)
        kinds = [row["what"] for row in batch.preview["rows"]]
        self.assertEqual(kinds, ["new", "new", "update", "bad"])
        self.assertIn("6 characters", batch.preview["rows"][3]["reason"])

    def test_vehicles_come_with_their_customers(self):
        batch = self._read("vehicle", VEHICLES)
        batch.action_import()

        octavia = self.Vehicle.search([("plate_key", "=", "99XX99")])
        peugeot = self.Vehicle.search([("plate_key", "=", "1ABC23")])
        self.assertEqual(octavia.owner_id.name, "Sophie Martin")
        self.assertEqual(octavia.owner_id, peugeot.owner_id)
        self.assertEqual(octavia.owner_id.ref, "1001")
        self.assertEqual(octavia.make_id.name, "Škoda")
        self.assertEqual(octavia.odometer, 148200)
        self.assertEqual(octavia.ownership_ids.partner_id, octavia.owner_id)
        self.assertEqual(octavia.fact_sources["model_year"], "vin")
        self.assertEqual(peugeot.fact_sources["model_year"], "import")

    def test_a_known_vehicle_gets_what_is_missing_only(self):
        self.golf.model_year = 1999
        batch = self._read("vehicle", f"Plate,VIN,Year,Colour\n,{GOLF_VIN},2006,Blue\n")
        batch.overwrite = True
        batch.action_import()

        self.assertEqual(self.golf.model_year, 1999)
        self.assertEqual(self.golf.color, "Blue")

    def test_the_same_file_again_changes_nothing(self):
        self._read("vehicle", VEHICLES).action_import()
        again = self._read("vehicle", VEHICLES)
        again.action_import()

        self.assertEqual(self._counts(again), (0, 0, 3, 1))
        self.assertEqual(self.Vehicle.search_count([("plate_key", "=", "99XX99")]), 1)
        named = [("name", "=", "Sophie Martin")]
        self.assertEqual(self.env["res.partner"].search_count(named), 1)

    def test_bad_rows_come_back_with_the_reason_in_the_same_format(self):
        batch = self._read("vehicle", VEHICLES)
        batch.action_import()

        text = base64.b64decode(batch.error_file).decode("utf-8-sig")
        title, row = text.strip().splitlines()
        self.assertTrue(title.endswith(";Why it was not imported"))
        self.assertTrue(row.startswith("2-XYZ-34;WVW123;"))
        self.assertIn("6 characters", row)
        self.assertEqual(batch.error_name, "export-errors.csv")

    def test_a_mended_error_file_goes_in_with_the_known_columns(self):
        batch = self._read("vehicle", VEHICLES)
        batch.action_import()
        mended = base64.b64decode(batch.error_file).replace(b"WVW123", b"")
        again = self._read("vehicle", mended, file_name="export-errors.csv")
        again.action_import()

        self.assertEqual(self._counts(again), (1, 0, 0, 0))

    def test_the_columns_are_remembered(self):
        first = self._read("customer", "A;B\nJan Test;Delft\n")
        self.assertEqual(first.count_bad, 1)
        first.column_ids[0].target = "name"
        first.column_ids[1].target = "city"
        first.action_check()
        first.action_import()

        second = self._read("customer", "A;B\nPiet Test;Gouda\n")

        self.assertTrue(second.profile_id)
        self.assertEqual(second.column_ids.mapped("target"), ["name", "city"])
        self.assertEqual(second.count_new, 1)

    def test_spreadsheets_go_in_as_well(self):
        rows = [("Kenteken", "Naam"), ("99-XX-99", "Sophie Martin"), ("", "x")]
        batch = self._read(
            "vehicle", spreadsheet.write_rows(rows), file_name="export.xlsx"
        )
        batch.action_import()

        self.assertEqual(self._counts(batch), (1, 0, 0, 1))
        bad = spreadsheet.read_rows(base64.b64decode(batch.error_file))
        self.assertEqual(bad[1][1][2], "“Plate” is missing.")

    def test_past_visits_stand_in_the_history_once(self):
        for expected in ((2, 0, 0, 2), (0, 0, 2, 2)):
            batch = self._read("history", VISITS)
            batch.action_import()
            self.assertEqual(self._counts(batch), expected)

        visits = self.golf.event_ids.sorted("date")
        self.assertEqual(
            visits.mapped("name"), ["F2024-17: Grote beurt", "F2025-9: Remmen voor"]
        )
        self.assertEqual(visits.mapped("amount"), [412.3, 289.0])
        self.assertEqual(str(self.golf.last_visit.date()), "2025-03-15")
        self.assertEqual(self.golf.odometer, 135000)
        self.assertEqual(len(self.golf.odometer_ids), 2)

    def test_customers_are_recognised_by_number_or_name_and_sign(self):
        text = (
            "Customer no,Name,Phone,City\n7,JAN DE VRIES,+31 6 12345678,Delft\n"
            "8,Jan de Vries,0600000000,Gouda\n7,Jan de Vries,,Delft\n"
        )
        batch = self._read("customer", text)
        batch.action_import()

        self.assertEqual(self._counts(batch), (1, 1, 1, 0))
        self.assertEqual(self.customer.ref, "7")
        self.assertEqual(self.customer.city, "Delft")
        self.assertEqual(self.customer.phone, "06-12345678")

    def test_undo_removes_what_nobody_used(self):
        batch = self._read("vehicle", VEHICLES)
        batch.action_import()
        used = self.Vehicle.search([("plate_key", "=", "1ABC23")])
        used._add_event("visit", "Came back")

        answer = batch.action_undo()

        self.assertTrue(used.exists().owner_id)
        self.assertFalse(self.Vehicle.search([("plate_key", "=", "99XX99")]))
        self.assertEqual(self.golf.odometer, 0)
        self.assertEqual(batch.state, "undone")
        self.assertIn("kept", answer["params"]["message"])

    def test_undo_gives_back_what_was_replaced(self):
        self.customer.city = "Gouda"
        batch = self._read(
            "customer", "Name;Phone;City\nJan de Vries;0612345678;Delft\n"
        )
        batch.overwrite = True
        batch.action_check()
        batch.action_import()
        self.assertEqual(self.customer.city, "Delft")

        batch.action_undo()

        self.assertEqual(self.customer.city, "Gouda")

    def test_an_imported_file_is_not_imported_by_a_second_click(self):
        batch = self._read("vehicle", VEHICLES)
        batch.action_import()

        with self.assertRaisesRegex(UserError, "imported already"):
            batch.action_import()

    def test_files_that_are_no_table_are_refused_in_words(self):
        for content, words in {b"%PDF-1.4 x": "no table", b"\n": "empty"}.items():
            with self.assertRaisesRegex(UserError, words):
                self._read("vehicle", content)

    def test_only_the_manager_imports(self):
        with self.assertRaises(AccessError):
            self.env["garage.import"].with_user(self._new_user("adviser")).create({})
        self.env["garage.import"].with_user(self._new_user("manager")).create({})

    def test_a_longer_file_takes_hardly_more_queries(self):
        def text(start, count):
            rows = [
                f"{index % 90 + 10}-K{index}-T;Klant {index};06{index:08d};{index}000"
                for index in range(start, start + count)
            ]
            return "\n".join(["Kenteken;Naam;Telefoon;Km-stand", *rows])

        def queries(start, count):
            batch = self._read("vehicle", text(start, count))
            self.env.flush_all()
            before = self.cr.sql_log_count
            batch.action_import()
            self.env.flush_all()
            self.assertEqual(batch.count_new, count)
            return self.cr.sql_log_count - before

        queries(0, 5)
        self.assertLess(queries(100, 200), queries(400, 20) * 2)
