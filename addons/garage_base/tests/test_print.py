import io
import socket

from pypdf import PdfReader

from odoo.tests import TransactionCase, tagged

from ..clients import chromium

ARCH = """
<t t-name="garage_base.test_document">
  <t t-call="web.html_container">
    <t t-foreach="docs" t-as="o">
      <t t-call="web.external_layout">
        <div class="page">
          <h2 t-out="o.name"/>
          <img t-att-src="'/report/barcode/QR/garage?width=90&amp;height=90'"/>
          <p t-foreach="range(lines)" t-as="n">Line <t t-out="n"/> of the document</p>
        </div>
      </t>
    </t>
  </t>
</t>
"""


@tagged("post_install", "-at_install")
class TestPrint(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.ui.view"].create(
            {
                "type": "qweb",
                "name": "test document",
                "key": "garage_base.test_document",
                "arch": ARCH,
            }
        )
        cls.report = cls.env["ir.actions.report"].create(
            {
                "name": "Test document",
                "model": "res.partner",
                "report_name": "garage_base.test_document",
            }
        )
        cls.env.company.report_footer = "<p>Garage footer line</p>"
        cls.partners = cls.env["res.partner"].create(
            [{"name": "First Customer"}, {"name": "Second Customer"}]
        )

    def _print(self, records, lines):
        report = self.report.with_context(force_report_rendering=True)
        content, kind = report._render_qweb_pdf(
            self.report, records.ids, data={"lines": lines}
        )
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(content))

    def test_letterhead_footer_and_numbers_stand_on_every_page(self):
        pdf = self._print(self.partners[0], lines=120)

        texts = [page.extract_text() for page in pdf.pages]
        self.assertGreaterEqual(len(texts), 3)
        for number, text in enumerate(texts, start=1):
            self.assertIn("Garage footer line", text)
            self.assertIn(self.env.company.name, text)
            self.assertIn(f"Page {number} / {len(texts)}", " ".join(text.split()))

    def test_several_records_print_in_one_document_with_own_numbers(self):
        pdf = self._print(self.partners, lines=2)

        texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
        self.assertEqual(len(texts), 2)
        self.assertIn("First Customer", texts[0])
        self.assertIn("Second Customer", texts[1])
        self.assertIn("Page 1 / 1", texts[1])

    def test_bar_codes_are_inside_the_document(self):
        pdf = self._print(self.partners[0], lines=1)

        sizes = [image.image.size for image in pdf.pages[0].images]
        self.assertIn((90, 90), sizes)

    def test_text_of_the_document_is_searchable_in_cyrillic_too(self):
        self.partners[0].name = "Иван Петров"

        pdf = self._print(self.partners[0], lines=1)

        words = pdf.pages[0].extract_text().split()
        self.assertLessEqual({"Иван", "Петров"}, set(words))

    def test_printing_fetches_nothing_from_outside(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0)
            port = server.getsockname()[1]
            html = (
                f"<html><body><img src='http://127.0.0.1:{port}/x.png'/></body></html>"
            )

            pdf = chromium.print_to_pdf(chromium.find(), html)

            self.assertTrue(pdf.startswith(b"%PDF"))
            self.assertRaises(BlockingIOError, server.accept)
