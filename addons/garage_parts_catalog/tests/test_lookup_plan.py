from odoo.tests import tagged
from odoo.tools import SQL

from ..domain.near_numbers import near_numbers
from .common import CatalogCase

LINES = 3000


@tagged("post_install", "-at_install")
class TestLookupPlan(CatalogCase):
    """Look-ups must use an index: catalogues have a million parts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lines = (f"N{i:06};Disc {i};OE{i:06};{i}" for i in range(LINES))
        text = "number;name;oe;ktype\n" + "\n".join(lines) + "\n"
        cls.import_bytes(text.encode())
        for table in ("item", "xref", "fitment"):
            cls.env.cr.execute(
                SQL("ANALYZE %s", SQL.identifier(f"garage_catalog_{table}"))
            )

    def plan(self, model, domain, limit=40):
        query = self.env[model]._search(domain, limit=limit)
        self.env.cr.execute(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row[0] for row in self.env.cr.fetchall())

    def step(self, name, text):
        return dict(self.items._number_steps(text))[name]

    def assert_indexed(self, plan):
        self.assertIn("Index", plan)
        self.assertNotIn("Seq Scan on garage_catalog", plan)

    def test_exact_number_uses_an_index(self):
        domain = self.step("exact", "N000777")
        self.assert_indexed(self.plan("garage.catalog.item", domain))

    def test_beginning_of_a_number_uses_an_index(self):
        domain = self.step("prefix", "N00077")
        self.assert_indexed(self.plan("garage.catalog.item", domain))

    def test_cross_reference_uses_an_index(self):
        domain = [("number_norm", "=", "OE000777")]
        self.assert_indexed(self.plan("garage.catalog.xref", domain))

    def test_numbers_with_a_slip_use_an_index(self):
        near = [("number_norm", "in", list(near_numbers("N0007770X")))]
        # with so few parts a scan is right; can an index serve at all?
        self.env.cr.execute(SQL("SET LOCAL enable_seqscan = off"))
        for model in ("garage.catalog.item", "garage.catalog.xref"):
            self.assert_indexed(self.plan(model, near, limit=None))

    def test_mistyped_words_are_looked_for_in_the_small_table_only(self):
        self.env["garage.catalog.word"]._learn()
        self.items.lookup("Dissc")
        with self.assertQueryCount(16):
            self.items.lookup("Dissc")

    def test_fitments_of_a_vehicle_use_an_index(self):
        self.link_vehicle("777", system="ktype")
        domain = self.vehicle._get_fitment_domain()
        self.assert_indexed(self.plan("garage.catalog.fitment", domain))

    def test_a_look_up_takes_few_queries_whatever_it_finds(self):
        self.link_vehicle("777", system="ktype")
        self.items.lookup("N0007", self.vehicle.id)
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            rows = self.items.lookup("N0007", self.vehicle.id)
        self.assertEqual(len(rows), 40)
