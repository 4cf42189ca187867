from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from ..tools import pace
from ..tools.pace import Pace
from .common import PRICE_LIST, CatalogCase


@tagged("post_install", "-at_install")
class TestPace(TransactionCase):
    """An import rests while somebody waits for an answer, and always goes on."""

    def setUp(self):
        super().setUp()
        self.pace = Pace(self.env.cr)
        self.naps = []
        patcher = patch.object(pace.time, "sleep", self.nap)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.clock = patch.object(pace.time, "monotonic", lambda: sum(self.naps))
        self.clock.start()
        self.addCleanup(self.clock.stop)

    def nap(self, seconds):
        self.naps.append(seconds)

    def test_it_rests_while_another_transaction_is_open(self):
        with self.registry.cursor() as other:
            other.execute("SELECT 1")
            self.assertTrue(self.pace.give_way(0.05))
        self.assertAlmostEqual(sum(self.naps), 0.05 * pace.REST)

    def test_rests_come_to_an_end(self):
        with self.registry.cursor() as other:
            other.execute("SELECT 1")
            self.pace._left = 1.0
            self.pace.give_way(10)
            self.assertAlmostEqual(sum(self.naps), 1.0)
            self.assertFalse(self.pace.give_way(1))

    def test_it_works_on_in_larger_steps_while_nobody_waits(self):
        with patch.object(Pace, "_is_somebody_waiting", return_value=False):
            before = self.pace.pages
            self.pace.end(self.pace.begin(), 0.5)
        self.assertEqual(self.naps, [])
        self.assertGreater(self.pace.pages, before)

    def test_steps_become_short_while_somebody_waits(self):
        with patch.object(Pace, "_is_somebody_waiting", return_value=True):
            begun = self.pace.begin()
            self.nap(1.0)
            self.pace.end(begun, 0.5)
        self.assertEqual(self.pace.pages, 4)


@tagged("post_install", "-at_install")
class TestSteps(CatalogCase):
    def test_small_steps_write_what_one_step_writes(self):
        lines = [f"S{number:05};Part {number};{number}" for number in range(2000)]
        first = "number;name;price\n" + "\n".join(lines) + "\n"
        with patch.object(pace, "_PAGES", 1), patch.object(pace, "_MOST_PAGES", 1):
            new = self.import_bytes(first.encode())
            raised = self.import_bytes(first.replace(";19", ";29").encode())
        self.assertEqual((new.items_new, raised.items_new), (2000, 0))
        self.assertEqual(raised.items_changed, 111)
        self.assertEqual(self.item("S00019").list_price, 29)
        self.assertEqual(self.item("S01999").list_price, 2999)

    def test_the_whole_list_is_read_by_another_process_alike(self):
        with patch("odoo.addons.garage_parts_catalog.reading.aside.SMALL", 0):
            batch = self.import_bytes(PRICE_LIST.encode("cp1252"))
        self.assertEqual((batch.state, batch.items_new), ("done", 4))
        self.assertEqual(batch.references_new, 4)
        self.assertEqual(self.item("Z986479C58").list_price, 1089.90)
