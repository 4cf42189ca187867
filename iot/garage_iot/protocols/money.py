"""Amounts in text protocols: decimal major units there, minor units here.

Never a binary fraction in between: ``Decimal`` from the wire to the whole number.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from ..errors import ProtocolError

# ISO 4217: currencies whose minor unit is not a hundredth.
_WHOLE = frozenset(
    (
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
        "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    )
)  # fmt: skip
_THOUSANDTHS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
# More than any sum, fewer than the context would round away.
_MOST_DIGITS = 18


def digits(currency: str) -> int:
    """Return the number of decimals of a currency (ISO 4217), 2 if nothing is known."""
    if currency in _WHOLE:
        return 0
    return 3 if currency in _THOUSANDTHS else 2


def to_major(amount: int, currency: str) -> Decimal:
    """Return minor units as an exact decimal with all decimals of the currency."""
    return Decimal(amount).scaleb(-digits(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    """Return a decimal in major units as minor units.

    :raises ProtocolError: a fraction of a minor unit, or no amount of money at all.
    """
    long = len(amount.as_tuple().digits) > _MOST_DIGITS
    if long or not amount.is_finite() or amount.adjusted() > _MOST_DIGITS:
        raise ProtocolError("The terminal sent an amount that cannot be")
    minor = amount.scaleb(digits(currency))
    if minor != minor.to_integral_value():
        raise ProtocolError(f"{amount} is no amount in {currency}")
    return int(minor)


def parse(value: Any) -> Decimal | None:
    """Return an amount that stands as number or text in a message, None if absent.

    :raises ProtocolError: it is neither.
    """
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise ProtocolError("The terminal sent an amount that is no number")
    try:
        found = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation as error:
        raise ProtocolError("The terminal sent an amount that is no number") from error
    if not found.is_finite():
        raise ProtocolError("The terminal sent an amount that is no number")
    return found
