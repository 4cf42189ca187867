"""Card numbers never leave the protocol layer in full."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage_iot.protocols import currencies
from garage_iot.protocols.masking import mask_pan


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        ("4970101234567890", "497010******7890"),
        ("497010######1234", "497010******1234"),
        ("############1234", "************1234"),
        ("4970 1012 3456 7890", "497010******7890"),
        ("1234", "1234"),
        ("****1234", "****1234"),
        ("12345678", "****5678"),
        ("", ""),
        ("9" * 120, ""),
        ("4970101234567890=2812201", ""),
        ("497010123456xxxx", ""),
    ],
)
def test_a_card_number_shows_six_and_four_digits_at_most(received, shown):
    assert mask_pan(received) == shown


@given(st.text(max_size=40))
def test_no_text_brings_more_than_ten_digits_through(received):
    assert sum(letter.isdecimal() for letter in mask_pan(received)) <= 10


def test_currencies_have_the_numbers_of_the_standard():
    assert (currencies.numeric("EUR"), currencies.numeric("RUB")) == ("978", "643")
    assert (currencies.alphabetic("978"), currencies.alphabetic("999")) == (
        "EUR",
        "999",
    )
