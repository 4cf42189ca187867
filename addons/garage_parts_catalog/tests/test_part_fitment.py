from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import CatalogCase


@tagged("post_install", "-at_install")
class TestPartFitment(CatalogCase):
    """Fitment that people of the garage type on products and catalogue parts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create(
            {"name": "Bracket of our own", "default_code": "OWN-1"}
        )
        cls.fitments = cls.env["garage.part.fitment"]

    def say(self, **values):
        """Type that the product fits the test vehicle's make and model."""
        values.setdefault("product_tmpl_id", self.product.product_tmpl_id.id)
        if not values.get("universal"):
            values.setdefault("make_id", self.vehicle.make_id.id)
            values.setdefault("model_id", self.vehicle.model_id.id)
        return self.fitments.create(values)

    def answer(self, product=None):
        """Return verdict and words for the test vehicle."""
        product = product or self.product
        found = product._get_fit_answers(self.vehicle)[product.id]
        return found.verdict, self.env["garage.catalog.messages"]._fit_text(found)

    def test_a_product_without_catalogue_says_that_it_fits(self):
        self.assertEqual(self.answer()[0], "unknown")

        self.say(position="front", note="with clips")

        self.assertEqual(
            self.answer(), ("fits", "Listed for this vehicle: front, with clips")
        )

    def test_another_model_is_unknown_until_the_list_is_complete(self):
        other = self.vehicle.model_id.copy({"name": "Spatz"})
        self.say(model_id=other.id)
        self.assertEqual(self.answer()[0], "unknown")

        self.product.garage_fitment_complete = True

        self.assertEqual(self.answer()[0], "no")

    def test_years_engine_fuel_and_chassis_number_decide(self):
        self.vehicle.write({"fuel": "petrol", "engine_code": "CZDA"})
        for values, words in (
            ({"year_to": 2014}, "Only for -2014, this one is 2016"),
            ({"engine_code": "CHPA"}, "Only for engine CHPA, this one has CZDA"),
            ({"fuel": "diesel"}, "Only for Diesel, this one takes Petrol"),
        ):
            with self.subTest(values=values):
                fitment = self.say(**values)
                self.assertEqual(self.answer(), ("no", words))
                fitment.unlink()

    def test_a_vehicle_without_chassis_number_is_checked(self):
        self.say(vin_from="100000", vin_to="200000")

        self.assertEqual(
            self.answer(), ("check", "Check: chassis number 100000-200000")
        )

    def test_what_the_garage_knows_comes_before_the_supplier(self):
        self.import_price_list(
            "Artikelnummer;Marke;Bezeichnung;Preis;KType\r\nA 1;Zosch;Pad;10,00;77\r\n"
        )
        self.link_vehicle("78", "ktype")
        item = self.item("A1")
        self.assertEqual(self.lookup("A1")[0]["fit"]["verdict"], "no")

        self.say(product_tmpl_id=False, item_id=item.id)

        self.assertEqual(self.lookup("A1")[0]["fit"]["verdict"], "fits")
        product = item._get_or_create_product()
        self.assertEqual(self.answer(product)[0], "fits")

    def test_words_on_the_product_count_for_its_catalogue_part(self):
        self.import_price_list()
        item = self.item("Z986479C58")
        product = item._get_or_create_product()

        self.say(product_tmpl_id=product.product_tmpl_id.id, condition="280 mm")

        fit = self.lookup("Z 986 479 C58")[0]["fit"]
        self.assertEqual(fit, {"verdict": "check", "text": "Check: 280 mm"})

    def test_a_statement_without_sense_is_refused(self):
        other = self.env["garage.vehicle.make"].create({"name": "Otherwagen"})
        for values in (
            {"make_id": False, "model_id": False},
            {"universal": True, "make_id": other.id},
            {"make_id": other.id},
            {"year_from": 2016, "year_to": 2014},
            {"year_from": 16},
            {"vin_from": "200000", "vin_to": "100000"},
            {"vin_from": "1" * 18},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.say(**values)

    def test_advisers_type_and_mechanics_read(self):
        self.say(universal=True)
        mechanic = self.product.with_user(self.user("mechanic"))
        self.assertEqual(
            mechanic._get_fit_answers(self.vehicle)[self.product.id].verdict, "fits"
        )
        with self.assertRaises(AccessError):
            mechanic.garage_fitment_ids.unlink()
        self.fitments.with_user(self.user("adviser")).create(
            {
                "product_tmpl_id": self.product.product_tmpl_id.id,
                "make_id": self.vehicle.make_id.id,
            }
        )

    def test_another_company_does_not_see_what_is_typed(self):
        self.say()
        company = self.env["res.company"].create({"name": "Second garage"})
        user = self.user("adviser")
        user.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})

        found = self.fitments.with_user(user).search([])

        self.assertFalse(
            found.filtered(lambda row: row.make_id == self.vehicle.make_id)
        )
