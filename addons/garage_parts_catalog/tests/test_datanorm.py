import io
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..domain.formats.datanorm import DatanormReader, is_datanorm
from ..domain.issues import CatalogFileError, LineIssue
from ..domain.rows import (
    DiscountGroup,
    PartRow,
    ProductGroup,
    Renumbering,
    Retirement,
    TextLine,
)
from .common import DATA, datanorm4, datanorm5


@tagged("post_install", "-at_install")
class TestDatanorm(BaseCase):
    def parse(self, data):
        reader = DatanormReader(io.BytesIO(data))
        return reader, list(reader)

    def rows(self, *records, version=datanorm4):
        return self.parse(version(*records))[1]

    def refused(self, data):
        with self.assertRaises(CatalogFileError) as caught:
            self.parse(data)
        return caught.exception.code

    def test_every_public_file_is_recognised_and_read(self):
        counts = {}
        for path in sorted(DATA.glob("v[45]_*.001")):
            self.assertTrue(is_datanorm(path.read_bytes()[:4096]), path.name)
            _reader, rows = self.parse(path.read_bytes())
            counts[path.stem] = (
                sum(isinstance(row, PartRow) and not row.partial for row in rows),
                sum(isinstance(row, TextLine) for row in rows),
                sum(isinstance(row, LineIssue) for row in rows),
            )
        self.assertEqual(
            counts,
            {
                "v4_datpreis": (0, 0, 0),
                "v4_products_before_texts": (2, 25, 0),
                "v4_with_empty_lines_and_invalid_tags": (1, 6, 1),
                "v4_with_texts": (2, 56, 0),
                "v5_first_texts_then_products": (4, 12, 0),
            },
        )

    def test_article_of_version_four(self):
        (row,) = self.rows("A;A;A 100;00;Disc;front;1;2;ST;123456;HD;004;TX1;")
        self.assertEqual((row.number, row.name), ("A 100", "Disc front"))
        self.assertEqual((row.list_price, row.price_qty), (Decimal("1234.56"), 100))
        self.assertEqual((row.discount_group, row.text_key), ("HD", "TX1"))
        self.assertTrue(row.cost_by_group)

    def test_net_price_is_the_purchase_price(self):
        (row,) = self.rows("A;N;A100;00;Disc;;2;0;ST;1050;HD;;;")
        self.assertEqual((row.list_price, row.cost), (None, Decimal("10.50")))
        self.assertFalse(row.cost_by_group)

    def test_price_of_nothing_is_no_price(self):
        (row,) = self.rows("A;N;A100;00;Disc;;1;0;ST;0;;;;")
        self.assertIsNone(row.list_price)

    def test_deleted_and_renumbered_articles(self):
        rows = self.rows("A;L;A100;;;;;;;;", "A;X;A100;;B200;;;;;;")
        self.assertEqual(rows, [Retirement(2, "A100"), Renumbering(3, "A100", "B200")])

    def test_price_record_holds_three_articles(self):
        rows = self.rows(
            "P;A;A1;1;10000;1;5500;;;;;A2;2;880;;;;;;;A3;1;2000;2;800;1;1000;;;"
        )
        self.assertEqual(
            [(row.number, row.list_price, row.cost) for row in rows],
            [
                ("A1", Decimal("100.00"), Decimal("45")),
                ("A2", None, Decimal("8.80")),
                ("A3", Decimal("20.00"), Decimal("14.4")),
            ],
        )
        self.assertTrue(all(row.partial for row in rows))

    def test_discount_by_group_is_left_to_the_group(self):
        (row,) = self.rows("P;A;A1;1;10000;0;HD;;;;;")
        self.assertEqual((row.cost, row.discount_group), (None, "HD"))
        self.assertTrue(row.cost_by_group)

    def test_one_damaged_article_of_a_price_record_leaves_the_others(self):
        rows = self.rows("P;A;A1;1;1O0;;;;;;;A2;2;880;;;;;;;A3;1;100;3;5;;;;;")
        self.assertEqual(
            [row.code for row in rows if isinstance(row, LineIssue)],
            ["amount", "surcharge"],
        )
        self.assertEqual(rows[1].number, "A2")

    def test_additions_texts_and_groups(self):
        rows = self.rows(
            "B;N;A1;DISC;ALT-7;;0;0;0;4006381333931;;050;0;10;;;",
            "D;N;A1;1;F;;first line;2;T;TX1;;",
            "S;;004;Brakes;050;Discs;",
            "R;;HD;1;4500;House discount;",
            "R;;HM;2;450;;",
        )
        addition = rows[0]
        self.assertEqual(addition.ean, "4006381333931")
        self.assertEqual((addition.pack_qty, addition.product_group), (10, "050"))
        self.assertEqual(addition.references[0].number, "ALT-7")
        self.assertEqual(rows[1], TextLine(3, "D", "A1", 1, "first line"))
        self.assertEqual(rows[2].insert, "TTX1")
        self.assertEqual(rows[4], ProductGroup(4, "004/050", "Discs"))
        self.assertEqual(
            rows[5:],
            [
                DiscountGroup(5, "HD", "House discount", "rate", Decimal("45.00")),
                DiscountGroup(6, "HM", "", "multiplier", Decimal("0.450")),
            ],
        )

    def test_version_five(self):
        rows = self.rows(
            "T;N;TX1;1;01;first line;",
            "A;N;A1;Disc;front;PCE;1;25;108110;NBM;HLS;050;;;;;;;4006381333931;;;;;TX1;",
            "P;A1;2;100;894;;",
            "P;A;A1;9;1;0;;",
            version=datanorm5,
        )
        self.assertEqual(rows[0], TextLine(2, "T", "TX1", 1, "first line"))
        article, price = rows[1:]
        self.assertEqual((article.price_qty, article.ean), (25, "4006381333931"))
        self.assertEqual(article.list_price, Decimal("1081.10"))
        self.assertEqual((price.cost, price.price_qty), (Decimal("8.94"), 100))

    def test_damaged_records_are_told_with_their_line(self):
        rows = self.rows(
            "A;N;;00;Disc;;1;0;ST;100;;;;",
            "A;Q;A1;00;Disc;;1;0;ST;100;;;;",
            "A;N;A1;00;Disc;;1;7;ST;100;;;;",
            "A;N;A1;00;Disc;;5;0;ST;100;;;;",
            "A;N;A1;00;Disc;;1;0;ST;1,5O;;;;",
            "A;N;A1;00",
            "?;what is this",
            "A;N;OK;00;Disc;;1;0;ST;100;;;;",
        )
        issues = [(r.line, r.code) for r in rows if isinstance(r, LineIssue)]
        self.assertEqual(
            issues,
            [(2, "number"), (3, "action"), (4, "price_unit"), (5, "price_kind"),
             (6, "amount"), (7, "columns"), (8, "record")],
        )  # fmt: skip
        self.assertEqual(rows[-1].number, "OK")

    def test_records_that_say_nothing_here_are_counted(self):
        reader, rows = self.parse(datanorm4("K;;018988; ;", "Z;N;A1;1;", "G;N;A1;x;"))
        self.assertEqual((rows, reader.header.skipped), ([], 3))

    def test_letters_of_code_page_850(self):
        data = datanorm4("A;N;A1;00;Türschloß;;1;0;ST;100;;;;", encoding="cp850")
        self.assertEqual(self.parse(data)[1][0].name, "Türschloß")

    def test_file_that_ends_inside_a_record_is_refused(self):
        whole = datanorm4("A;N;A1;00;Disc;;1;0;ST;100;;;;")
        for size in (135, len(whole) - 5, len(whole) - 2):
            self.assertEqual(self.refused(whole[:size]), "truncated")
        self.assertEqual(len(self.parse(whole[:-2] + b"\x1a")[1]), 1)

    def test_end_record_that_tells_more_than_the_file_holds(self):
        records = ("T;N;X;1;01;a;", "T;N;X;1;02;b;")
        for told in (2, 3, 4):
            self.rows(*records, f"E;{told};made by hand;", version=datanorm5)
        data = datanorm5(*records, "E;17;made by hand;")
        self.assertEqual(self.refused(data), "count")

    def test_other_versions_and_empty_files_are_refused(self):
        self.assertEqual(self.refused(b""), "empty")
        self.assertEqual(self.refused(b"\r\n \r\n"), "empty")
        third = datanorm4().replace(b"04EUR", b"03DEM")
        self.assertEqual(self.refused(third), "datanorm_version")
        self.assertEqual(self.refused(b"number;price\r\n"), "datanorm_version")

    def test_an_endless_line_is_one_damaged_record(self):
        data = datanorm4("A;N;A1;00;" + "x" * 100_000, "A;N;A2;00;a;;1;0;ST;100;;;;")
        issue, row = self.parse(data)[1]
        self.assertEqual((issue.line, issue.code, row.number), (2, "record", "A2"))
