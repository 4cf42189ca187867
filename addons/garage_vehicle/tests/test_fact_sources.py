from odoo.tests import BaseCase, Form, tagged

from ..domain import fact_sources
from .common import VehicleCase


@tagged("post_install", "-at_install")
class TestFactSourceRules(BaseCase):
    def test_nothing_is_always_filled_and_a_person_always_may(self):
        self.assertTrue(fact_sources.may_replace(False, None, "vin"))
        self.assertTrue(fact_sources.may_replace("Golf", "register", "manual"))

    def test_what_a_person_said_stays(self):
        for source in ("vin", "import", "register"):
            self.assertFalse(fact_sources.may_replace("Golf", "manual", source))
            self.assertFalse(fact_sources.may_replace("Golf", None, source))

    def test_a_register_knows_better_than_a_file_and_a_file_than_the_vin(self):
        self.assertTrue(fact_sources.may_replace(2015, "import", "register"))
        self.assertTrue(fact_sources.may_replace(2015, "vin", "import"))
        self.assertFalse(fact_sources.may_replace(2015, "register", "vin"))
        self.assertTrue(fact_sources.may_replace(2015, "register", "register"))

    def test_a_field_without_a_value_has_no_source(self):
        noted = fact_sources.note({"color": "manual"}, {"color": None, "fuel": "vin"})

        self.assertEqual(noted, {"fuel": "vin"})


@tagged("post_install", "-at_install")
class TestFactSources(VehicleCase):
    def test_what_the_vin_says_is_known_from_the_vin(self):
        self.assertEqual(self.golf.fact_sources["make_id"], "vin")
        self.assertIn("VIN: Make, Model", self.golf.fact_source_text)

    def test_what_a_person_types_is_known_from_the_person(self):
        self.golf.color = "Blue"

        self.assertEqual(self.golf.fact_sources["color"], "manual")

    def test_a_register_never_overwrites_a_person(self):
        self.golf.model_year = 2005

        left = self.golf._fill_facts({"model_year": 2006, "fuel": "petrol"}, "register")

        self.assertEqual(left, {"model_year": 2006})
        self.assertEqual(self.golf.model_year, 2005)
        self.assertEqual(self.golf.fact_sources["fuel"], "register")

    def test_a_register_mends_its_own_answer(self):
        self.golf._fill_facts({"first_registration": "2006-03-01"}, "register")
        left = self.golf._fill_facts({"first_registration": "2006-04-01"}, "register")

        self.assertFalse(left)
        self.assertEqual(str(self.golf.first_registration), "2006-04-01")

    def test_a_corrected_vin_corrects_what_the_old_one_said(self):
        self.golf.vin = "TMBZZZ5E7G0123456"

        self.assertEqual(self.golf.make_id.name, "Škoda")
        self.assertEqual(self.golf.model_id.name, "Octavia")

    def test_a_corrected_vin_leaves_what_a_person_said(self):
        self.golf.variant = "GTI"
        golf_plus = self.env["garage.vehicle.model"].create(
            {"name": "Golf Plus", "make_id": self.golf.make_id.id}
        )
        self.golf.model_id = golf_plus

        self.golf.vin = "WVWZZZ1KZ7W000002"

        self.assertEqual(self.golf.model_id, golf_plus)
        self.assertEqual(self.golf.variant, "GTI")

    def test_the_form_mends_what_it_read_from_a_mistyped_vin(self):
        form = Form(self.Vehicle)
        form.vin = "WVWZZZ1KZ6W000009"
        form.vin = "TMBZZZ5E7G0123456"
        vehicle = form.save()

        self.assertEqual(vehicle.make_id.name, "Škoda")
        self.assertEqual(vehicle.fact_sources["make_id"], "vin")
