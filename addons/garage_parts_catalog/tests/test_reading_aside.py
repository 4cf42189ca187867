import gc
import io
import os
import select
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..domain.formats.csv_profile import detect_profile
from ..domain.issues import CatalogFileError
from ..reading import aside
from ..reading.aside import ReaderGoneError, Reading
from ..reading.order import ReadingOrder
from .fuzz_corpus import SEEDS, corpus
from .kill_common import PATIENCE

LONG = b"number;name;price\n" + b"".join(
    b"L%06d;Part;%d\n" % (number, number) for number in range(30_000)
)


class KnownIds:
    """Numbers without a database."""

    def brands(self, names):
        return [len(name) for name in names]

    def coded_brand(self, code, name):
        return len(code) * 100 + len(name)

    def kinds(self, names):
        return [1000 + len(name) for name in names]

    def part_types(self, numbers):
        return [2000 + number for number in numbers]


def order(name, data):
    """Return what to read a file of the corpus as."""
    kind = name.split("_")[0].rstrip("45")
    kind = kind if kind in ("aces", "bmecat", "datanorm", "pies") else "csv"
    profile = None
    if kind == "csv":
        profile = detect_profile(io.BytesIO(data)).to_dict()
    choice = {"currency": "EUR", "languages": ("EN",), "on": "2026-07-01"}
    return ReadingOrder(kind, "Wholesaler", "EUR", profile, ["ktype"], "New", choice)


def read(name, data, small):
    """Return everything that comes of a file, read here or in another process."""
    found, end = [], None
    with patch.object(aside, "SMALL", small):
        reading = Reading(io.BytesIO(data), order(name, data), KnownIds())
        try:
            for piece in reading:
                texts = {table: text.read() for table, text in piece.tables.items()}
                plain = {
                    table: text if isinstance(text, bytes) else text.encode()
                    for table, text in texts.items()
                }
                found.append((plain, piece.read, piece.damaged, piece.issues))
                found.append((piece.discounts, piece.groups, piece.position))
            end = reading.result
        except CatalogFileError as error:
            end = (error.code, error.line, error.value)
    return found, end


def is_there(pid):
    """Whether the process still lives."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@tagged("post_install", "-at_install")
class TestReadingAside(BaseCase):
    """A process of its own reads a file as this process would, and ends with it."""

    def setUp(self):
        super().setUp()
        self.children = []

        def started(*words, **options):
            self.children.append(original(*words, **options))
            return self.children[-1]

        original = subprocess.Popen
        patcher = patch.object(aside.subprocess, "Popen", started)
        patcher.start()
        self.addCleanup(patcher.stop)

    def long_reading(self):
        return Reading(io.BytesIO(LONG), order("csv", LONG), KnownIds())

    def test_the_same_comes_of_a_file_wherever_it_is_read(self):
        kinds = "csv csv_utf16 aces pies bmecat datanorm4 datanorm5"
        for name in kinds.split():
            here = read(name, SEEDS[name], len(SEEDS[name]) + 1)
            self.assertEqual(read(name, SEEDS[name], 0), here, name)
            self.assertTrue(here[0], name)
        self.assertEqual(len(self.children), 7)

    def test_damaged_files_end_in_the_same_words(self):
        for name, data in corpus(7, 40):
            try:
                here = read(name, data, len(data) + 1)
            except CatalogFileError:
                continue  # not even a layout can be told
            self.assertEqual(read(name, data, 0), here, name)

    def test_a_reader_that_is_killed_is_told(self):
        pieces = iter(self.long_reading())
        first = next(pieces)
        os.kill(self.children[0].pid, signal.SIGKILL)
        with self.assertRaises(ReaderGoneError):
            for text in first.tables.values():
                while text.read(1000):
                    pass
            for piece in pieces:
                for text in piece.tables.values():
                    text.read()

    def test_a_reader_that_nobody_wants_any_more_ends(self):
        pieces = iter(self.long_reading())
        next(pieces)
        del pieces
        gc.collect()
        (child,) = self.children
        self.assertIsNotNone(child.returncode)
        self.assertFalse(is_there(child.pid))

    def test_a_reader_ends_with_the_worker_that_started_it(self):
        reader, writer = os.pipe()
        worker = os.fork()
        if not worker:
            try:
                pieces = iter(self.long_reading())
                next(pieces)
                os.write(writer, str(self.children[0].pid).encode())
                signal.pause()
            finally:
                os._exit(1)
        self.addCleanup(os.close, reader)
        os.close(writer)
        ready, _w, _x = select.select([reader], [], [], PATIENCE)
        self.assertTrue(ready)
        child = int(os.read(reader, 20))
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        until = time.monotonic() + PATIENCE
        while is_there(child) and time.monotonic() < until:
            time.sleep(0.02)
        self.assertFalse(is_there(child))

    def test_the_callers_file_stays_open(self):
        with tempfile.TemporaryFile() as file:
            file.write(LONG)
            reading = Reading(file, order("csv", LONG), KnownIds())
            lines = 0
            for piece in reading:
                lines += piece.read
                for text in piece.tables.values():
                    text.read()
            self.assertEqual(lines, 30_000)
            file.seek(0)
            self.assertEqual(file.read(6), b"number")
