from odoo.tests import tagged

from .common import GOLF_VIN, VehicleCase


@tagged("post_install", "-at_install")
class TestVehicleSearch(VehicleCase):
    def _find(self, text):
        return [(row["id"], row["match"]) for row in self.Vehicle.search_box(text)]

    def test_any_spelling_of_the_plate_finds_the_vehicle(self):
        for text in ("12-ABC-3", "12abc3", "12 ABC 3", "12ab", "12.abc.3", "12–ABC–3"):
            self.assertEqual(self._find(text), [(self.golf.id, "plate")], text)

    def test_the_vin_and_its_last_six_find_the_vehicle(self):
        for text in (GOLF_VIN, GOLF_VIN.lower(), "VIN: " + GOLF_VIN, GOLF_VIN[:9]):
            self.assertEqual(self._find(text), [(self.golf.id, "vin")], text)
        self.assertEqual(self._find(GOLF_VIN[-6:]), [(self.golf.id, "vin")])

    def test_any_spelling_of_the_phone_finds_the_vehicle(self):
        for text in ("06-12345678", "0612345678", "+31 6 1234 5678", "5678"):
            self.assertEqual(self._find(text), [(self.golf.id, "phone")], text)

    def test_the_name_finds_the_vehicle(self):
        self.assertEqual(self._find("de vries"), [(self.golf.id, "name")])

    def test_confused_characters_are_marked_lookalike(self):
        row = self.Vehicle.search_box("I2-A8C-3")[0]

        self.assertEqual(row["id"], self.golf.id)
        self.assertTrue(row["lookalike"])

    def test_exact_plates_come_before_lookalikes(self):
        other = self.Vehicle.create({"plate": "12-ABG-3"})

        self.assertEqual(
            self._find("12abg3"), [(other.id, "plate"), (self.golf.id, "lookalike")]
        )

    def test_nothing_typed_finds_nothing(self):
        for text in ("", "  ", "%", "_", "🚗", "'; DROP TABLE x; --" * 20, None):
            self.assertEqual(self._find(text), [], text)

    def test_a_row_has_what_the_box_shows(self):
        self.golf.alert_note = "Call first"
        self.golf._add_event("visit", "Service", date="2026-03-14 10:00:00")

        row = self.Vehicle.search_box("12abc3")[0]

        self.assertEqual(row["plate"], "12-ABC-3")
        self.assertEqual(row["plate_country"], "NL")
        self.assertEqual(row["title"], "Volkswagen Golf 2006")
        self.assertEqual(row["owner"], "Jan de Vries")
        self.assertEqual(row["last_visit"], "2026-03-14")
        self.assertEqual(row["badges"], [{"text": "Call first", "level": "danger"}])

    def test_the_number_of_queries_does_not_grow_with_the_hits(self):
        def count(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self.Vehicle.search_box("vries", limit)), limit)
            return self.env.cr.sql_log_count - before

        self.Vehicle.create(
            [
                {"plate": f"{n}-ZZ-{100 + n}", "owner_id": self.customer.id}
                for n in range(1, 10)
            ]
        )

        self.assertEqual(count(2), count(8))
        self.assertLess(count(8), 15)

    def test_the_search_bar_knows_the_same_spellings(self):
        for text in ("12abc", "000001", "vries", "0612345678"):
            found = self.Vehicle.search([("search_text", "ilike", text)])
            self.assertEqual(found, self.golf, text)

    def test_archived_vehicles_are_not_offered(self):
        self.golf.active = False

        self.assertEqual(self._find("12abc3"), [])

    def test_plates_are_found_through_an_index(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'garage_vehicle'"
        )
        definitions = " ".join(row[0] for row in self.env.cr.fetchall())

        self.assertIn("(plate_key varchar_pattern_ops)", definitions)
        self.assertIn("(vin_tail)", definitions)
