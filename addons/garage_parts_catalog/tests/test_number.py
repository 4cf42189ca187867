import random

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ..domain.number import latin_number, normalize, sql_normalize


@tagged("post_install", "-at_install")
class TestNumber(TransactionCase):
    def test_dashes_blanks_and_dots_do_not_matter(self):
        for written in ("13.0460-7184.2", "13 0460 7184 2", " 13–0460–7184/2 "):
            self.assertEqual(normalize(written), "13046071842")

    def test_letters_become_capitals_and_foreign_letters_stay(self):
        self.assertEqual(normalize("aq-1102 c ü й"), "AQ1102CÜЙ")

    def test_letters_that_only_look_latin_are_taken_as_such(self):
        for written, latin in (
            ("\u0410\u0412-12", "AB-12"), ("\u0391\u039a7", "AK7"),
            ("\u0441 12", "C 12"), ("\u0412\u0410\u0417 2108",) * 2, ("ab", "ab"),
            ("Ö\u0410", "Ö\u0410"),
        ):  # fmt: skip
            self.assertEqual(latin_number(written), latin)

    def test_signs_of_direction_and_minus_do_not_matter(self):
        self.assertEqual(normalize("\u202eA\u061c1\u22122\u200f"), "A12")

    def test_nothing_stays_nothing(self):
        self.assertEqual(normalize(None), "")
        self.assertEqual(normalize(" -./ "), "")

    def test_normalising_twice_changes_nothing(self):
        for text in self._random_texts():
            self.assertEqual(normalize(normalize(text)), normalize(text))

    def test_database_and_python_agree_on_every_text(self):
        texts = self._random_texts()
        expression = SQL(sql_normalize("t.value").replace("%", "%%"))
        self.env.cr.execute(
            SQL(
                "SELECT %s FROM unnest(%s::text[]) WITH ORDINALITY t(value, n) "
                "ORDER BY t.n",
                expression,
                texts,
            )
        )
        answers = [row[0] for row in self.env.cr.fetchall()]
        self.assertEqual(answers, [normalize(text) for text in texts])

    def _random_texts(self):
        chance = random.Random(20160)
        alphabet = [chr(code) for code in range(1, 0x600) if code != 0xAD]
        alphabet += list("0123456789-./ ") * 40 + ["\u2013", "\u00a0", "\u3000", "€"]
        return [
            "".join(chance.choices(alphabet, k=chance.randint(0, 24)))
            for _text in range(500)
        ]
