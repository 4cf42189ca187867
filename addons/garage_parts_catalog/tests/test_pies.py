import io
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..domain.formats.pies import PiesReader
from ..domain.formats.xml_records import PartChoice
from ..domain.issues import CatalogFileError, LineIssue
from ..domain.rows import Retirement
from .common import pies, pies_item, pies_prices

PACKAGES = """<Packages><Package><PackageUOM>CA</PackageUOM>
<QuantityofEaches>10</QuantityofEaches><Weights UOM="PG"><Weight>22</Weight></Weights>
<HazardousMaterial><UNNAIDCode>2794</UNNAIDCode></HazardousMaterial></Package>
</Packages>"""


@tagged("post_install", "-at_install")
class TestPies(BaseCase):
    def parse(self, data, **choice):
        reader = PiesReader(io.BytesIO(data), PartChoice(**choice))
        return reader, list(reader)

    def part(self, *more, **choice):
        (row,) = self.parse(pies(pies_item("X 1", *more)), **choice)[1]
        return row

    def refused(self, data):
        with self.assertRaises(CatalogFileError) as caught:
            self.parse(data)
        return caught.exception.code

    def test_number_brand_and_kind(self):
        row = self.part()
        self.assertEqual((row.number, row.brand, row.part_type), ("X 1", "BZZZ", 1896))
        self.assertEqual(row.brand_name, "Testbrand BZZZ")

    def test_prices_and_core_deposit(self):
        prices = pies_prices(LST="99.90", JBR="60.00", WD1="41.10", COR="25")
        row = self.part(prices)
        self.assertEqual((row.list_price, row.cost), (Decimal("99.90"), 60))
        self.assertEqual(row.deposit, 25)
        row = self.part(prices, cost_types=("DLR", "WD1"))
        self.assertEqual(row.cost, Decimal("41.10"))

    def test_price_of_another_time_or_currency_is_not_taken(self):
        prices = """<Prices>
            <Pricing PriceType="JBR"><CurrencyCode>CAD</CurrencyCode>
                <Price UOM="PE">80</Price></Pricing>
            <Pricing PriceType="LST"><EffectiveDate>2026-01-01</EffectiveDate>
                <Price UOM="PE">100</Price></Pricing>
            <Pricing PriceType="LST"><EffectiveDate>2026-07-01</EffectiveDate>
                <Price UOM="PE">110</Price></Pricing>
            <Pricing PriceType="LST"><EffectiveDate>2027-01-01</EffectiveDate>
                <Price UOM="PE">120</Price></Pricing></Prices>"""
        data = pies(pies_item("X1", prices))
        issue, row = self.parse(data, currency="EUR", on=date(2026, 11, 1))[1]
        self.assertEqual((issue.code, issue.value), ("currency", "CAD"))
        self.assertEqual((row.list_price, row.cost), (110, None))

    def test_texts_in_the_wanted_language(self):
        texts = """<Descriptions>
            <Description DescriptionCode="DES" LanguageCode="EN">Disc</Description>
            <Description DescriptionCode="DES" LanguageCode="DE">Scheibe</Description>
            <Description DescriptionCode="MKT" LanguageCode="EN">Long life</Description>
            </Descriptions>"""
        row = self.part(texts, languages=("DE", "EN"))
        self.assertEqual((row.name, row.description), ("Scheibe", "Long life"))
        self.assertEqual(self.part(texts, languages=("NL", "EN")).name, "Disc")

    def test_packages_weight_and_dangerous_goods(self):
        row = self.part("<HazardousMaterialCode>Y</HazardousMaterialCode>", PACKAGES)
        self.assertEqual((row.pack_qty, row.weight), (10, Decimal("0.9979")))
        self.assertEqual((row.hazardous, row.un_no), (True, "UN2794"))

    def test_bar_code_as_a_scanner_reads_it(self):
        for given, ean in (
            ("04006381333931", "4006381333931"),
            ("00012345678905", "012345678905"),
            ("10012345678902", "10012345678902"),
            ("00000000000000", None),
            ("12AB", None),
        ):
            item = f'<ItemLevelGTIN GTINQualifier="UP">{given}</ItemLevelGTIN>'
            self.assertEqual(self.part(item).ean, ean, given)

    def test_numbers_of_others_and_pictures(self):
        row = self.part(
            '<PartInterchangeInfo><PartInterchange BrandLabel="Zosch"><PartNumber>Z 9'
            "</PartNumber></PartInterchange></PartInterchangeInfo><DigitalAssets>"
            "<DigitalFileInformation><FileName>X1_P04.jpg</FileName>"
            "</DigitalFileInformation></DigitalAssets>"
        )
        self.assertEqual(row.references[0].number, "Z 9")
        self.assertEqual(row.assets, ("X1_P04.jpg",))

    def test_deleted_item_and_item_without_number(self):
        data = pies(pies_item("OLD", action="D"), pies_item(" - "), pies_item("OK"))
        old, issue, row = self.parse(data)[1]
        self.assertEqual(old, Retirement(4, "OLD", "BZZZ"))
        self.assertEqual((issue.line, issue.code, row.number), (5, "number", "OK"))

    def test_damaged_price_is_told_and_the_item_stays(self):
        issue, row = self.parse(pies(pies_item("X1", pies_prices(LST="n/a"))))[1]
        self.assertIsInstance(issue, LineIssue)
        self.assertEqual((issue.code, row.list_price), ("amount", None))

    def test_brands_of_version_eight_are_known_by_their_new_names(self):
        data = pies(pies_item("X1"), pies_item("X2"), ParentID="BPPP")
        data = data.replace(b"BrandAAIAID", b"BrandID")
        data = data.replace(b"<BrandID>BZZZ</BrandID>", b"", 1)
        self.assertEqual([row.brand for row in self.parse(data)[1]], ["BPPP", "BZZZ"])

    def test_withdrawn_prices_and_prices_from_a_hundred_on_are_not_taken(self):
        row = self.part(
            '<Prices><Pricing PriceType="LST" MaintenanceType="D"><Price UOM="PE">9'
            '</Price></Pricing><Pricing PriceType="JBR"><Price UOM="PE">7</Price>'
            '<PriceBreak UOM="PE">100</PriceBreak></Pricing><Pricing PriceType="JBR">'
            '<Price UOM="PE">8</Price><PriceBreak UOM="PE">1</PriceBreak></Pricing>'
            "</Prices>"
        )
        self.assertEqual((row.list_price, row.cost), (None, Decimal(8)))

    def test_a_price_sheet_tells_currency_and_days_of_its_prices(self):
        sheets = (
            '<PriceSheets><PriceSheet MaintenanceType="A"><PriceSheetNumber>S1'
            "</PriceSheetNumber><CurrencyCode>USD</CurrencyCode></PriceSheet>"
            "<PriceSheet><PriceSheetNumber>S2</PriceSheetNumber><ExpirationDate>"
            "2001-01-01</ExpirationDate></PriceSheet></PriceSheets><Items>"
        )
        prices = "".join(
            f'<Prices><Pricing PriceType="LST"><PriceSheetNumber>{sheet}'
            '</PriceSheetNumber><Price UOM="PE">9</Price></Pricing></Prices>|'
            for sheet in ("S1", "S2", "S3")
        ).split("|")
        items = [pies_item(f"X{place}", prices[place]) for place in range(3)]
        data = pies(*items).replace(b"<Items>", sheets.encode())
        found = self.parse(data, currency="EUR", on=date(2026, 1, 1))[1]
        issue, other, ended, plain = found
        self.assertEqual((issue.code, issue.value), ("currency", "USD"))
        self.assertEqual(
            [row.list_price for row in (other, ended, plain)], [None, None, Decimal(9)]
        )

    def test_names_with_a_prefix_are_read_too(self):
        data = pies(pies_item("X1")).replace(b"</", b"</p:")
        for name in (b"PIES", b"Header", b"Items", b"Item", b"Part", b"Brand",
                     b"Trailer", b"Submission", b"Currency"):  # fmt: skip
            data = data.replace(b"<" + name, b"<p:" + name)
        data = data.replace(b" xmlns=", b" xmlns:p=")
        self.assertEqual(self.parse(data)[1][0].number, "X1")

    def test_file_cut_off_anywhere_or_with_a_wrong_count_is_refused(self):
        data = pies(*(pies_item(f"X{index}") for index in range(50)))
        for size in (30, 500, 5000, len(data) - 9):
            self.assertEqual(self.refused(data[:size]), "truncated")
        self.assertEqual(self.refused(pies(pies_item("X1"), count=2)), "count")

    def test_what_is_no_pies_file_is_refused(self):
        entity = b'<!DOCTYPE PIES [<!ENTITY a "aaaa">]><PIES>&a;</PIES>'
        self.assertEqual(self.refused(entity), "entities")
        self.assertEqual(self.refused(b"<html/>"), "not_pies")
        self.assertEqual(self.refused(b""), "empty")

    def test_an_endless_item_does_not_fill_the_memory(self):
        huge = pies_item("X1", "<a>" + "x" * 2_000_000 + "</a>")
        many = pies_item("X2", "<b/>" * 6000)
        rows = self.parse(pies(huge, many, pies_item("X3")))[1]
        self.assertEqual([type(row).__name__ for row in rows],
                         ["PartRow", "LineIssue", "PartRow"])  # fmt: skip
        deep = pies("<Item>" + "<c>" * 50_000 + "</c>" * 50_000 + "</Item>")
        self.assertEqual(self.refused(deep), "not_xml")
