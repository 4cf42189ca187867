import io
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..domain.formats.bmecat import BmecatReader
from ..domain.formats.xml_records import PartChoice
from ..domain.issues import CatalogFileError, LineIssue
from ..domain.rows import CrossReference, ProductGroup, Retirement
from .common import bmecat, bmecat_article, bmecat_prices

ORDER = """<ARTICLE_ORDER_DETAILS><ORDER_UNIT>BOX</ORDER_UNIT>
<CONTENT_UNIT>PCE</CONTENT_UNIT><NO_CU_PER_OU>6</NO_CU_PER_OU>
<PRICE_QUANTITY>2</PRICE_QUANTITY><QUANTITY_MIN>1</QUANTITY_MIN>
</ARTICLE_ORDER_DETAILS>"""
PRODUCT_2005 = """<PRODUCT mode="new"><SUPPLIER_PID type="supplier_specific">X 1
</SUPPLIER_PID><PRODUCT_DETAILS>
<DESCRIPTION_SHORT lang="eng">Disc</DESCRIPTION_SHORT>
<DESCRIPTION_SHORT lang="deu">Scheibe</DESCRIPTION_SHORT>
<INTERNATIONAL_PID type="gtin">04006381333931</INTERNATIONAL_PID></PRODUCT_DETAILS>
<PRODUCT_PRICE_DETAILS><VALID_START_DATE>2026-01-01</VALID_START_DATE>
<VALID_END_DATE>2026-12-31T00:00:00</VALID_END_DATE>
<PRODUCT_PRICE price_type="net_list"><PRICE_AMOUNT>9.5</PRICE_AMOUNT></PRODUCT_PRICE>
</PRODUCT_PRICE_DETAILS>
<PRODUCT_REFERENCE type="followup"><PROD_ID_TO>X 9</PROD_ID_TO></PRODUCT_REFERENCE>
<PRODUCT_LOGISTIC_DETAILS><PRODUCT_DIMENSIONS><WEIGHT>1.37</WEIGHT>
</PRODUCT_DIMENSIONS></PRODUCT_LOGISTIC_DETAILS></PRODUCT>"""


def day(kind, value):
    return f'<DATETIME type="{kind}"><DATE>{value}</DATE></DATETIME>'


@tagged("post_install", "-at_install")
class TestBmecat(BaseCase):
    def parse(self, data, **choice):
        return list(BmecatReader(io.BytesIO(data), PartChoice(**choice)))

    def part(self, *more, choice=None, **details):
        data = bmecat(bmecat_article("X 1", *more, **details))
        (row,) = self.parse(data, **(choice or {}))
        return row

    def refused(self, data):
        with self.assertRaises(CatalogFileError) as caught:
            self.parse(data)
        return caught.exception.code

    def test_number_texts_bar_code_and_the_makers_number(self):
        row = self.part(
            DESCRIPTION_SHORT="Disc",
            DESCRIPTION_LONG="Vented",
            EAN="4006381333931",
            MANUFACTURER_AID="M-1",
            MANUFACTURER_NAME="Brakes AG",
        )

        self.assertEqual((row.number, row.name), ("X 1", "Disc"))
        self.assertEqual((row.description, row.ean), ("Vented", "4006381333931"))
        maker = CrossReference("equivalent", "M-1", "Brakes AG")
        self.assertEqual(row.references, (maker,))

    def test_what_we_pay_and_the_list_price(self):
        row = self.part(bmecat_prices(net_customer="60.5", net_list="100", nrp="120"))
        self.assertEqual((row.cost, row.list_price), (Decimal("60.5"), 100))

        with_tax = self.part(bmecat_prices(gross_list="125"))
        self.assertEqual((with_tax.cost, with_tax.list_price), (None, 100))

    def test_the_price_of_a_box_is_for_its_pieces(self):
        row = self.part(ORDER, bmecat_prices(net_customer="24"))

        self.assertEqual((row.cost, row.price_qty), (24, 12))
        self.assertEqual((row.pack_qty, row.min_qty, row.uom), (6, 6, "PCE"))

    def test_a_price_from_a_hundred_pieces_on_is_not_taken(self):
        many = bmecat_prices(net_customer="5").replace(
            "<TAX>", "<LOWER_BOUND>100</LOWER_BOUND><TAX>"
        )
        self.assertEqual(self.part(bmecat_prices(net_customer="9"), many).cost, 9)
        self.assertIsNone(self.part(many).cost)

    def test_price_of_another_time_or_currency_is_not_taken(self):
        old = bmecat_prices(day("valid_end_date", "2026-06-30"), net_customer="50")
        new = bmecat_prices(day("valid_start_date", "2026-07-01"), net_customer="60")
        now = {"on": date(2026, 11, 1)}
        self.assertEqual(self.part(old, new, choice=now).cost, 60)

        data = bmecat(bmecat_article("X1", new), CURRENCY="CHF")
        issue, row = self.parse(data, currency="EUR")
        self.assertEqual((issue.code, issue.value), ("currency", "CHF"))
        self.assertIsNone(row.cost)

    def test_a_price_factor_is_worked_out_and_nonsense_is_reported(self):
        prices = bmecat_prices(net_list="200").replace(
            "<TAX>", "<PRICE_FACTOR>0.5</PRICE_FACTOR><TAX>"
        )
        self.assertEqual(self.part(prices).list_price, 100)

        wrong = bmecat(bmecat_article("X1", bmecat_prices(net_list="a lot")))
        issue, row = self.parse(wrong)
        self.assertEqual((issue.code, issue.value), ("amount", "a lot"))
        self.assertIsNone(row.list_price)

    def test_version_2005_says_the_same_in_other_words(self):
        data = bmecat(PRODUCT_2005, version="2005")
        (row,) = self.parse(data, languages=("DE",), on=date(2026, 11, 1))

        self.assertEqual((row.number, row.name), ("X 1", "Scheibe"))
        self.assertEqual((row.ean, row.list_price), ("4006381333931", Decimal("9.5")))
        self.assertEqual((row.replaced_by, row.weight), ("X 9", Decimal("1.37")))
        (english,) = self.parse(data, languages=("EN",))
        self.assertEqual(english.name, "Disc")

    def test_groups_and_the_articles_in_them(self):
        group, member = self.parse(
            bmecat(
                "<CATALOG_GROUP_SYSTEM><CATALOG_STRUCTURE><GROUP_ID>7</GROUP_ID>"
                "<GROUP_NAME>Brakes</GROUP_NAME></CATALOG_STRUCTURE>"
                "</CATALOG_GROUP_SYSTEM>",
                "<ARTICLE_TO_CATALOGGROUP_MAP><ART_ID>X 1</ART_ID>"
                "<CATALOG_GROUP_ID>7</CATALOG_GROUP_ID></ARTICLE_TO_CATALOGGROUP_MAP>",
            )
        )
        self.assertEqual(group, ProductGroup(group.line, "7", "Brakes"))
        self.assertEqual((member.number, member.product_group), ("X 1", "7"))
        self.assertTrue(member.partial)

    def test_an_update_of_prices_makes_no_article_and_keeps_the_packing(self):
        article = bmecat_article("X 1", bmecat_prices(net_customer="7"))
        (row,) = self.parse(bmecat(article, transaction="T_UPDATE_PRICES"))
        self.assertTrue(row.partial)
        self.assertEqual((row.cost, row.price_qty), (7, None))

    def test_an_article_can_be_withdrawn_and_dangerous(self):
        gone = bmecat(
            bmecat_article("X 2", mode="delete"), transaction="T_UPDATE_PRODUCTS"
        )
        (row,) = self.parse(gone)
        self.assertEqual((type(row), row.number), (Retirement, "X 2"))

        acid = "<ARTICLE_DETAILS><SPECIAL_TREATMENT_CLASS type='GGVS'>2794"
        data = bmecat(bmecat_article("X1")).replace(
            b"<ARTICLE_DETAILS>", f"{acid}</SPECIAL_TREATMENT_CLASS>".encode()
        )
        (row,) = self.parse(data)
        self.assertTrue(row.hazardous)

    def test_an_article_without_a_number_is_reported_with_its_line(self):
        rows = self.parse(bmecat(bmecat_article(""), bmecat_article("X1")))
        self.assertEqual(rows[0], LineIssue(5, "number", ""))
        self.assertEqual(rows[1].number, "X1")

    def test_a_file_cut_off_anywhere_is_refused(self):
        data = bmecat(*(bmecat_article(f"X{index}") for index in range(50)))
        for size in (50, 500, 3000, len(data) - 9):
            self.assertEqual(self.refused(data[:size]), "truncated")

    def test_the_document_type_is_taken_and_its_own_entities_are_not(self):
        entity = b'<!DOCTYPE BMECAT [<!ENTITY a "aaaa">]><BMECAT>&a;</BMECAT>'
        self.assertEqual(self.refused(entity), "entities")
        self.assertEqual(self.refused(b"<BMECAT></BMECAT>"), "no_lines")
        self.assertEqual(self.refused(b"<html/>"), "not_bmecat")
