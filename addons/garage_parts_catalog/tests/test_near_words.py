from odoo.tests import BaseCase, tagged

from ..domain.near_numbers import near_numbers
from ..domain.near_words import distance, key, nearest, spellings, words


@tagged("post_install", "-at_install")
class TestNearNumbers(BaseCase):
    def test_each_single_slip_leads_to_the_number(self):
        number = "0451103079"
        typed = {
            "O451103079": "alike",
            "4051103079": "swapped",
            "0451103078": "wrong",
            "04511030799": "extra",
            "045110307": "missing",
        }
        for text, how in typed.items():
            self.assertEqual(near_numbers(text).get(number), how, text)

    def test_several_letters_read_for_digits_are_one_slip(self):
        self.assertEqual(near_numbers("O4511O3079")["0451103079"], "alike")

    def test_two_slips_lead_nowhere(self):
        self.assertNotIn("0451103079", near_numbers("0451103188"))

    def test_the_number_itself_is_no_slip(self):
        self.assertNotIn("AB123", near_numbers("AB123"))

    def test_short_texts_and_words_are_no_numbers(self):
        for text in ("", "A12", "FILTER", "9" * 25):
            self.assertEqual(near_numbers(text), {})


@tagged("post_install", "-at_install")
class TestNearWords(BaseCase):
    def test_spelling_habits_do_not_count(self):
        for one, other in (
            ("Ölfilter", "oelfilter"),
            ("Ölfilter", "OLFILTER"),
            ("Stoßdämpfer", "stossdaempfer"),
            ("Plaquette", "plaquette"),
            ("Bougie d'allumage préchauffée", "bougie d'allumage prechauffee"),
            ("фильтр", "filtr"),
        ):
            self.assertEqual(key(one), key(other))

    def test_other_ways_to_write_a_german_word(self):
        self.assertEqual(spellings("ölfilter"), ["oelfilter"])
        self.assertIn("stoßdämpfer", spellings("Stossdaempfer"))
        self.assertEqual(spellings("filter"), [])

    def test_slips_are_counted(self):
        for one, other, steps in (
            ("bremse", "bremse", 0),
            ("bermse", "bremse", 1),
            ("brems", "bremse", 1),
            ("bremsse", "bremse", 1),
            ("bramse", "bremse", 1),
            ("öl", "bremse", 3),
        ):
            self.assertEqual(distance(one, other, 2), steps)

    def test_only_the_nearest_words_are_meant(self):
        known = ["bremsscheibe", "bremsbelag", "bremsschlauch", "scheibe"]
        self.assertEqual(nearest("bremscheieb", known), ["bremsscheibe"])

    def test_the_beginning_of_a_word_is_enough(self):
        self.assertEqual(nearest("bremsshcei", ["bremsscheibe"]), ["bremsscheibe"])

    def test_short_and_far_words_mean_nothing(self):
        self.assertEqual(nearest("oil", ["öl"]), [])
        self.assertEqual(nearest("auspuff", ["bremsscheibe"]), [])

    def test_numbers_and_short_words_are_not_learned(self):
        self.assertEqual(
            words("Bremsscheibe 280 mm M12x1, vorn"), ["bremsscheibe", "vorn"]
        )
