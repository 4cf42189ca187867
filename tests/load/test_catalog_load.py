"""Catalogue imports and look-ups in small; the full size is `./garage bench`.

Few rows are enough to see that the generators say what they mean, that the bare scripts
write the same rows as the product, and that every statement finds an index.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.tests import TransactionCase, new_test_user, tagged

from load import catalog_files, catalog_floor, catalog_sql
from load.catalog_volume import CatalogVolume
from load.explain import Recorder

TABLES = {
    "garage_catalog_item", "garage_catalog_xref", "garage_catalog_fitment",
    "garage_vehicle_type", "garage_vehicle_type_key", "product_product",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestCatalogFiles(TransactionCase):
    def setUp(self):
        super().setUp()
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.source = self.env["garage.catalog.source"].create({"name": "Load"})
        catalog_floor.create_tables(self.env.cr)

    def _import(self, path):
        with path.open("rb") as file:
            return self.source._import_file(path.name, file)

    def _count(self, table):
        self.env.cr.execute(f"SELECT count(*) FROM {table}")
        return self.env.cr.fetchone()[0]

    def test_fitments_are_the_same_as_by_the_bare_script(self):
        path = self.folder / "load.xml"
        count = catalog_files.write_aces(path, 0.4)
        batch = self._import(path)
        catalog_floor.load_aces(self.env.cr, path)

        self.assertEqual((batch.state, batch.lines_read), ("done", count))
        self.assertEqual(batch.fitments_new, self._count("floor_fitment"))
        self.assertEqual(batch.items_new, self._count("floor_item"))

    def test_a_file_sent_again_writes_no_row(self):
        paths = [self.folder / "first.xml", self.folder / "again.xml"]
        for path, date in zip(paths, ("2026-01-12", "2026-02-12"), strict=True):
            catalog_files.write_aces(path, 0.2, transfer=date)
        first, again = map(self._import, paths)

        self.assertEqual((again.fitments_new, again.fitments_changed), (0, 0))
        self.assertEqual(again.fitments_unchanged, first.fitments_new)
        self.assertEqual(again.fitments_ended, 0)
        self.assertEqual(self._import(paths[1]), again)

    def test_prices_are_the_same_as_by_the_bare_script(self):
        path = self.folder / "load.csv"
        catalog_files.write_price_list(path, 1500)
        batch = self._import(path)
        catalog_floor.load_prices(self.env.cr, path)

        self.assertEqual((batch.items_new, batch.lines_damaged), (1500, 0))
        self.env.cr.execute(
            "SELECT number_norm, name, list_price, cost FROM floor_item"
        )
        wanted = sorted(self.env.cr.fetchall())
        items = self.env["garage.catalog.item"].search([("batch_id", "=", batch.id)])
        self.env.cr.execute(
            "SELECT number_norm, name, list_price, cost FROM garage_catalog_item"
            " WHERE id = ANY(%s)",
            [items.ids],
        )
        self.assertEqual(sorted(self.env.cr.fetchall()), wanted)

    def test_only_raised_prices_are_written(self):
        first, again = self.folder / "first.csv", self.folder / "again.csv"
        catalog_files.write_price_list(first, 1500)
        catalog_files.write_price_list(again, 1500, raised=0.1)
        self._import(first)
        batch = self._import(again)

        self.assertTrue(75 < batch.items_changed < 300)
        self.assertEqual(batch.items_changed + batch.items_unchanged, 1500)


@tagged("post_install", "-at_install")
class TestCatalogLookup(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.volume = CatalogVolume(3000, 4500, 15_000, 800, vehicles=20)
        cls.volume.fill(cls.env)
        cls.adviser = new_test_user(
            cls.env, "load_parts", "garage_base.group_garage_adviser"
        )
        item = cls.env["garage.catalog.item"].browse(cls.volume.base + 700)
        cls.texts = [item.number_norm, item.number_norm[:4], "OE77"]
        cls.words = " ".join(item.name.split()[:2])

    def _lookup(self, text, vehicle_id=None, **options):
        """Rows and statements of a look-up on an empty cache."""
        items = self.env["garage.catalog.item"].with_user(self.adviser)
        items.lookup(text, vehicle_id, **options)
        self.env.flush_all()
        self.env.invalidate_all()
        recorder = Recorder()
        with recorder.on():
            rows = items.lookup(text, vehicle_id, **options)
        scans = recorder.scans(self.env.cr, TABLES, force_index=True)
        self.assertFalse(scans, "\n".join(scans))
        return [row["id"] for row in rows], len(recorder.queries)

    def test_numbers_are_found_as_by_hand_in_few_statements(self):
        for text in self.texts:
            with self.subTest(text=text):
                found, statements = self._lookup(text)
                wanted = catalog_sql.by_number(self.env.cr, text)
                self.assertEqual(found, [row[0] for row in wanted])
                self.assertTrue(found)
                self.assertLess(statements, 12)

    def test_words_are_found_as_by_hand(self):
        found, statements = self._lookup(self.words)

        wanted = catalog_sql.by_words(self.env.cr, self.words)
        self.assertEqual(found, [row[0] for row in wanted])
        self.assertLess(statements, 14)

    def test_parts_of_a_vehicle_are_found_as_by_hand(self):
        vehicle_id = self.volume.vehicle_ids[0]
        found, statements = self._lookup("", vehicle_id, filters={"fits": True})

        wanted = catalog_sql.by_vehicle(self.env.cr, vehicle_id)
        self.assertEqual(found, [row[0] for row in wanted])
        self.assertEqual(len(found), 40)
        self.assertLess(statements, 20)
