import io
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.tests import tagged

from ..tools.command_line import IN_ORDER, REFUSED, CommandLine
from .job_common import LIST, StoredCatalogCase


@tagged("post_install", "-at_install")
class TestCommandLine(StoredCatalogCase):
    def setUp(self):
        super().setUp()
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.out = io.StringIO()
        self.line = CommandLine(self.registry.db_name, "admin", self.out)

    def run_import(self, *contents, catalogue=None):
        paths = []
        for number, content in enumerate(contents):
            path = self.folder / f"list{number}.csv"
            path.write_bytes(content)
            paths.append(str(path))
        return self.line.import_files(catalogue or self.name, paths)

    def parts(self):
        return self.store(
            lambda env: env["garage.catalog.item"].search_count(
                [("source_id", "=", self.source_id)]
            )
        )

    def test_file_is_imported_and_reported(self):
        self.assertEqual(self.run_import(LIST), IN_ORDER)
        self.assertEqual(self.parts(), 2)
        told = self.out.getvalue()
        self.assertIn("reading 100 %, 2 lines", told)
        self.assertIn("imported (import ", told)
        self.assertIn("New parts: 2", told)

    def test_same_file_again_is_told_and_in_order(self):
        self.run_import(LIST)
        self.assertEqual(self.run_import(LIST), IN_ORDER)
        self.assertIn("was imported before", self.out.getvalue())

    def test_one_refused_file_makes_the_command_fail_and_the_rest_goes_on(self):
        code = self.run_import(b"number;name\r\n;\r\n", LIST)
        self.assertEqual((code, self.parts()), (REFUSED, 2))
        self.assertIn("No line of the file can be used", self.out.getvalue())

    def test_import_is_taken_back(self):
        self.run_import(LIST)
        batch_id = self.store(lambda env: self.batches(env).id)
        self.assertEqual(self.line.undo(batch_id), IN_ORDER)
        self.assertEqual(self.parts(), 0)
        self.assertEqual(self.line.undo(batch_id), REFUSED)
        self.assertIn("cannot be taken back", self.out.getvalue())

    def test_mistakes_are_told_in_one_sentence(self):
        self.assertEqual(self.run_import(LIST, catalogue="Nobody's"), REFUSED)
        self.assertIn("There is no catalogue “Nobody's”.", self.out.getvalue())
        self.assertEqual(self.line.undo(0), REFUSED)
        self.assertEqual(
            self.line.import_files(self.name, [str(self.folder / "none")]), REFUSED
        )
        self.assertFalse(self.store(lambda env: self.batches(env).ids))
