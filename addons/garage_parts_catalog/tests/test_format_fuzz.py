import io
import resource
import time
from dataclasses import fields
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..domain.formats.aces import AcesReader
from ..domain.formats.bmecat import BmecatReader
from ..domain.formats.csv_profile import detect_profile
from ..domain.formats.csv_reader import read_articles
from ..domain.formats.datanorm import DatanormReader
from ..domain.formats.kinds import HEAD, detect_kind
from ..domain.formats.pies import PiesReader
from ..domain.issues import CatalogFileError
from ..domain.labour_list import read_labour_times
from ..domain.vehicle_list import read_vehicle_types
from ..tools.bulk_tables import copy_text
from .fuzz_corpus import corpus

FILES = 10_000
SECONDS = 60  # for all files, on a busy machine
SECONDS_EACH = 2
MEGABYTES = 60
INT4 = 2**31


def read(name, data):
    """Yield what the import would take from the file."""
    stream = io.BytesIO(data)
    if name == "vehicles":
        yield from read_vehicle_types(stream)
        return
    if name == "labour":
        yield from read_labour_times(stream)
        return
    kind = detect_kind(data[:HEAD])
    if kind == "csv":
        yield from read_articles(stream, detect_profile(stream))
    elif kind == "datanorm":
        yield from DatanormReader(stream)
    else:
        readers = {"aces": AcesReader, "pies": PiesReader, "bmecat": BmecatReader}
        yield from readers[kind](stream)


def unfit(value):
    """Whether the database could not store a value."""
    if isinstance(value, (tuple, list)):
        return any(map(unfit, value))
    if isinstance(value, str):
        return "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int):
        return not -INT4 <= value < INT4
    if isinstance(value, Decimal):
        return not value.is_finite() or abs(value) >= 10**13
    return False


@tagged("post_install", "-at_install")
class TestFormatFuzz(BaseCase):
    def test_ten_thousand_damaged_files_are_read_or_refused_in_words(self):
        started, peak = time.monotonic(), 0
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        refused = told = 0
        for number, (name, data) in enumerate(corpus(20261122, FILES)):
            with self.subTest(number=number, name=name):
                begun = time.process_time()
                try:
                    for row in read(name, data):
                        told += 1
                        values = [getattr(row, item.name) for item in fields(row)]
                        self.assertFalse(unfit(values), row)
                except CatalogFileError:
                    refused += 1
                peak = max(peak, time.process_time() - begun)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        self.assertGreater(refused, FILES // 20)
        self.assertGreater(told, FILES)
        self.assertLess(time.monotonic() - started, SECONDS)
        self.assertLess(peak, SECONDS_EACH)
        self.assertLess(used // 1024, MEGABYTES)

    def test_the_corpus_is_the_same_in_every_run(self):
        self.assertEqual(list(corpus(7, 50)), list(corpus(7, 50)))

    def test_copy_text_keeps_signs_of_its_own_format(self):
        text = copy_text([("\\N", "a\tb", "c\nd", None)])
        self.assertEqual(text, "\\\\N\ta\\tb\tc\\nd\t\\N\n")
