"""A bank file is checked before it is imported."""

from pathlib import Path
from unittest import TestCase

from ..domain.camt import DamagedFileError, check, import_ids

DATA = Path(__file__).parent / "data"


def read(name):
    """Return a bank file of the tests."""
    return (DATA / name).read_bytes()


class TestCamtCheck(TestCase):
    def test_whole_files_of_both_versions_pass(self):
        for version in ("02", "08"):
            with self.subTest(version):
                checked = check(read(f"three_payments.camt053.001.{version}"))

                self.assertEqual((checked.entries, checked.problems), (3, ()))

    def test_an_unreadable_entry_is_reported_and_the_rest_kept(self):
        checked = check(read("one_bad_line.camt053.001.02"))

        self.assertEqual(checked.data.count(b"<Ntry>"), 2)
        self.assertEqual(
            [(one.place, one.kind, one.value) for one in checked.problems],
            [(3, "amount", "8O.OO")],
        )

    def test_a_file_that_was_cut_off_is_refused_with_the_line(self):
        with self.assertRaises(DamagedFileError) as caught:
            check(read("cut_off.camt053.001.02"))

        self.assertGreater(caught.exception.line, 50)

    def test_entities_are_refused(self):
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><D xmlns="camt."/>'

        with self.assertRaises(DamagedFileError):
            check(bomb)

    def test_other_formats_are_left_to_others(self):
        for data in (b"", b":20:940S", b"date;amount\n", b"\x00\xff" * 50):
            with self.subTest(data[:10]):
                self.assertIsNone(check(data))

    def test_latin_text_announced_as_utf8_is_read(self):
        data = read("three_payments.camt053.001.02").replace(
            b"S. Jansen", "S. Müller".encode("iso-8859-15")
        )

        self.assertIn("S. Müller".encode(), check(data).data)

    def test_pending_entries_are_left_for_the_day_they_are_booked(self):
        data = read("three_payments.camt053.001.02").replace(b"BOOK", b"PDNG", 1)

        self.assertEqual([one.kind for one in check(data).problems], ["pending"])

    def test_details_that_do_not_add_up_are_not_counted_twice(self):
        data = read("three_payments.camt053.001.02")
        start, end = data.index(b"<TxDtls>"), data.index(b"</TxDtls>") + 9
        doubled = data[:end] + data[start:end] + data[end:]

        self.assertEqual(check(doubled).data.count(b"<TxDtls>"), 2)

    def test_payments_get_the_same_name_in_every_file(self):
        one = {"date": "2026-03-16", "amount": 5.0, "payment_ref": "coffee"}

        self.assertEqual(import_ids([one, one])[0], import_ids([one])[0])
        self.assertNotEqual(*import_ids([one, one]))
