from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..domain.amounts import guess_decimal, other_currency, parse_amount


@tagged("post_install", "-at_install")
class TestAmounts(BaseCase):
    def test_amounts_in_the_ways_of_many_countries(self):
        for text, decimal, amount in (
            ("1.234,50", ",", "1234.50"),
            ("1,234.50", ".", "1234.50"),
            ("1'234.50", ".", "1234.50"),
            ("1 234,5", ",", "1234.5"),
            ("€ 12,-", ",", "12"),
            ("CHF 12.--", ".", "12"),
            (",50", ",", "0.50"),
            ("-1.234,50", ",", "-1234.50"),
            ("EUR 12", ".", "12"),
            ("12,50-", ",", "-12.50"),
            ("0", ".", "0"),
        ):
            self.assertEqual(parse_amount(text, decimal), Decimal(amount), text)

    def test_a_wrong_decimal_sign_is_refused_instead_of_read_wrongly(self):
        for text, decimal in (
            ("12,50", "."), ("12.50", ","), ("1.23.456", ","), (".500", ","),
            (",500", "."), ("1234.567,89", ","),
        ):  # fmt: skip
            with self.assertRaises(ValueError):
                parse_amount(text, decimal)

    def test_words_and_absurd_amounts_are_refused(self):
        for text in ("abc", "12 pcs", "NaN", "1e9", "-", "9" * 14):
            with self.assertRaises(ValueError):
                parse_amount(text, ".")

    def test_decimal_sign_is_guessed_from_the_column(self):
        self.assertEqual(guess_decimal(["1.234,50", "3,20"]), ",")
        self.assertEqual(guess_decimal(["1,234.50", "3.20"]), ".")
        self.assertEqual(guess_decimal(["12", "B-7"]), ".")
        self.assertEqual(guess_decimal(["1.234", "12,5"]), ",")

    def test_another_currency_is_seen(self):
        for text, currency, other in (
            ("12,50 EUR", "EUR", ""), ("€ 12", "EUR", ""), ("$ 12", "CAD", ""),
            ("usd 12", "EUR", "USD"), ("£12", "EUR", "GBP"), ("$12", "EUR", "$"),
            ("12,50", "EUR", ""),
        ):  # fmt: skip
            self.assertEqual(other_currency(text, currency), other, text)
