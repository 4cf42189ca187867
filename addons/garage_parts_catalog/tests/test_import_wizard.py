import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PRICE_LIST, CatalogCase, aces_excerpt


@tagged("post_install", "-at_install")
class TestImportWizard(CatalogCase):
    def imported(self, wizard):
        action = wizard.action_import()
        return self.env["garage.catalog.batch"].browse(action["res_id"])

    def test_preview_shows_mapping_and_first_rows_and_changes_nothing(self):
        wizard = self.wizard(PRICE_LIST.encode("cp1252"))
        wizard.action_preview()

        self.assertEqual((wizard.kind, wizard.delimiter), ("csv", ";"))
        self.assertEqual(wizard.column_ids.mapped("target")[:3],
                         ["number", "brand", "name"])  # fmt: skip
        self.assertIn("Ölfilter", wizard.preview)
        self.assertFalse(self.source.batch_ids)

    def test_import_after_the_preview(self):
        wizard = self.wizard(PRICE_LIST.encode("cp1252"))
        wizard.action_preview()
        self.assertEqual(self.imported(wizard).items_new, 4)

    def test_mapping_changed_by_hand_is_used_and_remembered(self):
        wizard = self.wizard(b"A1;Disc;12,50\nA2;Pads;8,00\n")
        wizard.action_preview()
        wizard.column_ids[1].target = "name"
        wizard.column_ids[2].target = "list_price"
        wizard.action_read_again()
        self.assertIn("12.50", wizard.preview)
        self.imported(wizard)
        self.assertEqual(self.item("A1").list_price, 12.5)

        again = self.wizard(b"A1;Disc;13,50\nA2;Pads;8,00\n")
        again.action_preview()
        self.assertEqual(again.column_ids[2].target, "list_price")

    def test_wrong_mapping_can_be_mended_with_the_same_file(self):
        data = PRICE_LIST.encode("cp1252")
        wizard = self.wizard(data)
        wizard.action_preview()
        wizard.column_ids[3].target = False
        self.imported(wizard)
        wizard = self.wizard(data)
        wizard.action_preview()
        wizard.column_ids[3].target = "list_price"
        self.assertEqual(self.imported(wizard).items_changed, 4)

    def test_two_columns_for_the_same_thing_are_refused(self):
        wizard = self.wizard(PRICE_LIST.encode("cp1252"))
        wizard.action_preview()
        wizard.column_ids[4].target = "list_price"
        with self.assertRaisesRegex(UserError, "List price"):
            wizard.action_import()

    def test_file_imported_before_is_told(self):
        for _time in range(2):
            wizard = self.wizard(PRICE_LIST.encode("cp1252"))
            wizard.action_preview()
            action = wizard.action_import()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(len(self.source.batch_ids), 1)

    def test_aces_file_is_recognised(self):
        wizard = self.wizard(aces_excerpt(), "aces.xml")
        wizard.action_preview()
        self.assertEqual((wizard.kind, wizard.brand_name), ("aces", "AirQualitee"))
        self.assertIn("AQ1007", wizard.preview)
        self.assertEqual(self.imported(wizard).fitments_new, 159)

    def test_file_that_is_no_list_says_what_to_do(self):
        for data, words in (
            (b"   ", "empty"),
            (b"PK\x03\x04", "Save it as CSV"),
            (b"<html><p>log in</p></html>", "no ACES file"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.wizard(data).action_preview()

    def test_another_file_can_be_chosen_after_the_preview(self):
        wizard = self.wizard(PRICE_LIST.encode("cp1252"))
        wizard.action_preview()
        wizard.action_back()
        self.env.flush_all()
        self.assertEqual((wizard.state, wizard.file), ("upload", False))
        wizard.file = base64.b64encode(aces_excerpt())
        wizard.action_preview()
        self.assertEqual((wizard.kind, len(wizard.column_ids)), ("aces", 0))

    def test_xml_in_sixteen_bits_is_recognised(self):
        text = aces_excerpt().decode("latin-1").replace("ISO-8859-1", "UTF-16")
        wizard = self.wizard(text.encode("utf-16"), "aces.xml")
        wizard.action_preview()
        self.assertEqual(wizard.kind, "aces")

    def test_markup_in_a_file_stays_text(self):
        wizard = self.wizard(b"number;name\nA1;<script>alert(1)</script>\nA2;x\n")
        wizard.action_preview()
        self.assertIn("&lt;script&gt;", wizard.preview)

    def test_a_russian_list_is_shown_and_imported(self):
        text = "Артикул;Бренд;Наименование;Цена\nA-1;Зейт;Колодки тормозные;10,00\n"
        for encoding in ("cp1251", "cp866", "utf-16-le"):
            wizard = self.wizard(text.encode(encoding))
            wizard.action_preview()
            self.assertEqual(wizard.encoding, encoding)
            self.assertIn("Колодки", wizard.preview)
