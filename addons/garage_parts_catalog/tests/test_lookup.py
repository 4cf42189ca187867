from odoo.tests import tagged

from .common import CatalogCase, aces_excerpt


@tagged("post_install", "-at_install")
class TestLookup(CatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_price_list()
        cls.import_bytes(aces_excerpt(), "aces.xml", brand_name="AirQualitee")
        cls.env["garage.catalog.kind"].search(
            [("pcdb_id", "=", 6832)]
        ).name = "Cabin filter"

    def numbers(self, text, **options):
        options.setdefault("filters", {"source_id": self.source.id})
        rows = self.items.lookup(text, **options)
        return [(row["number"], row["match"]) for row in rows]

    def fit(self, text):
        (row,) = self.items.lookup(
            text, self.vehicle.id, filters={"source_id": self.source.id}
        )
        return row["fit"]["verdict"], row["fit"]["text"]

    def test_number_is_found_in_any_spelling(self):
        for text in ("Z3.0460-7184.2", "Z3046071842", " z3 0460/7184 2"):
            self.assertEqual(self.numbers(text), [("Z3.0460-7184.2", "exact")])

    def test_vehicle_makers_number_finds_the_part(self):
        self.assertEqual(self.numbers("5q0-615-301z"), [("Z 986 479 C58", "xref")])

    def test_beginning_of_a_number_finds_all_that_begin_so(self):
        found = self.numbers("zf 026.407")
        self.assertEqual([how for _number, how in found], ["prefix", "prefix"])

    def test_exact_number_comes_before_longer_ones(self):
        found = self.numbers("AQ1058")
        self.assertEqual(found[0], ("AQ1058", "exact"))
        self.assertIn(("AQ1058C", "prefix"), found)

    def test_ean_finds_the_part(self):
        self.assertEqual(self.numbers("2999000000017")[0][0], "Z 986 479 C58")

    def test_words_find_name_brand_and_kind(self):
        self.assertEqual(self.numbers("brems zate"), [("Z3.0460-7184.2", "text")])
        self.assertIn(("AQ1007", "text"), self.numbers("cabin airqual", limit=100))

    def test_signs_of_a_search_pattern_are_plain_text(self):
        self.assertEqual(self.numbers("%%%"), [])
        self.assertEqual(self.numbers("___"), [])

    def test_part_is_listed_for_the_vehicle(self):
        self.link_vehicle("588822")
        self.assertEqual(self.fit("AQ1007")[0], "fits")

    def test_part_listed_for_others_does_not_fit(self):
        self.link_vehicle("588822")
        self.assertEqual(
            self.fit("AQ-1067 C"), ("no", "Listed for other vehicles, not for this one")
        )

    def test_condition_is_told_in_words(self):
        self.link_vehicle("19129")
        self.assertEqual(self.fit("AQ1040C"), ("check", "Check: carbon version"))

    def test_without_data_the_answer_is_unknown(self):
        self.link_vehicle("588822")
        self.assertEqual(
            self.fit("Z3.0460-7184.2"),
            ("unknown", "The supplier says nothing about vehicles"),
        )

    def test_vehicle_without_link_is_unknown(self):
        self.assertEqual(self.fit("AQ1007")[0], "unknown")

    def test_another_model_year_is_another_vehicle(self):
        self.link_vehicle("588822", year_from=2014, year_to=2014)
        self.assertEqual(self.fit("AQ1007")[0], "unknown")

    def test_unknown_engine_has_to_be_checked(self):
        self.link_vehicle("588822", engine_code="CZDA")
        self.assertEqual(self.fit("AQ1007"), ("check", "Check: engine CZDA"))
        self.vehicle.engine_code = "CHPA"
        self.assertEqual(self.fit("AQ1007")[0], "unknown")

    def test_vehicle_chosen_by_hand_decides(self):
        self.vehicle.catalog_type_id = self.link_vehicle("588822", model="Other")
        self.assertEqual(self.fit("AQ1007")[0], "fits")

    def test_only_fitting_parts_can_be_listed(self):
        self.link_vehicle("19129")
        found = self.numbers("", vehicle_id=self.vehicle.id, filters={"fits": True})
        self.assertEqual({number for number, _how in found}, {"AQ1040", "AQ1040C"})

    def test_replacement_is_shown(self):
        old, new = self.items.lookup("ZF 026 407 023")
        self.assertEqual(old["chain"], ["ZF 026 407 023", "ZF 026 407 157"])
        self.assertEqual((new["number"], new["match"]), ("ZF 026 407 157", "newer"))

    def test_own_stock_is_shown_and_can_be_asked_for(self):
        product = self.item("Z3046071842")._get_or_create_product()
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        self.env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, 3
        )
        (row,) = self.items.lookup("Z3046071842")
        self.assertEqual(row["stock"], 3)
        found = self.numbers("", filters={"in_stock": True})
        self.assertIn(("Z3.0460-7184.2", "list"), found)

    def test_stock_of_an_own_product_with_the_same_ean_is_shown(self):
        product = self.env["product.product"].create(
            {"name": "Own disc", "barcode": "2999000000017", "is_storable": True}
        )
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        self.env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, 2
        )
        (row,) = self.lookup("Z986479C58")
        self.assertEqual((row["product_id"], row["stock"]), (product.id, 2))

    def test_prices_are_for_advisers_and_not_for_mechanics(self):
        (row,) = self.items.with_user(self.user("adviser")).lookup("Z3046071842")
        self.assertEqual((row["price"], row["cost"]), (79.5, 41.1))
        (row,) = self.items.with_user(self.user("mechanic")).lookup("Z3046071842")
        self.assertNotIn("price", row)
        self.assertNotIn("cost", row)
