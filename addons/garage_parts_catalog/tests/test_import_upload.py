import io
import os
import tracemalloc
from itertools import repeat
from types import SimpleNamespace

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import CatalogCase

MEGABYTE = 1 << 20


def endless(megabytes):
    """Return a stream of so many megabytes that were never in memory together."""
    pieces = repeat(b"x" * MEGABYTE, megabytes)
    return SimpleNamespace(read=lambda _size: next(pieces, b""))


def broken(_size):
    raise OSError("the connection was closed")


@tagged("post_install", "-at_install")
class TestImportUpload(CatalogCase):
    def keep(self, stream):
        return self.env["ir.attachment"]._garage_keep(
            stream, "list.csv", "garage.catalog.import"
        )

    def test_large_file_is_never_in_memory(self):
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        before = tracemalloc.get_traced_memory()[0]
        attachment = self.keep(endless(96))
        used = tracemalloc.get_traced_memory()[1] - before
        self.assertEqual(attachment.file_size, 96 * MEGABYTE)
        self.assertLess(used, 8 * MEGABYTE)
        os.unlink(attachment._full_path(attachment.store_fname))

    def test_kept_file_is_an_attachment_as_any_other(self):
        attachment = self.keep(io.BytesIO(b"number\r\nA1\r\n"))
        self.assertEqual(attachment.raw, b"number\r\nA1\r\n")
        twin = self.env["ir.attachment"].create({"name": "x", "raw": attachment.raw})
        self.assertEqual(attachment.store_fname, twin.store_fname)
        self.assertEqual(attachment.checksum, twin.checksum)

    def test_content_in_the_database_works_too(self):
        self.env["ir.config_parameter"].set_param("ir_attachment.location", "db")
        attachment = self.keep(io.BytesIO(b"number\r\nA1\r\n"))
        self.assertFalse(attachment.store_fname)
        self.assertEqual(attachment._garage_open().read(), b"number\r\nA1\r\n")

    def test_broken_upload_leaves_no_file(self):
        folder = self.env["ir.attachment"]._full_path("upload")
        os.makedirs(folder, exist_ok=True)
        before = os.listdir(folder)

        with self.assertRaises(OSError):
            self.keep(SimpleNamespace(read=broken))
        self.assertEqual(os.listdir(folder), before)

    def test_forgotten_uploads_go_after_a_day(self):
        attachment = self.keep(io.BytesIO(b"number\r\nA1\r\n"))
        wizard = self.env["garage.catalog.import"]
        wizard._gc_uploads()
        self.assertTrue(attachment.exists())
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = create_date - interval '2 days'"
            " WHERE id = %s",
            [attachment.id],
        )
        attachment.invalidate_recordset()
        wizard._gc_uploads()
        self.assertFalse(attachment.exists())

    def test_only_who_may_import_may_upload(self):
        wizard = self.env["garage.catalog.import"].with_user(self.user("adviser"))
        with self.assertRaises(AccessError):
            wizard._keep_upload(None)


@tagged("post_install", "-at_install")
class TestUploadRoute(HttpCase):
    def test_browser_sends_a_file_and_gets_its_attachment(self):
        self.authenticate("admin", "admin")
        answer = self.url_open(
            "/garage/catalog/upload",
            data={"csrf_token": http.Request.csrf_token(self)},
            files={"ufile": ("list.csv", b"number;name\r\nA1;Disc\r\n")},
        ).json()
        self.assertEqual((answer["name"], answer["size"]), ("list.csv", 22))
        wizard = self.env["garage.catalog.import"].create(
            {
                "source_id": self.env["garage.catalog.source"]
                .create({"name": "Uploaded"})
                .id,
                "attachment_id": answer["id"],
                "file_name": answer["name"],
            }
        )
        wizard.action_preview()
        self.assertIn("Disc", wizard.preview)
