from datetime import date

from odoo.tests import BaseCase

from ..domain.register_facts import from_dvla, from_rdw, from_vpic

GOLF = {
    "kenteken": "12ABC3",
    "merk": "VOLKSWAGEN",
    "handelsbenaming": "VOLKSWAGEN GOLF",
    "eerste_kleur": "BLAUW",
    "datum_eerste_toelating": "20160418",
    "vervaldatum_apk": "20261203",
}
PETROL = {"brandstof_omschrijving": "Benzine", "nettomaximumvermogen": "92.00"}
POWER = {"brandstof_omschrijving": "Elektriciteit"}


class TestRegisterFacts(BaseCase):
    def test_rdw_text_becomes_facts(self):
        facts = from_rdw(GOLF, [PETROL])

        self.assertEqual((facts.make, facts.model), ("Volkswagen", "Golf"))
        self.assertEqual(facts.first_registration, date(2016, 4, 18))
        self.assertEqual((facts.fuel, facts.power_kw), ("petrol", 92))
        self.assertEqual(facts.inspection_due, date(2026, 12, 3))

    def test_the_inspection_data_set_wins(self):
        facts = from_rdw(GOLF, [], {"vervaldatum_keuring": "20271203"})

        self.assertEqual(facts.inspection_due, date(2027, 12, 3))

    def test_what_rdw_does_not_tell_stays_empty(self):
        facts = from_rdw(
            {"merk": "Niet geregistreerd", "datum_eerste_toelating": "2016"}
        )

        self.assertEqual((facts.make, facts.first_registration), ("", None))
        self.assertEqual(facts.as_json(), {})

    def test_petrol_and_electricity_is_a_hybrid(self):
        plug = {**POWER, "klasse_hybride_elektrisch_voertuig": "OVC-HEV"}

        self.assertEqual(from_rdw(GOLF, [PETROL, POWER]).fuel, "hybrid")
        self.assertEqual(from_rdw(GOLF, [PETROL, plug]).fuel, "plugin_hybrid")
        self.assertEqual(from_rdw(GOLF, [POWER]).fuel, "electric")

    def test_open_and_repaired_recalls_are_told_apart(self):
        facts = from_rdw(
            GOLF,
            recalls=[
                {"referentiecode_rdw": "R1", "code_status": "O"},
                {"referentiecode_rdw": "R2", "code_status": "P"},
                {"status": "no reference"},
            ],
            recall_texts={"R1": "Airbag"},
        )

        rows = [(row.code, row.text, row.open) for row in facts.recalls]
        self.assertEqual(rows, [("R1", "Airbag", True), ("R2", "", False)])

    def test_dvla_names_the_month_only(self):
        facts = from_dvla(
            {
                "make": "FORD",
                "yearOfManufacture": 2019,
                "monthOfFirstRegistration": "2019-03",
                "fuelType": "HYBRID ELECTRIC",
                "motExpiryDate": "2027-03-14",
            }
        )

        self.assertEqual((facts.make, facts.fuel), ("Ford", "hybrid"))
        self.assertEqual(facts.first_registration, date(2019, 3, 1))
        self.assertEqual(facts.inspection_due, date(2027, 3, 14))

    def test_vpic_gives_horse_powers(self):
        facts = from_vpic(
            {"Make": "HONDA", "Model": "Accord", "ModelYear": "2003", "EngineHP": "240"}
        )

        self.assertEqual((facts.make, facts.model_year), ("Honda", 2003))
        self.assertEqual(facts.power_kw, 179)

    def test_short_makes_keep_their_capitals(self):
        self.assertEqual(from_rdw({"merk": "BMW"}).make, "BMW")
        self.assertEqual(from_rdw({"merk": "MERCEDES-BENZ"}).make, "Mercedes-Benz")

    def test_broken_values_do_no_harm(self):
        self.assertEqual(from_vpic({"ModelYear": "?", "EngineKW": ""}).as_json(), {})
        self.assertEqual(from_dvla({"motExpiryDate": "soon"}).inspection_due, None)
