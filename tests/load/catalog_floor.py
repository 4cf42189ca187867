"""The least that taking over a supplier file can cost: bare scripts, bare tables.

They read the files of `catalog_files` and nothing else, check nothing and report
nothing, and write the same rows under the same indexes as the product.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

NULL = "\\N"
STAGE = """CREATE TEMP TABLE floor_stage (brand text, number text, norm text,
    vehicle text, part_type int, position int, qty int, qualifiers jsonb,
    hash bytea, note text)"""
PARTS = """INSERT INTO floor_item (source_id, brand_id, number, number_norm, state,
    search_text, create_date, write_date)
    SELECT 1, 1, max(number), norm, 'active', max(number), now(), now()
    FROM floor_stage GROUP BY norm
    ON CONFLICT (source_id, brand_id, number_norm) DO UPDATE SET state = 'active'
    WHERE floor_item.state != 'active'"""
FITMENTS = """INSERT INTO floor_fitment (item_id, system, vehicle_ref, part_type,
    position, qualifier_hash, qty, qualifiers, note, year_from, year_to, active)
    SELECT DISTINCT ON (i.id, vehicle, part_type, s.position, hash)
        i.id, 'vcdb_base', vehicle, part_type, s.position, hash, qty, qualifiers,
        note, 0, 0, true
    FROM floor_stage s JOIN floor_item i ON i.source_id = 1 AND i.number_norm = s.norm
    ON CONFLICT (item_id, system, vehicle_ref, part_type, position, qualifier_hash)
    DO UPDATE SET qty = EXCLUDED.qty, note = EXCLUDED.note,
        qualifiers = EXCLUDED.qualifiers, active = true
    WHERE (floor_fitment.qty, floor_fitment.note, floor_fitment.qualifiers)
        IS DISTINCT FROM (EXCLUDED.qty, EXCLUDED.note, EXCLUDED.qualifiers)"""
PRICES = """INSERT INTO floor_item (source_id, brand_id, number, number_norm, name, ean,
    list_price, cost, price_qty, discount_group, state, search_text, create_date,
    write_date)
    SELECT DISTINCT ON (b.id, s.norm) 1, b.id, number, s.norm, s.name, ean,
        price, net, 1, rebate, 'active', concat_ws(' ', number, brand, s.name),
        now(), now()
    FROM (SELECT *, upper(regexp_replace(number, '[^0-9A-Za-z]', '', 'g')) AS norm,
            replace(replace(list, '.', ''), ',', '.')::numeric AS price,
            replace(replace(cost, '.', ''), ',', '.')::numeric AS net
        FROM floor_line) s JOIN floor_brand b ON b.name = s.brand
    ORDER BY b.id, s.norm
    ON CONFLICT (source_id, brand_id, number_norm) DO UPDATE SET
        name = EXCLUDED.name, list_price = EXCLUDED.list_price, cost = EXCLUDED.cost
    WHERE (floor_item.name, floor_item.list_price, floor_item.cost)
        IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.list_price, EXCLUDED.cost)"""


def create_tables(cr) -> None:
    """Tables like the product's, with the same indexes and no foreign keys."""
    for name in ("item", "fitment"):
        cr.execute(f"DROP TABLE IF EXISTS floor_{name}")
        cr.execute(
            f"CREATE TABLE floor_{name} (LIKE garage_catalog_{name}"
            " INCLUDING DEFAULTS INCLUDING INDEXES)"
        )


def load_aces(cr, path: Path) -> None:
    """Parse with lxml, COPY, upsert."""
    cr.execute("SET LOCAL work_mem = '64MB'")
    cr.execute(STAGE)
    with path.open("rb") as file:
        cr.copy_expert("COPY floor_stage FROM STDIN", _Rows(_aces_rows(file)))
    cr.execute("ANALYZE floor_stage")
    cr.execute(PARTS)
    cr.execute("ANALYZE floor_item")
    cr.execute(FITMENTS)
    cr.execute("DROP TABLE floor_stage")


def _aces_rows(file) -> Iterator[str]:
    drop = str.maketrans("", "", " -./")
    for _event, app in etree.iterparse(
        file, tag="App", resolve_entities=False, no_network=True
    ):
        found = {child.tag: child for child in app}
        conditions = [
            [child.tag, child.get("id") or child.text]
            for child in app
            if child.tag in ("Note", "SubModel", "EngineBase")
        ]
        text = json.dumps(conditions)
        number = found["Part"].text
        note = found.get("Note")
        digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
        yield (
            f"LOAD\t{number}\t{number.upper().translate(drop)}\t"
            f"{found['BaseVehicle'].get('id')}\t{found['PartType'].get('id')}\t"
            f"{found['Position'].get('id')}\t{found['Qty'].text}\t"
            f"{text if conditions else NULL}\t\\\\x{digest}\t"
            f"{note.text if note is not None else NULL}\n"
        )
        app.clear(keep_tail=False)
        while app.getprevious() is not None:
            del app.getparent()[0]


class _Rows:
    """Lines as the file that COPY reads from."""

    def __init__(self, lines: Iterator[str]):
        self._lines = lines

    def read(self, size: int) -> str:
        """About as many characters as are asked for."""
        parts, length = [], 0
        for line in self._lines:
            parts.append(line)
            length += len(line)
            if length > size - 1000:
                break
        return "".join(parts)


def load_prices(cr, path: Path) -> None:
    """COPY the file as it is, upsert."""
    cr.execute("SET LOCAL work_mem = '64MB'")
    cr.execute(
        "CREATE TEMP TABLE floor_line (number text, brand text, name text, list text,"
        " cost text, ean text, rebate text)"
    )
    with path.open("rb") as file:
        cr.copy_expert(
            "COPY floor_line FROM STDIN WITH (FORMAT csv, DELIMITER ';', HEADER,"
            " ENCODING 'WIN1252')",
            file,
        )
    cr.execute("ANALYZE floor_line")
    cr.execute(
        "CREATE TEMP TABLE floor_brand AS SELECT row_number() OVER () AS id, name"
        " FROM (SELECT DISTINCT brand AS name FROM floor_line) b"
    )
    cr.execute(PRICES)
    cr.execute("DROP TABLE floor_line, floor_brand")
