"""The small parts of the matching engine, one by one."""

from unittest import TestCase

from ..domain.matching.normalise import name_key, windows
from ..domain.matching.references import is_belgian, is_dutch, is_rf, kind
from ..domain.matching.subset import subsets_with_sum
from ..domain.matching.typing_errors import one_error_apart


class TestMatchingParts(TestCase):
    def test_creditor_references_are_checked_by_their_digits(self):
        self.assertTrue(is_rf("RF18 5390 0754 7034"))
        self.assertFalse(is_rf("RF19 5390 0754 7034"))
        self.assertFalse(is_rf("RF"))

    def test_belgian_references_are_checked_by_their_digits(self):
        self.assertTrue(is_belgian("+++090/9337/55493+++"))
        self.assertFalse(is_belgian("+++090/9337/55494+++"))
        self.assertFalse(is_belgian("call 090933755493"))

    def test_dutch_references_are_checked_by_their_digits(self):
        self.assertTrue(is_dutch("5000 0567 8901 2345"))
        self.assertFalse(is_dutch("6000056789012345"))

    def test_the_kind_of_a_reference_is_named(self):
        self.assertEqual(kind("RF18539007547034"), "rf")
        self.assertEqual(kind("+++090/9337/55493+++"), "be")
        self.assertEqual(kind("INV/2026/00012"), "")

    def test_one_typing_error_is_recognised(self):
        for wrong in ("202600013", "20260012", "2026000112", "202600102", "302600012"):
            with self.subTest(wrong):
                self.assertTrue(one_error_apart("202600012", wrong))
        for other in ("202600012", "202611012", "2026", ""):
            with self.subTest(other):
                self.assertFalse(one_error_apart("202600012", other))

    def test_sums_are_found_and_told_apart_when_not_unique(self):
        self.assertEqual(subsets_with_sum([100, 250, 300], 350), [(0, 1)])
        self.assertEqual(len(subsets_with_sum([100, 100, 300], 400)), 2)
        self.assertEqual(subsets_with_sum([100, 250], 999), [])

    def test_a_hopeless_search_for_a_sum_ends(self):
        amounts = [2 * number for number in range(1_000, 1_060)]

        self.assertEqual(subsets_with_sum(amounts, 20_001, max_steps=5_000), [])

    def test_windows_join_neighbours_up_to_the_longest_reference(self):
        found = [text for text, _start, _end in windows("inv 2026/12")]

        self.assertEqual(found, ["INV202612", "INV2026", "202612", "2026", "INV", "12"])

    def test_names_ignore_order_titles_and_accents(self):
        self.assertEqual(name_key("Dhr. J. de Vries"), name_key("VRIES J"))
        self.assertEqual(name_key("Café Müller GmbH"), name_key("muller cafe"))
        self.assertNotEqual(name_key("J. Smit"), name_key("P. Smit"))
