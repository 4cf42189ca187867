import io

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from ..domain.labels import SHEET, Label, repeat, sheets
from .code128 import read_code128
from .common import CatalogCase


@tagged("post_install", "-at_install")
class TestLabels(CatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tax = cls.env["account.tax"].create({"name": "Label 20%", "amount": 20})
        brand = cls.env["garage.catalog.brand"].create({"name": "Zosch labels"})
        cls.filter = cls.env["product.product"].create(
            {
                "name": "Oil filter",
                "default_code": "F 026",
                "barcode": "8712345000033",
                "list_price": 10.0,
                "taxes_id": [Command.set(tax.ids)],
                "garage_brand_id": brand.id,
                "is_storable": True,
            }
        )

    def printed(self, record, **values):
        wizard = self.env["garage.label.print"].with_context(
            active_model=record._name, active_ids=record.ids
        )
        return wizard.create(values)

    def test_the_label_of_an_article_has_name_number_bar_code_and_price(self):
        [label] = self.printed(self.filter)._get_labels()

        self.assertEqual(label.title, "Oil filter")
        self.assertEqual(label.code, "8712345000033")
        self.assertEqual(label.lines, ("Zosch labels", "F 026"))
        price = self.env.company.currency_id.format(12.0)
        self.assertEqual(label.price, price)

    def test_a_template_prints_its_variants(self):
        labels = self.printed(self.filter.product_tmpl_id)._get_labels()

        self.assertEqual([label.code for label in labels], ["8712345000033"])

    def test_an_article_without_a_bar_code_carries_its_number(self):
        self.filter.barcode = False

        [label] = self.printed(self.filter)._get_labels()

        self.assertEqual(label.code, "F 026")

    def test_a_bin_carries_its_own_code(self):
        bins = self.env["stock.location"].create({"name": "A-03-2", "barcode": "BIN-7"})

        [label] = self.printed(bins)._get_labels()

        self.assertEqual((label.title, label.code), ("A-03-2", "BIN-7"))

    def test_a_receipt_prints_as_many_as_arrived(self):
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.supplier.id,
                "order_line": [
                    Command.create({"product_id": self.filter.id, "product_qty": 3})
                ],
            }
        )
        order.button_confirm()

        labels = self.printed(order.picking_ids)._get_labels()

        self.assertEqual([label.title for label in labels], ["Oil filter"] * 3)

    def test_twenty_five_labels_need_a_second_sheet(self):
        label = Label("A")

        first, second = sheets(repeat([(label, SHEET + 1)]))

        self.assertEqual(first, [label] * SHEET)
        self.assertEqual(second, [label] + [None] * (SHEET - 1))

    def test_places_that_are_gone_stay_empty(self):
        label = Label("A")

        self.assertEqual(sheets([label], 2)[0][:4], [None, None, label, None])
        self.assertEqual(sheets([label], 99)[0][-1], label)
        self.assertEqual(sheets([label], -1)[0][0], label)
        self.assertEqual(sheets([], 5), [])
        self.assertEqual(repeat([(label, -3)]), [])

    def test_no_label_or_too_many_are_refused(self):
        wizard = self.printed(self.filter)
        for count in (0, 1001):
            wizard.line_ids.count = count
            with self.assertRaisesRegex(UserError, "1 to 1000"):
                wizard.action_print()

    def test_the_bars_of_the_code_say_what_stands_below_them(self):
        picture = self.env["garage.label.layout"]._draw_code("8712345000033")

        self.assertEqual(read_code128(picture), "8712345000033")
        other = self.env["garage.label.layout"]._draw_code("WO-2026/0042")
        self.assertEqual(read_code128(other), "WO-2026/0042")

    def test_sheet_and_label_printer_print_pages_of_their_size(self):
        wizard = self.printed(self.filter)
        wizard.line_ids.count = 3
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        for size, pages, width in (("sheet", 1, 210), ("roll", 3, 62)):
            wizard.size = size
            name = wizard.action_print()["report_name"]

            pdf, _kind = reports._render_qweb_pdf(name, wizard.ids)

            reader = PdfFileReader(io.BytesIO(pdf))
            self.assertEqual(len(reader.pages), pages, size)
            sheet = reader.pages[0]
            self.assertAlmostEqual(
                float(sheet.mediabox.width) * 25.4 / 72, width, delta=1
            )
            self.assertIn("8712345000033", sheet.extract_text())
