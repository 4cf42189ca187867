"""Supplier files of any size: ACES fitments and a price list, the same each time."""

from pathlib import Path
from random import Random

SEED = 2019
APP_BYTES = 186  # what an application of the generated file takes, about
NOTES = (
    "Front Of Vehicle", "With heated seats", "To 06/2014", "Left hand drive only",
    "Without air conditioning", "280 mm disc", "With self levelling suspension",
    "Before facelift",
)  # fmt: skip
WORDS = (
    "Bremsscheibe", "Bremsbelagsatz", "Ölfilter", "Luftfilter", "Wasserpumpe",
    "Stoßdämpfer", "Zündkerze", "Kraftstofffilter", "Radlager", "Spurstangenkopf",
    "Keilrippenriemen", "Kupplungssatz", "Scheinwerfer", "Querlenker", "Batterie",
)  # fmt: skip
SIDES = ("vorn", "hinten", "links", "rechts", "innen belüftet", "mit Sensor", "neu")
BRANDS = tuple(f"Marke {number:02}" for number in range(60))


def write_aces(path: Path, megabytes: float, transfer: str = "2026-01-12") -> int:
    """Write a full ACES file of about this size and return its applications.

    43 % carry a note, 10 % an engine, 5 % a sub-model, 1 % are said twice.

    :param transfer: the date in the header; another date makes another file
    """
    random = Random(SEED)
    count = max(100, int(megabytes * 1_000_000 / APP_BYTES))
    parts = max(10, count // 14)
    with path.open("w", encoding="utf-8") as file:
        file.write(_head(transfer))
        block: list[str] = []
        app = ""
        for number in range(1, count + 1):
            if number % 100:
                app = _app(random, parts)
            block.append(f'  <App action="A" id="{number}">{app}</App>\n')
            if len(block) == 5000:
                file.write("".join(block))
                block.clear()
        file.write("".join(block))
        file.write(f"<Footer><RecordCount>{count}</RecordCount></Footer>\n</ACES>\n")
    return count


def _head(transfer: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<ACES version="4.2">\n<Header>'
        "<Company>Load Works</Company><SenderName>Load</SenderName>"
        f"<TransferDate>{transfer}</TransferDate><BrandAAIAID>LOAD</BrandAAIAID>"
        "<DocumentTitle>Load Works full</DocumentTitle>"
        "<SubmissionType>FULL</SubmissionType></Header>\n"
    )


def _app(random: Random, parts: int) -> str:
    draw = random.random
    part = int(parts * draw() ** 1.5)
    kind = 1684 + part % 120
    cells = [f'<BaseVehicle id="{1000 + int(44_000 * draw() ** 2)}"/>']
    if draw() < 0.05:
        cells.append(f'<SubModel id="{int(draw() * 900)}"/>')
    if draw() < 0.10:
        cells.append(f'<EngineBase id="{1 + int(draw() * 4000)}"/>')
    if draw() < 0.43:
        cells.append(f"<Note>{NOTES[int(draw() * len(NOTES))]}</Note>")
    cells += [
        f"<Qty>{1 + part % 2}</Qty>",
        f'<PartType id="{kind}"/>',
        f'<Position id="{(1, 22, 30, 103)[part % 4]}"/>',
        f"<Part>LW-{part // 1000:03} {part % 1000:03}.{part % 7}</Part>",
    ]
    return "\n    ".join(["", *cells]) + "\n  "


def write_price_list(path: Path, lines: int, raised: float = 0.0) -> int:
    """Write a price list as a German wholesaler sends it; returns its bytes.

    :param raised: share of the lines whose price differs from the first file's
    """
    random = Random(SEED)
    title = "Artikelnummer;Marke;Bezeichnung;Preis;Netto;EAN;Rabattgruppe\r\n"
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write(title)
        block: list[str] = []
        for number in range(lines):
            block.append(_line(random, number, raised))
            if len(block) == 5000:
                file.write("".join(block))
                block.clear()
        file.write("".join(block))
    return path.stat().st_size


def _line(random: Random, number: int, raised: float) -> str:
    draw = random.random
    brand = BRANDS[int(len(BRANDS) * draw() ** 2)]
    name = (
        f"{WORDS[int(draw() * len(WORDS))]} {SIDES[int(draw() * len(SIDES))]} "
        f"{SIDES[int(draw() * len(SIDES))]} {int(draw() * 400)} mm"
    )
    cents = 200 + int(draw() * 150_000)
    net = cents * 6 // 10
    if draw() < raised:
        cents, net = cents + 50, net + 30
    price = f"{cents // 100:,}".replace(",", ".")
    return (
        f"{number % 97:02} {number // 97:05}.{number % 7};{brand};{name};"
        f"{price},{cents % 100:02};{net // 100},{net % 100:02};"
        f"2{number:012};R{number % 40:02}\r\n"
    )
