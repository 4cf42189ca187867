from odoo.tests import tagged

from .common import CatalogCase, bmecat, bmecat_article, bmecat_prices

DISC = bmecat_article(
    "W-100",
    bmecat_prices(net_customer="60.00", net_list="100.00"),
    DESCRIPTION_SHORT="Brake disc",
    EAN="4006381333931",
    MANUFACTURER_AID="M 4711",
    MANUFACTURER_NAME="Brakes AG",
)
PADS = bmecat_article("W-200", bmecat_prices(net_list="50.00"))


@tagged("post_install", "-at_install")
class TestImportBmecat(CatalogCase):
    def load(self, *records, **options):
        return self.import_bytes(bmecat(*records, **options), "bmecat.xml")

    def test_articles_become_parts_that_the_makers_number_finds(self):
        batch = self.load(DISC, PADS)

        self.assertEqual((batch.state, batch.items_new), ("done", 2))
        disc = self.item("W100")
        self.assertEqual((disc.list_price, disc.cost), (100, 60))
        self.assertEqual((disc.name, disc.ean), ("Brake disc", "4006381333931"))
        [row] = self.items.lookup("M4711")
        self.assertEqual(row["number"], "W-100")

    def test_an_update_of_prices_changes_only_prices(self):
        self.load(DISC, PADS)
        batch = self.load(
            bmecat_article("W-100", bmecat_prices(net_customer="66.00")),
            bmecat_article("W-900", bmecat_prices(net_customer="9.00")),
            transaction="T_UPDATE_PRICES",
        )
        self.assertEqual((batch.items_new, batch.prices_changed), (0, 1))
        disc = self.item("W100")
        self.assertEqual((disc.cost, disc.list_price), (66, 100))
        self.assertEqual(disc.name, "Brake disc")
        self.assertIn("W-900", batch.log)

    def test_a_withdrawn_article_is_no_longer_offered(self):
        self.load(DISC, PADS)
        batch = self.load(
            bmecat_article("W-200", mode="delete"), transaction="T_UPDATE_PRODUCTS"
        )
        self.assertEqual(batch.items_withdrawn, 1)
        self.assertEqual(self.item("W200").state, "deleted")

    def test_a_complete_catalogue_ends_what_it_no_longer_names(self):
        self.load(DISC, PADS)
        self.source.full_list = True

        batch = self.load(DISC.replace("60.00", "61.00"))

        self.assertEqual(batch.items_ended, 1)
        self.assertEqual(self.item("W200").state, "discontinued")

    def test_a_cut_off_file_changes_nothing(self):
        self.load(DISC, PADS)
        cut = self.import_bytes(bmecat(DISC)[:-20], "bmecat.xml")

        self.assertEqual(cut.state, "failed")
        self.assertEqual(self.item("W200").state, "active")

    def test_preview_recognises_the_file(self):
        wizard = self.wizard(bmecat(DISC, PADS), "bmecat.xml")
        wizard.action_preview()
        self.assertEqual(wizard.kind, "bmecat")
        for words in ("W-100", "Brake disc", "100.00", "60.00"):
            self.assertIn(words, wizard.preview)
