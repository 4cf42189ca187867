"""A catalogue of a million parts, as some wholesalers' lists make one.

Parts, cross references, statements about vehicles and vehicle types are written set by
set; the same numbers give the same catalogue. A few parts are products with stock.
"""

from dataclasses import dataclass, field

from odoo.fields import Command

from .bulk_table import bare
from .clone import choose, random

HEADS = [
    "Brems", "Öl", "Luft", "Kraftstoff", "Kühl", "Zünd", "Licht", "Stoß", "Rad",
    "Achs", "Kupplungs", "Lenk", "Wasser", "Auspuff", "Scheiben", "Tür", "Sitz",
    "Motor", "Getriebe", "Klima",
]  # fmt: skip
TAILS = [
    "scheibe", "belag", "filter", "pumpe", "kerze", "dämpfer", "lager", "satz",
    "leitung", "dichtung", "sensor", "schalter", "halter", "deckel", "gelenk",
    "riemen", "rolle", "feder", "ventil", "düse",
]  # fmt: skip
SIDES = [
    "vorn", "hinten", "links", "rechts", "oben", "unten", "innen", "außen", "kurz",
    "lang", "verstärkt", "verchromt", "schwarz", "komplett", "einzeln", "Paar",
]  # fmt: skip
STOCKED = 200
_DIGITS = "lpad((({n})::bigint * 7919 % 10000000)::text, 7, '0')"
#: number and name of part `{n}`, as SQL
NUMBER = (
    f"(substr('ABCDEFGHKL', ({{n}}) % 10 + 1, 1) || ' ' || substr({_DIGITS}, 1, 3)"
    f" || ' ' || substr({_DIGITS}, 4))"
)
NAME = (
    f"({choose('{n}', 1, HEADS)} || {choose('{n}', 2, TAILS)} || ' ' ||"
    f" {choose('{n}', 3, SIDES)} || ' ' || {choose('{n}', 4, SIDES)} || ' ' ||"
    f" floor(400 * {random('{n}', 5)})::text || ' mm')"
)


@dataclass
class CatalogVolume:
    """How much of each, and ids of what was made."""

    items: int = 1_000_000
    references: int = 1_500_000
    fitments: int = 5_000_000
    vehicle_types: int = 60_000
    vehicles: int = 200
    base: int = 0
    vehicle_ids: list[int] = field(default_factory=list)

    @classmethod
    def scaled(cls, scale: float) -> "CatalogVolume":
        """Sizes for a quicker run."""
        return cls(
            max(2000, int(1_000_000 * scale)),
            max(3000, int(1_500_000 * scale)),
            max(10_000, int(5_000_000 * scale)),
            max(600, int(60_000 * scale)),
        )

    def fill(self, env) -> "CatalogVolume":
        """Create everything; the caller commits."""
        self.sources = env["garage.catalog.source"].create(
            [{"name": f"Load wholesaler {place}"} for place in range(4)]
        )
        self.brands = env["garage.catalog.brand"].create(
            [{"name": f"Loadbrand {place:03}"} for place in range(300)]
        )
        self.kinds = env["garage.catalog.kind"].create(
            [
                {"name": f"{tail.title()} {head}", "pcdb_id": 90_000 + place}
                for place, (head, tail) in enumerate(
                    (head, tail) for head in HEADS for tail in TAILS
                )
            ]
        )
        env.flush_all()
        cr = env.cr
        cr.execute("SELECT coalesce(max(id), 0) FROM garage_catalog_item")
        self.base = cr.fetchone()[0]
        with bare(cr, "garage_catalog_item"):
            cr.execute(self._items())
        with bare(cr, "garage_catalog_xref"):
            cr.execute(self._references())
        self._fill_types(cr)
        with bare(cr, "garage_catalog_fitment"):
            cr.execute(self._fitments())
        for table in ("item", "xref", "fitment"):
            name = f"garage_catalog_{table}"
            cr.execute(f"SELECT setval('{name}_id_seq', (SELECT max(id) FROM {name}))")
        env.invalidate_all()
        self._make_vehicles(env)
        self._stock_some(env)
        return self

    def _items(self) -> str:
        """Numbers such as `C 123 4567`, names of three words and a measure."""
        price = f"round((2 + 500 * {random('n', 6)})::numeric, 2)"
        return f"""INSERT INTO garage_catalog_item (id, source_id, brand_id, kind_id,
            number, number_norm, name, search_text, ean, list_price, cost, price_qty,
            deposit, state, create_date, write_date)
        SELECT {self.base} + n, source, b.id, kind, number,
            replace(number, ' ', ''), r.name, concat_ws(' ', number, b.name, r.name),
            '2' || lpad(n::text, 12, '0'), price, price * 0.6, 1, 0, 'active',
            now(), now()
        FROM (SELECT n, {price} AS price, {NAME.replace("{n}", "n")} AS name,
                {NUMBER.replace("{n}", "n")} AS number,
                {self.sources.ids[0]} + n % 4 AS source,
                {self.kinds.ids[0]} + floor(400 * {random("n", 7)})::int AS kind,
                {self.brands.ids[0]} + floor(300 * power({random("n", 8)}, 2))::int
                    AS brand
            FROM generate_series(1, {self.items}) n) r
        JOIN garage_catalog_brand b ON b.id = r.brand"""

    def _references(self) -> str:
        """Each vehicle maker's number belongs to three parts."""
        return f"""INSERT INTO garage_catalog_xref (item_id, source_id, relation,
            number, number_norm)
        SELECT {self.base} + 1 + (n::bigint * 104729 % {self.items}),
            {self.sources.ids[0]} + n % 4, 'oe', 'OE ' || n / 3, 'OE' || n / 3
        FROM generate_series(1, {self.references}) n"""

    def _fitments(self) -> str:
        """Some vehicles are in most catalogues, many in few; some ask for a check."""
        vehicle = f"1 + floor({self.vehicle_types} * power({random('n', 9)}, 2))::int"
        condition = """'[["note", "280 mm disc"]]'::jsonb"""
        return f"""INSERT INTO garage_catalog_fitment (item_id, system, vehicle_ref,
            part_type, position, qty, year_from, year_to, qualifiers, qualifier_hash,
            active)
        SELECT {self.base} + 1 + (n::bigint * 7727 % {self.items}), 'ktype',
            ({vehicle})::text, 0, 0, 1, 0, 0,
            CASE WHEN n % 10 = 0 THEN {condition} END, int8send(n), true
        FROM generate_series(1, {self.fitments}) n"""

    def _fill_types(self, cr) -> None:
        cr.execute("SELECT coalesce(max(id), 0) FROM garage_vehicle_type")
        self.first_type = cr.fetchone()[0]
        cr.execute(
            f"""INSERT INTO garage_vehicle_type (id, make, model, display,
                search_text, match_key, year_from, year_to)
            SELECT {self.first_type} + n, 'Loadmake ' || n % 60, 'Model ' || n % 1500,
                'Loadmake ' || n, 'Loadmake ' || n,
                'LOADMAKE' || n % 60 || '/MODEL' || n % 1500,
                2000 + n % 20, 2004 + n % 20
            FROM generate_series(1, {self.vehicle_types}) n"""
        )
        cr.execute(
            f"""INSERT INTO garage_vehicle_type_key (vehicle_type_id, system, code)
            SELECT {self.first_type} + n, 'ktype', n::text
            FROM generate_series(1, {self.vehicle_types}) n"""
        )
        cr.execute(
            "SELECT setval('garage_vehicle_type_id_seq',"
            " (SELECT max(id) FROM garage_vehicle_type))"
        )
        cr.execute("ANALYZE garage_vehicle_type")
        cr.execute("ANALYZE garage_vehicle_type_key")

    def _make_vehicles(self, env) -> None:
        step = max(1, self.vehicle_types // self.vehicles // 4)
        self.vehicle_ids = (
            env["garage.vehicle"]
            .create(
                [
                    {
                        "plate": f"LD-{place:03}-D",
                        "model_year": 2010,
                        "catalog_type_id": self.first_type + 1 + place * step,
                    }
                    for place in range(self.vehicles)
                ]
            )
            .ids
        )

    def _stock_some(self, env) -> None:
        """Products with stock for some parts, as first use makes them."""
        stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
        step = self.items // STOCKED
        ids = [self.base + 1 + place * step for place in range(STOCKED)]
        for item in env["garage.catalog.item"].browse(ids):
            product = env["product.product"].create(
                {
                    "name": item.name,
                    "default_code": item.number,
                    "is_storable": True,
                    "garage_brand_id": item.brand_id.id,
                    "taxes_id": [Command.clear()],
                }
            )
            item.product_id = product
            env["stock.quant"]._update_available_quantity(product, stock, 3)
