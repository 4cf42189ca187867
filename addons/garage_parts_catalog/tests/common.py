import base64
import io
from pathlib import Path

from odoo.tests import TransactionCase, new_test_user

DATA = Path(__file__).parent / "data"
PRICE_LIST = (
    "Artikelnummer;Marke;Bezeichnung;Preis;Netto;EAN;OE-Nummern;Ersetzt durch\r\n"
    "Z 986 479 C58;Zosch;Bremsscheibe vorn;1.089,90;54,20;2999000000017;"
    "5Q0 615 301 Y|5Q0615301Z;\r\n"
    "Z3.0460-7184.2;ZATE;Bremsbelagsatz;79,50;41,10;;8V0 698 151 C;\r\n"
    "ZF 026 407 023;Zosch;Ölfilter;14,90;6,35;;;ZF 026 407 157\r\n"
    "ZF 026 407 157;Zosch;Ölfilter neu;15,90;6,85;;;\r\n"
)


def aces_excerpt():
    """Return the shipped part of a real ACES file."""
    return (DATA / "aces_airqualitee_excerpt.xml").read_bytes()


def datanorm4(*records, encoding="ascii"):
    """Return a DATANORM 4 file of these records."""
    first = f"V 010726{'Test wholesaler':40}{'Parts':40}{'':35}04EUR"
    return "".join(f"{line}\r\n" for line in (first, *records)).encode(encoding)


def datanorm5(*records):
    """Return a DATANORM 5 file of these records."""
    first = "V;050;A;20260701;EUR;Test wholesaler;Parts;;;;;;;;;"
    return "".join(f"{line}\r\n" for line in (first, *records)).encode()


def pies(*items, count=None, **header):
    """Return a PIES 7.2 file of these items (see :func:`pies_item`)."""
    values = {"SubmissionType": "UPDATE", "CurrencyCode": "EUR", **header}
    head = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    total = len(items) if count is None else count
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<PIES xmlns="http://www.autocare.org">'
        f"<Header><PIESVersion>7.2</PIESVersion>{head}</Header>\n<Items>\n"
        + "\n".join(items)
        + f"\n</Items>\n<Trailer><ItemCount>{total}</ItemCount></Trailer></PIES>\n"
    ).encode()


def pies_item(number, *more, action="A", brand="BZZZ"):
    """Return one item of a PIES file with these further elements."""
    return (
        f'<Item MaintenanceType="{action}"><PartNumber>{number}</PartNumber>'
        f"<BrandAAIAID>{brand}</BrandAAIAID><BrandLabel>Testbrand {brand}</BrandLabel>"
        f"<PartTerminologyID>1896</PartTerminologyID>{''.join(more)}</Item>"
    )


def pies_prices(**amounts):
    """Return the prices of an item: kind of price and amount."""
    prices = "".join(
        f'<Pricing PriceType="{kind}"><Price UOM="PE">{amount}</Price></Pricing>'
        for kind, amount in amounts.items()
    )
    return f"<Prices>{prices}</Prices>"


def bmecat(*records, transaction="T_NEW_CATALOG", version="1.2", **header):
    """Return a BMEcat file of these records (see :func:`bmecat_article`)."""
    values = {"LANGUAGE": "deu", "CATALOG_ID": "TEST", "CURRENCY": "EUR", **header}
    head = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE BMECAT SYSTEM "bmecat_new_catalog.dtd">\n'
        f'<BMECAT version="{version}"><HEADER><CATALOG>{head}</CATALOG></HEADER>\n'
        f"<{transaction}>\n" + "\n".join(records) + f"\n</{transaction}></BMECAT>\n"
    ).encode()


def bmecat_article(number, *more, mode="new", **details):
    """Return one article of BMEcat 1.2 with these details and further elements."""
    told = "".join(f"<{name}>{value}</{name}>" for name, value in details.items())
    return (
        f'<ARTICLE mode="{mode}"><SUPPLIER_AID>{number}</SUPPLIER_AID>'
        f"<ARTICLE_DETAILS>{told}</ARTICLE_DETAILS>{''.join(more)}</ARTICLE>"
    )


def bmecat_prices(*dates, **amounts):
    """Return the prices of an article: kind of price and amount."""
    prices = "".join(
        f'<ARTICLE_PRICE price_type="{kind}"><PRICE_AMOUNT>{amount}</PRICE_AMOUNT>'
        "<TAX>0.25</TAX></ARTICLE_PRICE>"
        for kind, amount in amounts.items()
    )
    return f"<ARTICLE_PRICE_DETAILS>{''.join(dates)}{prices}</ARTICLE_PRICE_DETAILS>"


class CatalogCase(TransactionCase):
    """A supplier with an empty catalogue and one vehicle."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "Parts Wholesale BV"})
        cls.source = cls.env["garage.catalog.source"].create(
            {
                "name": "Test wholesaler",
                "partner_id": cls.supplier.id,
                "currency_id": cls.env.ref("base.EUR").id,
            }
        )
        cls.items = cls.env["garage.catalog.item"]
        make = cls.env["garage.vehicle.make"].create({"name": "Testwagen"})
        model = cls.env["garage.vehicle.model"].create(
            {"name": "Falke", "make_id": make.id}
        )
        cls.vehicle = cls.env["garage.vehicle"].create(
            {
                "plate": "99-ZZZ-9",
                "make_id": make.id,
                "model_id": model.id,
                "model_year": 2016,
            }
        )

    @classmethod
    def import_bytes(cls, data, name="list.csv", **options):
        return cls.source._import_file(name, io.BytesIO(data), **options)

    @classmethod
    def import_price_list(cls, text=PRICE_LIST):
        return cls.import_bytes(text.encode("cp1252"))

    @classmethod
    def link_vehicle(cls, code, system="vcdb_base", **values):
        """Make a vehicle type of the test vehicle known under an outside number."""
        return cls.env["garage.vehicle.type"].create(
            {
                "make": "TESTWAGEN",
                "model": "Falke",
                "year_from": 2016,
                "year_to": 2016,
                "key_ids": [(0, 0, {"system": system, "code": code})],
                **values,
            }
        )

    @classmethod
    def wizard(cls, data, name="list.csv"):
        """Return the upload of a file, before its preview."""
        return cls.env["garage.catalog.import"].create(
            {
                "source_id": cls.source.id,
                "file": base64.b64encode(data),
                "file_name": name,
            }
        )

    @classmethod
    def user(cls, role):
        return new_test_user(
            cls.env,
            login=f"catalog_{role}",
            groups=f"garage_base.group_garage_{role}",
        )

    def lookup(self, text):
        """Look up in this test's catalogue only."""
        return self.items.lookup(
            text, self.vehicle.id, filters={"source_id": self.source.id}
        )

    def item(self, number_norm):
        return self.items.search(
            [("source_id", "=", self.source.id), ("number_norm", "=", number_norm)]
        )
