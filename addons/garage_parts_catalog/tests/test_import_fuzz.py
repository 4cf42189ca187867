from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CatalogCase
from .fuzz_corpus import SEEDS, corpus

FILES = 200
TABLES = (
    "garage.catalog.item",
    "garage.catalog.xref",
    "garage.catalog.fitment",
    "garage.catalog.discount",
    "garage.catalog.group",
)


@tagged("post_install", "-at_install")
class TestImportFuzz(CatalogCase):
    def state(self):
        """Return everything that an import of this catalogue may change."""
        self.env.invalidate_all()
        found = []
        for name in TABLES:
            model = self.env[name]
            path = "source_id" if "source_id" in model._fields else "item_id.source_id"
            records = model.with_context(active_test=False).search(
                [(path, "=", self.source.id)], order="id"
            )
            found.append(records.read())
        return found

    def test_damaged_files_are_taken_whole_or_not_at_all(self):
        for name in ("csv", "aces", "pies", "bmecat", "datanorm4"):
            self.import_bytes(SEEDS[name], name)
        states = {"done": 0, "failed": 0, "refused": 0}
        before = self.state()
        for number, (name, data) in enumerate(corpus(41, FILES)):
            try:
                with self.env.cr.savepoint():
                    state = self.import_bytes(data, name).state
            except UserError:
                state = "refused"
            states[state] += 1
            if state == "done":
                before = self.state()
            else:
                self.assertEqual(self.state(), before, f"{number} {name}")
        self.assertGreater(min(states.values()), FILES // 25, states)
