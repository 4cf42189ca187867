from odoo.tests import tagged

from .common import CatalogCase, pies, pies_item, pies_prices

DISC = pies_item(
    "D-100",
    '<ItemLevelGTIN GTINQualifier="UP">04006381333931</ItemLevelGTIN>',
    '<Descriptions><Description DescriptionCode="DES" LanguageCode="EN">Brake disc'
    "</Description></Descriptions>",
    pies_prices(LST="100.00", JBR="60.00", COR="12.50"),
    "<DigitalAssets><DigitalFileInformation><FileName>D100.jpg</FileName>"
    "</DigitalFileInformation></DigitalAssets>",
)
PADS = pies_item("P-200", pies_prices(LST="50.00"))
OTHER = pies_item("O-300", pies_prices(LST="7.00"), brand="BYYY")


@tagged("post_install", "-at_install")
class TestImportPies(CatalogCase):
    def load(self, *items, **options):
        return self.import_bytes(pies(*items, **options), "pies.xml")

    def test_items_become_parts_with_prices_and_deposit(self):
        batch = self.load(DISC, PADS)

        self.assertEqual((batch.state, batch.items_new), ("done", 2))
        disc = self.item("D100")
        self.assertEqual((disc.list_price, disc.cost, disc.deposit), (100, 60, 12.5))
        self.assertEqual((disc.name, disc.ean), ("Brake disc", "4006381333931"))
        self.assertEqual(disc.kind_id.pcdb_id, 1896)
        self.assertEqual(disc.brand_id.name, "Testbrand BZZZ")
        self.assertEqual(disc.brand_id.code_aaia, "BZZZ")
        self.assertEqual(disc.asset_names, "D100.jpg")

    def test_kind_of_price_that_we_pay_is_chosen_on_the_catalogue(self):
        self.source.cost_price_type = "wd1, jbr"
        self.load(pies_item("X1", pies_prices(JBR="60.00", WD1="41.00")), DISC)
        self.assertEqual(self.item("X1").cost, 41)
        self.assertEqual(self.item("D100").cost, 60)

    def test_newer_file_writes_only_what_changed(self):
        self.load(DISC, PADS)
        batch = self.load(DISC, PADS.replace("50.00", "55.00"))
        self.assertEqual((batch.items_changed, batch.items_unchanged), (1, 1))
        self.assertEqual(batch.prices_changed, 1)

    def test_deleted_item_is_withdrawn(self):
        self.load(DISC, PADS)
        batch = self.load(pies_item("P-200", action="D"), DISC)
        self.assertEqual(batch.items_withdrawn, 1)
        self.assertEqual(self.item("P200").state, "deleted")

    def test_full_file_ends_the_missing_items_of_its_brands_only(self):
        self.load(DISC, PADS, OTHER)
        batch = self.load(DISC, SubmissionType="FULL")
        self.assertEqual(batch.items_ended, 1)
        self.assertEqual(self.item("P200").state, "discontinued")
        self.assertEqual(self.item("O300").state, "active")

    def test_price_in_another_currency_is_reported_and_not_taken(self):
        batch = self.load(DISC, CurrencyCode="USD")
        self.assertFalse(self.item("D100").list_price)
        self.assertIn("the price is in USD", batch.log)

    def test_cut_off_file_changes_nothing(self):
        batch = self.import_bytes(pies(DISC, PADS)[:-40], "pies.xml")
        self.assertEqual(batch.state, "failed")
        self.assertFalse(self.items.search([("source_id", "=", self.source.id)]))

    def test_preview_recognises_the_file(self):
        wizard = self.wizard(pies(DISC, PADS), "pies.xml")
        wizard.action_preview()
        self.assertEqual(wizard.kind, "pies")
        for words in ("D-100", "Brake disc", "100.00", "60.00"):
            self.assertIn(words, wizard.preview)
