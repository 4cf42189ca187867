"""Currencies as card terminals number them (ISO 4217, numeric codes)."""

from __future__ import annotations

_NUMERIC = {
    "AUD": "036",
    "BYN": "933",
    "CAD": "124",
    "CHF": "756",
    "CZK": "203",
    "DKK": "208",
    "EUR": "978",
    "GBP": "826",
    "HUF": "348",
    "KZT": "398",
    "NOK": "578",
    "PLN": "985",
    "RON": "946",
    "RUB": "643",
    "SEK": "752",
    "USD": "840",
    "XPF": "953",
}
_ALPHABETIC = {number: name for name, number in _NUMERIC.items()}


def numeric(currency: str) -> str:
    """Return the three digits of a currency, e.g. ``978`` for ``EUR``.

    :raises LookupError: a currency that the box does not know.
    """
    return _NUMERIC[currency]


def alphabetic(number: str) -> str:
    """Return the name of three digits; unknown ones stay as they are."""
    return _ALPHABETIC.get(number, number)
