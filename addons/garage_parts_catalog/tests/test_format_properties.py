"""What is written in a format is read back as it was."""

import csv
import io
from decimal import Decimal
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, TransactionCase, tagged
from odoo.tools import SQL

from ..domain.amounts import parse_amount
from ..domain.formats.aces import AcesReader
from ..domain.formats.bmecat import BmecatReader
from ..domain.formats.csv_profile import CsvProfile
from ..domain.formats.csv_reader import read_articles
from ..domain.formats.datanorm import DatanormReader
from ..domain.formats.pies import PiesReader
from ..domain.number import normalize, sql_normalize
from .common import bmecat, bmecat_article, bmecat_prices, datanorm4, datanorm5, pies

#: the same examples in every run, within a bounded time
steady = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    suppress_health_check=list(HealthCheck),
)
LETTERS = "ABCxyz 0123456789-./äöüÄÖÜß&<>'"
numbers = st.text("ABCXYZ0123456789-. /", min_size=1, max_size=15).filter(
    lambda text: normalize(text) and text == text.strip() and "E" not in text
)
names = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
amounts = st.integers(1, 10**9).map(lambda value: Decimal(value).scaleb(-2))
eans = st.integers(10**12, 10**13 - 1).map(str)


def article_lists(*parts):
    return st.lists(st.tuples(numbers, *parts), min_size=1, max_size=8)


@tagged("post_install", "-at_install")
class TestFormatProperties(BaseCase):
    @steady
    @given(
        article_lists(names, amounts, eans),
        st.sampled_from(";,\t|"),
        st.sampled_from(",."),
        st.sampled_from(("utf-8", "utf-16", "cp850", "cp1252")),
    )
    def test_price_list(self, articles, delimiter, decimal, encoding):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerow(("number", "name", "price", "ean"))
        for number, name, price, ean in articles:
            writer.writerow((number, name, f"{price:f}".replace(".", decimal), ean))
        profile = CsvProfile(
            encoding=encoding,
            delimiter=delimiter,
            decimal=decimal,
            width=4,
            columns={"number": 0, "name": 1, "list_price": 2, "ean": 3},
        )
        rows = read_articles(io.BytesIO(out.getvalue().encode(encoding)), profile)
        self.assertEqual(
            [(row.number, row.name, row.list_price, row.ean) for row in rows], articles
        )

    @steady
    @given(
        article_lists(names, amounts, st.sampled_from((1, 10, 100, 1000)), eans),
        st.sampled_from(("utf-8", "cp850")),
    )
    def test_datanorm_four(self, articles, encoding):
        records, wanted = [], []
        for number, name, price, unit, ean in articles:
            code = len(str(unit)) - 1
            cents = int(price * 100)
            records.append(f"A;N;{number};00;{name};;1;{code};ST;{cents};HD;;;")
            records.append(f"B;N;{number};;;;0;0;0;{ean};;;0;0;;;")
            wanted += [(number, name, price, unit, None), (number,) + (None,) * 3]
            wanted[-1] += (ean,)
        data = datanorm4(*records, encoding=encoding)
        self.assertEqual(
            [
                (row.number, row.name, row.list_price, row.price_qty, row.ean)
                for row in DatanormReader(io.BytesIO(data))
            ],
            wanted,
        )

    @steady
    @given(article_lists(names, amounts, st.integers(1, 5000), eans))
    def test_datanorm_five(self, articles):
        records = [
            f"A;N;{number};{name};;PCE;2;{unit};{int(price * 100)};;;;;;;;;;{ean};;;;;;"
            for number, name, price, unit, ean in articles
        ]
        data = datanorm5(*records, f"E;{len(records)};;")
        self.assertEqual(
            [
                (row.number, row.name, row.cost, row.price_qty, row.ean)
                for row in DatanormReader(io.BytesIO(data))
            ],
            articles,
        )

    @steady
    @given(article_lists(names, amounts, st.integers(1, 10**8), eans))
    def test_pies(self, articles):
        items = [
            f"<Item><PartNumber>{escape(number)}</PartNumber><ItemLevelGTIN>0{ean}"
            f"</ItemLevelGTIN><PartTerminologyID>{kind}</PartTerminologyID>"
            '<Descriptions><Description DescriptionCode="DES">'
            f"{escape(name)}</Description></Descriptions><Prices><Pricing "
            f'PriceType="LST"><Price UOM="PE">{price}</Price></Pricing></Prices></Item>'
            for number, name, price, kind, ean in articles
        ]
        rows = PiesReader(io.BytesIO(pies(*items)))
        self.assertEqual(
            [(r.number, r.name, r.list_price, r.part_type, r.ean) for r in rows],
            articles,
        )

    @steady
    @given(article_lists(names, amounts, eans))
    def test_bmecat(self, articles):
        items = [
            bmecat_article(
                escape(number),
                bmecat_prices(net_customer=price),
                DESCRIPTION_SHORT=escape(name),
                EAN=ean,
            )
            for number, name, price, ean in articles
        ]
        rows = BmecatReader(io.BytesIO(bmecat(*items)))
        self.assertEqual([(r.number, r.name, r.cost, r.ean) for r in rows], articles)

    @steady
    @given(
        article_lists(names, st.integers(1, 10**8), st.integers(1, 9999), st.booleans())
    )
    def test_aces(self, articles):
        apps = "".join(
            f'<App action="{"D" if delete else "A"}" id="1"><BaseVehicle id="{base}"/>'
            f'<Note>{escape(note)}</Note><Qty>{qty}</Qty><PartType id="5"/>'
            f"<Part>{escape(number)}</Part></App>"
            for number, note, base, qty, delete in articles
        )
        data = f'<ACES version="4.2"><Header/>{apps}</ACES>'.encode()
        rows = list(AcesReader(io.BytesIO(data)))
        self.assertEqual(
            [
                (r.number, r.note, int(r.vehicle_ref), r.quantity, r.delete)
                for r in rows
            ],
            articles,
        )

    @steady
    @given(
        st.decimals(-(10**9), 10**9, places=2, allow_nan=False), st.sampled_from(",.")
    )
    def test_amounts_with_signs_of_thousands(self, amount, decimal):
        text = f"{amount:,.2f}"
        if decimal == ",":
            text = text.translate(str.maketrans(",.", ".,"))
        self.assertEqual(parse_amount(text, decimal), amount)

    @steady
    @given(st.text())
    def test_normalising_is_done_once(self, text):
        self.assertEqual(normalize(normalize(text)), normalize(text))


@tagged("post_install", "-at_install")
class TestNormaliser(TransactionCase):
    @settings(steady, max_examples=40)
    @given(
        st.lists(
            st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
        )
    )
    def test_database_and_python_agree_on_every_text(self, texts):
        self.env.cr.execute(
            SQL(
                "SELECT %s FROM unnest(%s::text[]) WITH ORDINALITY t(value, place) "
                "ORDER BY place",
                SQL(sql_normalize("t.value").replace("%", "%%")),
                texts,
            )
        )
        found = [row[0] for row in self.env.cr.fetchall()]
        self.assertEqual(found, [normalize(text) for text in texts])
