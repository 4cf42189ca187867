"""Supplier files of every format with damage done to them, the same in every run."""

import random

from .common import (
    PRICE_LIST,
    bmecat,
    bmecat_article,
    bmecat_prices,
    datanorm4,
    datanorm5,
    pies,
    pies_item,
    pies_prices,
)

VEHICLES = (
    "make;model;year;ktype;hsn/tsn;base vehicle id;engine;kw\r\n"
    "Testwagen;Falke;2016;1234;0603/BGU;55;CHHB;110\r\n"
    "Testwagen;Adler;2017-2019;1235|1236;;;;81\r\n"
)
LABOUR = (
    "Code;Operation;Hours;K-Type;Skill\r\n"
    "10 20 30;Replace discs;1,20;1234;mechanic\r\n10 20 31;Bleed brakes;0,50;;\r\n"
)
ACES = (
    b'<?xml version="1.0" encoding="ISO-8859-1"?>\n<ACES version="4.2"><Header>'
    b"<BrandAAIAID>BZZZ</BrandAAIAID><SubmissionType>FULL</SubmissionType></Header>\n"
    b'<App action="A" id="1"><BaseVehicle id="55"/><Note>front</Note><Qty>2</Qty>'
    b'<PartType id="1896"/><Position id="22"/><Part>X 1</Part></App>\n'
    b'<App action="A" id="2"><Years from="2010" to="2014"/><Make id="54"/>'
    b'<Model id="68"/><Qual id="3"><param value="280" uom="mm"/><text>disc</text>'
    b'</Qual><Qty>1</Qty><PartType id="1896"/><Part BrandAAIAID="BYYY">X 2</Part>'
    b"</App>\n<Footer><RecordCount>2</RecordCount></Footer></ACES>\n"
)
PIES = pies(
    pies_item("X 1", pies_prices(LST="10.00", JBR="6.00", COR="2.50")),
    pies_item(
        "X 2",
        "<ItemLevelGTIN>04006381333931</ItemLevelGTIN><Descriptions><Description "
        'DescriptionCode="DES">Disc</Description></Descriptions><Packages><Package>'
        '<QuantityofEaches>2</QuantityofEaches><Weights UOM="PG"><Weight>4</Weight>'
        "</Weights></Package></Packages>",
    ),
    pies_item("X 3", action="D"),
)
BMECAT = bmecat(
    "<CATALOG_GROUP_SYSTEM><CATALOG_STRUCTURE><GROUP_ID>7</GROUP_ID>"
    "<GROUP_NAME>Brakes</GROUP_NAME></CATALOG_STRUCTURE></CATALOG_GROUP_SYSTEM>",
    bmecat_article(
        "X 1",
        bmecat_prices(net_customer="6.00", net_list="10.00", gross_list="12.50"),
        DESCRIPTION_SHORT="Disc",
        EAN="4006381333931",
        MANUFACTURER_AID="M 1",
    ),
    bmecat_article("X 2", mode="delete"),
)
DATANORM_4 = datanorm4(
    "A;N;X 1;00;Türschloß;links;1;0;ST;10000;HD;004;TX1;",
    "B;N;X 1;LOCK;ALT 7;;0;0;0;4006381333931;;050;0;10;;;",
    "A;L;X 2;;;;;;;;",
    "A;X;X 3;;X 4;;;;;;",
    "P;A;X 1;1;12000;1;5500;;;;;X 5;2;1900;;;;;;;X 6;1;100;0;HD;;;;;",
    "T;N;TX1;;1;;first;2;;second;",
    "D;N;X 1;1;F;;own words;2;T;TX1;;",
    "S;;004;Locks;050;Door locks;",
    "R;;HD;1;4500;House discount;",
    encoding="cp850",
)
DATANORM_5 = datanorm5(
    "T;N;TX1;1;01;first;",
    "A;N;X 1;Lock;left;PCE;1;1;108110;NBM;HLS;NBM;;;;;;;;1;;3;TX1;;;;;;",
    "P;X 1;2;100;894;;",
    "E;3;made for this test;",
)
SEEDS = {
    "csv": PRICE_LIST.encode("cp1252"),
    "csv_utf16": PRICE_LIST.encode("utf-16"),
    "datanorm4": DATANORM_4,
    "datanorm5": DATANORM_5,
    "aces": ACES,
    "pies": PIES,
    "bmecat": BMECAT,
    "vehicles": VEHICLES.encode(),
    "labour": LABOUR.encode(),
}
_NASTY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b"\r", b"\n\n", b'"', b'""', b";;",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"]]>", b"<![CDATA[", b"<!--", b"</App>",
    b"\xc2\xb2", b"\xd9\xa3", b"\xf0\x9f\x92\xa9", b"\xe2\x80\xa8", b"\xed\xa0\x80",
    b"-1", b"1e999", b"NaN", b"Infinity", b"9" * 30, b"9" * 5000, b"X" * 5000, b"%s",
    b"' OR 1=1 --", b"\\N", b"\\.", b"\t", b" " * 300, b"A;N;", b"P;A;", b"V ", b"E;9;",
)  # fmt: skip


def corpus(seed, count):
    """Yield (format, bytes) of ``count`` damaged files."""
    chance = random.Random(seed)
    names = sorted(SEEDS)
    for number in range(count):
        name = names[number % len(names)]
        data = SEEDS[name]
        for _time in range(chance.choice((1, 1, 2, 3, 8))):
            data = chance.choice(MUTATIONS)(chance, data)
        yield name, data[:200_000]


def _cut(chance, data):
    start, end = sorted(chance.randrange(len(data) + 1) for _end in range(2))
    return start, min(end, start + 400)


def flip(chance, data):
    """Change single bytes."""
    data = bytearray(data or b"x")
    for _time in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def truncate(chance, data):
    """End the file anywhere."""
    return data[: chance.randrange(len(data) + 1)]


def remove(chance, data):
    """Take a piece out."""
    start, end = _cut(chance, data)
    return data[:start] + data[end:]


def repeat(chance, data):
    """Write a piece several times."""
    start, end = _cut(chance, data)
    return data[:start] + data[start:end] * chance.choice((2, 3, 40)) + data[end:]


def insert(chance, data):
    """Put something nasty somewhere."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_NASTY) + data[at:]


def shuffle_lines(chance, data):
    """Change the order of lines, or leave some out."""
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines[: chance.randint(1, len(lines) or 1)])


def splice(chance, data):
    """Go on with another file from somewhere."""
    other = SEEDS[chance.choice(sorted(SEEDS))]
    return truncate(chance, data) + other[chance.randrange(len(other)) :]


def number(chance, data):
    """Put something else in the place of a digit."""
    places = [index for index, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return data
    at = chance.choice(places)
    return data[:at] + chance.choice(_NASTY) + data[at + 1 :]


MUTATIONS = (
    flip, flip, truncate, remove, repeat, insert, insert, shuffle_lines, splice, number,
)  # fmt: skip
