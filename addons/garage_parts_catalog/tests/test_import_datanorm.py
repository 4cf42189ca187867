from odoo.tests import tagged

from .common import DATA, CatalogCase, datanorm4, datanorm5

DISC = "A;N;A100;00;Disc;front;1;0;ST;10000;HD;004;TX1;"
PADS = "A;N;B200;00;Pads;;2;2;ST;2050;;;;"
BRAKES = (DISC, PADS, "B;N;A100;;ALT 7;;0;0;0;4006381333931;;050;0;10;;;")


@tagged("post_install", "-at_install")
class TestImportDatanorm(CatalogCase):
    def load(self, *records, name="DATANORM.001", **options):
        return self.import_bytes(datanorm4(*records, **options), name)

    def test_articles_become_parts_with_price_unit_and_packing(self):
        batch = self.load(*BRAKES)

        self.assertEqual((batch.state, batch.items_new), ("done", 2))
        disc, pads = self.item("A100"), self.item("B200")
        self.assertEqual((disc.name, disc.list_price), ("Disc front", 100.0))
        self.assertEqual((disc.ean, disc.pack_qty), ("4006381333931", 10))
        self.assertEqual((pads.cost, pads.price_qty), (20.50, 100))
        self.assertEqual(disc.xref_ids.number, "ALT 7")
        self.assertEqual(disc.product_group, "004/050")

    def test_real_file_with_prices_before_articles_and_texts(self):
        batch = self.import_bytes(
            (DATA / "v4_products_before_texts.001").read_bytes(), "DATANORM.001"
        )
        cable = self.item("QBMK10208R")
        self.assertEqual((cable.list_price, cable.cost), (2283.13, 547.9512))
        self.assertTrue(cable.description.startswith("Installationskabel zur"))
        trim = self.item("QATA207569016")
        self.assertEqual((trim.list_price, trim.cost), (2.40, 0.88))
        self.assertIn("Spülkästen", trim.description)
        self.assertEqual((batch.items_new, batch.texts_changed), (2, 2))
        self.assertEqual(batch.parts_unknown, 27)
        self.assertIn("part QATA207569014 is not in the catalogue", batch.log)

    def test_price_file_changes_known_parts_only(self):
        self.load(*BRAKES)
        batch = self.load(
            "P;A;A100;1;12000;1;5500;;;;;B200;2;1900;;;;;;;C300;1;100;;;;;;;",
            name="DATPREIS.001",
        )
        disc = self.item("A100")
        self.assertEqual((disc.list_price, disc.cost), (120.0, 54.0))
        self.assertEqual((disc.name, disc.pack_qty), ("Disc front", 10))
        self.assertEqual(self.item("B200").cost, 19.0)
        self.assertFalse(self.item("C300"))
        self.assertEqual((batch.prices_changed, batch.parts_unknown), (2, 1))

    def test_prices_that_came_before_their_articles_are_taken_the_second_time(self):
        prices = "P;A;A100;1;12000;1;5500;;;;;;;;;;;;;;;;;;;;;"
        self.assertEqual(self.load(prices, name="DATPREIS.001").parts_unknown, 1)
        self.load(*BRAKES)

        batch = self.load(prices, name="DATPREIS.001")

        self.assertEqual((batch.prices_changed, batch.parts_unknown), (1, 0))
        self.assertEqual(self.item("A100").list_price, 120.0)

    def test_discount_groups_make_purchase_prices(self):
        self.load(*BRAKES)
        batch = self.load("R;;HD;1;4500;House discount;", name="DATANORM.RAB")

        self.assertEqual((batch.discounts_changed, batch.prices_by_group), (1, 1))
        self.assertEqual(self.item("A100").cost, 55.0)
        self.assertEqual(self.item("B200").cost, 20.50)
        self.assertEqual(self.source.discount_ids.name, "House discount")

    def test_list_price_of_a_newer_file_keeps_the_groups_discount(self):
        self.load("R;;HD;1;4500;;")
        self.load(*BRAKES)
        self.load(DISC.replace("10000", "20000"))
        self.assertEqual(self.item("A100").cost, 110.0)

    def test_discount_typed_by_hand_counts_at_once(self):
        self.load(*BRAKES)
        self.source.discount_ids = [(0, 0, {"code": "HD", "value": 20})]
        self.assertEqual(self.item("A100").cost, 80.0)
        self.source.discount_ids.write({"kind": "multiplier", "value": 0.3})
        self.assertEqual(self.item("A100").cost, 30.0)

    def test_price_of_its_own_is_not_touched_by_the_group(self):
        self.load(*BRAKES, "P;A;A100;2;4200;;;;;;;")
        self.load("R;;HD;1;4500;;")
        self.assertEqual(self.item("A100").cost, 42.0)

    def test_product_groups_name_the_kind_of_part(self):
        self.load(*BRAKES)
        batch = self.load("S;;004;Brakes;050;Brake discs;", name="DATANORM.WRG")
        self.assertEqual(batch.groups_changed, 2)
        self.assertEqual(self.item("A100").kind_id.name, "Brake discs")

    def test_deleted_article_is_withdrawn_and_not_revived_by_a_price(self):
        self.load(*BRAKES)
        batch = self.load("A;L;A100;;;;;;;;", PADS)
        self.assertEqual((batch.items_withdrawn, batch.items_unchanged), (1, 1))
        self.assertEqual(self.item("A100").state, "deleted")
        self.load("P;A;A100;2;4200;;;;;;;")
        self.assertEqual(self.item("A100").state, "deleted")
        self.load(DISC)
        self.assertEqual(self.item("A100").state, "active")

    def test_renumbered_article_stays_itself_and_is_found_by_both_numbers(self):
        self.load(*BRAKES)
        disc = self.item("A100")
        product = disc._get_or_create_product()
        batch = self.load("A;X;A100;;A-101;;;;;;", PADS)

        self.assertEqual(batch.items_renumbered, 1)
        self.assertEqual((disc.number, disc.number_norm), ("A-101", "A101"))
        self.assertEqual(disc.product_id, product)
        self.assertIn("A100", disc.xref_ids.mapped("number"))

    def test_texts_of_a_file_of_their_own_find_their_articles(self):
        self.load(*BRAKES)
        batch = self.load("T;N;TX1;;1;;ventilated;2;;  280 mm;", "T;N;NOBODY;;1;;x;;;;")
        self.assertEqual(self.item("A100").description, "ventilated\n  280 mm")
        self.assertEqual((batch.texts_changed, batch.items_changed), (1, 0))

    def test_text_of_the_article_takes_in_the_block_it_names(self):
        self.load(
            *BRAKES,
            "D;N;A100;1;F;;Own words;2;T;TX9;;",
            "T;N;TX9;;1;;block 1;2;;block 2;",
        )
        self.assertEqual(self.item("A100").description, "Own words\nblock 1\nblock 2")

    def test_missing_text_is_counted(self):
        self.assertEqual(self.load(*BRAKES).texts_missing, 1)

    def test_newer_file_writes_only_what_changed(self):
        self.load(*BRAKES)
        before = self.item("B200").write_date
        batch = self.load(*BRAKES, DISC.replace("10000", "9900"))
        self.assertEqual((batch.items_changed, batch.items_unchanged), (1, 1))
        self.assertEqual(batch.prices_changed, 1)
        self.assertEqual(self.item("B200").write_date, before)

    def test_complete_list_ends_what_is_missing_but_a_price_file_ends_nothing(self):
        self.source.full_list = True
        self.load(*BRAKES)
        self.load("P;A;A100;2;4200;;;;;;;")
        self.assertEqual(self.item("B200").state, "active")
        batch = self.load(DISC)
        self.assertEqual(batch.items_ended, 1)
        self.assertEqual(self.item("B200").state, "discontinued")

    def test_damaged_record_is_reported_with_its_number(self):
        batch = self.load(*BRAKES, "A;N;C300;00;Oil;;1;0;ST;1O0;;;;")
        self.assertEqual((batch.items_new, batch.lines_damaged), (2, 1))
        self.assertIn('Line 5: "1O0" is not an amount', batch.log)

    def test_file_cut_off_or_in_another_currency_changes_nothing(self):
        whole = datanorm4(*BRAKES)
        for data, words in (
            (whole[:-9], "cut off in line 4"),
            (datanorm5("T;N;X;1;01;a;", "E;99;;"), "count"),
            (whole.replace(b"04EUR", b"04CHF"), f"CHF/{self.source.currency_id.name}"),
        ):
            batch = self.import_bytes(data, "DATANORM.001")
            self.assertEqual(batch.state, "failed")
            self.assertIn(words, batch.log)
        self.assertFalse(self.items.search([("source_id", "=", self.source.id)]))

    def test_preview_names_the_format_and_shows_records(self):
        wizard = self.wizard(datanorm4("R;;HD;1;4500;House;", *BRAKES), "DATANORM.001")
        wizard.action_preview()
        self.assertEqual(wizard.kind, "datanorm")
        for words in ("A100", "45.00 %", "Disc front", "100 ST"):
            self.assertIn(words, wizard.preview)
        self.assertFalse(self.source.batch_ids)
