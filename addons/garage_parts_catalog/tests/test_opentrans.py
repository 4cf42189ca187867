from datetime import date, datetime
from decimal import Decimal

from lxml import etree

from odoo.tests import BaseCase, tagged

from ..domain.opentrans import BMECAT_NS, ORDER_NS, Party, write_order
from ..domain.supplier_orders import OrderLine, SupplierOrder
from .order_common import OrderCase

NAMES = {"o": ORDER_NS, "b": BMECAT_NS}
LINE = OrderLine(
    "7", "Zate", "Z3.0460 & <x>", Decimal("4.0"), Decimal("38.50"), date(2026, 3, 2)
)


@tagged("post_install", "-at_install")
class TestOpenTrans(BaseCase):
    def document(self, *lines, note=""):
        order = SupplierOrder("P00042", "EUR", lines, note)
        parties = Party("buyer", "K 77", "Garage"), Party("supplier", "S", "Nord")
        return etree.fromstring(write_order(order, parties, datetime(2026, 3, 1, 9)))

    def said(self, document, path):
        return document.xpath(f"string({path})", namespaces=NAMES)

    def test_the_order_is_in_the_form_of_the_standard(self):
        document = self.document(LINE, LINE)

        self.assertEqual(document.tag, f"{{{ORDER_NS}}}ORDER")
        self.assertEqual(document.get("version"), "2.1")
        self.assertEqual(self.said(document, "//o:ORDER_ID"), "P00042")
        self.assertEqual(self.said(document, "//b:PARTY_ID"), "K 77")
        self.assertEqual(self.said(document, "//o:TOTAL_ITEM_NUM"), "2")
        self.assertEqual(self.said(document, "//o:TOTAL_AMOUNT"), "308")

    def test_an_item_says_number_quantity_price_and_day(self):
        item = self.document(LINE).find(".//o:ORDER_ITEM", NAMES)

        self.assertEqual(self.said(item, ".//b:SUPPLIER_PID"), "Z3.0460 & <x>")
        self.assertEqual(self.said(item, "o:QUANTITY"), "4")
        self.assertEqual(self.said(item, ".//b:PRICE_AMOUNT"), "38.5")
        self.assertEqual(self.said(item, ".//o:DELIVERY_START_DATE")[:10], "2026-03-02")

    def test_signs_that_xml_cannot_hold_are_left_out(self):
        document = self.document(LINE, note="bay\x01 2\x00")
        self.assertEqual(self.said(document, "//o:REMARKS"), "bay 2")


@tagged("post_install", "-at_install")
class TestOrderByMail(OrderCase):
    def attachments(self, purchase):
        template = self.env.ref("purchase.email_template_edi_purchase_done")
        fields = ("attachment_ids", "report_template_ids")
        template.report_template_ids = False
        found = template._generate_template(purchase.ids, fields)
        return [name for name, _content in found[purchase.id].get("attachments", ())]

    def test_the_mail_carries_the_file_where_the_supplier_reads_it(self):
        purchase = self.purchase()
        purchase.button_confirm()
        self.assertEqual(self.attachments(purchase), [])

        self.supplier.garage_wants_opentrans = True

        self.assertEqual(self.attachments(purchase), [f"{purchase.name}.xml"])
        _name, content = purchase._garage_get_opentrans()
        self.assertIn(b"Z3.0460-7184.2", content)
