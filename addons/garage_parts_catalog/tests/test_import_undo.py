from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import (
    PRICE_LIST,
    CatalogCase,
    aces_excerpt,
    datanorm4,
    pies,
    pies_item,
    pies_prices,
)
from .fuzz_corpus import SEEDS, corpus

UNDO = "odoo.addons.garage_parts_catalog.models.catalog_batch_undo"
QUEUE = "odoo.addons.garage_parts_catalog.models.catalog_queue.GarageCatalogQueue"
OF_SOURCE = (
    "garage_catalog_item", "garage_catalog_xref", "garage_catalog_discount",
    "garage_catalog_group",
)  # fmt: skip
RAISED = (
    "Artikelnummer;Marke;Bezeichnung;Preis;Netto;EAN;OE-Nummern;Ersetzt durch\r\n"
    "Z 986 479 C58;Zosch;Bremsscheibe;1.200,00;60,00;;5Q0 615 301 X;\r\n"
    "Z3.0460-7184.2;ZATE;Bremsbelagsatz;79,50;41,10;;8V0 698 151 C;NEU 1\r\n"
    "NEU 1;ZATE;Neu;5,00;2,00;;;\r\n"
)
ARTICLES = (
    "A;N;A100;00;Disc;front;1;0;ST;10000;HD;004;TX1;",
    "A;N;B200;00;Pads;;2;2;ST;2050;;;;",
    "B;N;A100;;ALT 7;;0;0;0;4006381333931;;050;0;10;;;",
)
DATANORM = {
    "articles": ("A;N;A100;00;Disc;rear;1;0;ST;11000;HD;004;TX1;", "A;X;B200;"),
    "prices": ("P;A;A100;1;12000;1;5500;;;;;B200;2;1900;;;;;;;",),
    "discounts": ("R;;HD;1;4500;House discount;",),
    "groups": ("S;;004;Brakes;050;Discs;",),
    "texts": ("T;N;TX1;;1;;A long text;2;;of two lines;",),
    "renumbering": ("B;A;A100;;;;0;0;0;;;;;;;;", "A;N;C300;00;New;;1;0;ST;500;;;;"),
}


@tagged("post_install", "-at_install")
class TestImportUndo(CatalogCase):
    def rows(self):
        """Return every row that an import of this catalogue may change, exactly."""
        self.env.flush_all()
        found = {table: self.table(table) for table in OF_SOURCE}
        self.env.cr.execute(
            "SELECT f.id, to_jsonb(f) FROM garage_catalog_fitment f JOIN"
            " garage_catalog_item item ON item.id = f.item_id"
            " WHERE item.source_id = %s",
            [self.source.id],
        )
        found["fitments"] = dict(self.env.cr.fetchall())
        self.env.cr.execute(
            "SELECT id, to_jsonb(s) FROM product_supplierinfo s WHERE partner_id = %s",
            [self.supplier.id],
        )
        found["supplierinfo"] = dict(self.env.cr.fetchall())
        self.env.cr.execute(
            "SELECT profile, last_batch_id FROM garage_catalog_source WHERE id = %s",
            [self.source.id],
        )
        return {**found, "source": self.env.cr.fetchall()}

    def table(self, name):
        self.env.cr.execute(
            SQL(
                "SELECT id, to_jsonb(t) FROM %s t WHERE source_id = %s",
                SQL.identifier(name),
                self.source.id,
            )
        )
        return dict(self.env.cr.fetchall())

    def use_some(self):
        """Make products of every second part."""
        items = self.items.search([("source_id", "=", self.source.id)])
        for item in items[::2]:
            item._get_or_create_product()
        return items

    def check(self, *files):
        """Import the files, take the last one back: all is as it was before it."""
        for data in files[:-1]:
            batch = self.import_bytes(data)
            self.assertEqual(batch.state, "done", batch.log)
        self.use_some()
        before = self.rows()
        batch = self.import_bytes(files[-1])
        self.assertEqual(batch.state, "done", batch.log)
        self.assertNotEqual(self.rows(), before)
        batch.action_undo()
        self.assertEqual(batch.state, "rolled_back")
        self.maxDiff = None
        self.assertEqual(self.rows(), before)
        return batch

    def test_price_list_is_taken_back_with_prices_references_and_successors(self):
        self.check(PRICE_LIST.encode("cp1252"), RAISED.encode("cp1252"))

    def test_complete_list_is_taken_back_with_what_it_retired(self):
        self.source.full_list = True
        batch = self.check(PRICE_LIST.encode("cp1252"), RAISED.encode("cp1252"))
        self.assertEqual((batch.items_ended, batch.references_ended), (2, 2))

    def test_first_list_is_taken_back_to_nothing(self):
        batch = self.import_bytes(PRICE_LIST.encode("cp1252"))
        batch.action_undo()
        rows = self.rows()
        self.assertFalse(rows["garage_catalog_item"] or rows["garage_catalog_xref"])
        self.assertEqual(rows["source"], [(None, None)])

    def test_fitments_are_taken_back(self):
        data = aces_excerpt()
        other = data.replace(b"<Qty>1<", b"<Qty>2<").replace(b"AQ1007", b"AQ9999")
        self.check(data, other)

    def test_each_kind_of_datanorm_file_is_taken_back(self):
        for name, records in DATANORM.items():
            with self.subTest(name), self.env.cr.savepoint():
                self.check(datanorm4(*ARTICLES), datanorm4(*records))

    def test_discounts_are_taken_back_with_the_prices_that_follow(self):
        rebate = datanorm4("R;;HD;1;4500;House discount;")
        self.check(datanorm4(*ARTICLES), rebate, datanorm4("R;;HD;1;3000;Less;"))

    def test_complete_pies_file_is_taken_back(self):
        first = pies(
            pies_item("P1", pies_prices(JBR="10.00")),
            pies_item("P2", pies_prices(JBR="20.00")),
        )
        second = pies(
            pies_item("P1", pies_prices(JBR="11.00")),
            pies_item("P3", pies_prices(JBR="30.00")),
            SubmissionType="FULL",
        )
        self.check(first, second)

    def test_whatever_file_was_taken_over_can_be_taken_back(self):
        for name in ("csv", "aces", "pies", "datanorm4"):
            self.import_bytes(SEEDS[name], name)
        self.use_some()
        before, count = self.rows(), 0
        for number, (name, data) in enumerate(corpus(43, 120)):
            try:
                with self.env.cr.savepoint():
                    batch = self.import_bytes(data, name)
            except UserError:
                continue
            if batch.state == "done" and batch.journaled and batch.undoable:
                count += 1
                batch.action_undo()
                self.assertEqual(self.rows(), before, f"{number} {name}")
        self.assertGreater(count, 20)

    def test_imports_are_taken_back_newest_first_down_to_the_first(self):
        files = [PRICE_LIST, RAISED, PRICE_LIST.replace("41,10", "42,10")]
        states, batches = [], []
        for text in files:
            states.append(self.rows())
            batches.append(self.import_bytes(text.encode("cp1252")))
        with self.assertRaisesRegex(UserError, "first, which came after"):
            batches[0].action_undo()
        self.assertEqual([b.undoable for b in batches], [False, False, True])
        for batch, before in zip(reversed(batches), reversed(states), strict=True):
            batch.action_undo()
            self.assertEqual(self.rows(), before)

    def test_file_can_be_imported_again_after_it_was_taken_back(self):
        batch = self.import_price_list()
        batch.action_undo()
        again = self.import_price_list()
        self.assertNotEqual(again, batch)
        self.assertEqual((again.state, again.items_new), ("done", 4))
        with self.assertRaisesRegex(UserError, "cannot be taken back"):
            batch.action_undo()

    def test_part_that_became_a_product_stays_withdrawn(self):
        batch = self.import_price_list()
        product = self.item("ZF026407023")._get_or_create_product()
        batch.action_undo()
        self.assertTrue(product.exists() and product.seller_ids)
        left = self.items.search([("source_id", "=", self.source.id)])
        self.assertEqual((left.product_id, left.state), (product, "deleted"))

    def test_discount_that_a_person_changed_since_counts(self):
        self.import_bytes(datanorm4(*ARTICLES))
        self.import_bytes(datanorm4("R;;HD;1;4500;House discount;"))
        batch = self.import_bytes(datanorm4("P;A;A100;1;12000;;;;;;;"))
        discount = self.source.discount_ids
        discount.value = 50
        self.env.cr.execute(
            "UPDATE garage_catalog_discount SET write_date = %s WHERE id = %s",
            [batch.finished.replace(year=2999), discount.id],
        )
        discount.invalidate_recordset()
        batch.action_undo()
        self.assertEqual(self.item("A100").cost, 50.0)

    def test_large_import_is_taken_back_by_a_job(self):
        batch = self.import_price_list()
        with (
            trap_jobs() as trap,
            patch(f"{UNDO}._AT_ONCE", 1),
            patch(f"{QUEUE}._is_served", return_value=True),
        ):
            batch.action_undo()
        self.assertEqual(batch.state, "undo")
        trap.perform_enqueued_jobs()
        self.assertEqual(batch.state, "rolled_back")
        self.assertFalse(self.item("ZF026407023"))

    def test_rows_of_old_imports_are_forgotten(self):
        batches = [
            self.import_bytes(f"number;price\r\nA1;{n},00\r\n".encode())
            for n in range(1, 6)
        ]
        self.env["garage.catalog.undo"]._gc_old()
        self.assertEqual(
            [batch.journaled for batch in batches], [False, False, True, True, True]
        )
        self.env.cr.execute(
            "SELECT count(*) FROM garage_catalog_undo WHERE batch_id = ANY(%s)",
            [[batches[0].id, batches[1].id]],
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_what_a_person_changes_by_hand_is_not_kept(self):
        self.import_price_list()
        self.env["garage.catalog.undo"].search([]).exists()
        self.env.cr.execute("SELECT count(*) FROM garage_catalog_undo")
        before = self.env.cr.fetchone()
        self.item("ZF026407023").name = "Filter"
        self.env.flush_all()
        self.env.cr.execute("SELECT count(*) FROM garage_catalog_undo")
        self.assertEqual(self.env.cr.fetchone(), before)
