from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import VehicleCase


@tagged("post_install", "-at_install")
class TestVehicleOdometer(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Reading = cls.env["garage.odometer.reading"]
        cls._read("2025-01-01", 100_000)
        cls._read("2026-01-01", 115_000)

    @classmethod
    def _read(cls, day, km, **values):
        vals = {"vehicle_id": cls.golf.id, "date": day, "value": km}
        return cls.Reading.create({"source": "intake", **vals, **values})

    def test_the_latest_reading_counts(self):
        self._read("2025-06-01", 107_000)

        self.assertEqual(self.golf.odometer, 115_000)
        self.assertEqual(self.golf.odometer_date, fields.Date.to_date("2026-01-01"))

    def test_a_lower_reading_is_flagged_and_does_not_count(self):
        reading = self._read("2026-02-01", 11_600)

        self.assertTrue(reading.flagged)
        self.assertIn("115,000", reading.flag_text)
        self.assertEqual(self.golf.odometer, 115_000)

    def test_a_reason_makes_a_flagged_reading_count(self):
        reading = self._read("2026-02-01", 12, reason="Cluster replaced")

        self.assertTrue(reading.flagged)
        self.assertEqual(self.golf.odometer, 12)

    def test_a_jump_typed_by_hand_asks_for_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "write the reason"):
            self._read("2026-02-01", 1_160_000, source="manual")

    def test_the_yearly_mileage_comes_from_the_readings(self):
        self.assertEqual(self.golf.km_a_year, 15_000)
        expected = self.golf._get_expected_odometer(fields.Date.to_date("2026-07-02"))
        self.assertAlmostEqual(expected, 122_480, delta=60)

    def test_the_intake_can_ask_before_saving(self):
        answer = self.Vehicle.check_odometer(self.golf.id, 1_000)

        self.assertFalse(answer["plausible"])
        self.assertIn("115,000", answer["text"])
        self.assertFalse(self.golf.odometer_ids.filtered(lambda r: r.value == 1_000))

    def test_adding_a_reading_uses_today(self):
        today = fields.Date.context_today(self.golf)
        reading = self.golf._add_odometer(130_000, "handover")

        self.assertEqual(reading.date, today)
        self.assertEqual(reading.source, "handover")

    def test_correcting_a_reading_judges_it_again(self):
        reading = self._read("2026-02-01", 11_600)

        reading.value = 116_000

        self.assertFalse(reading.flagged)
        self.assertEqual(self.golf.odometer, 116_000)
