"""How the price of a job is divided between the customer and another payer.

Amounts are in the currency of the order. A share is what the other payer bears, in
percent of the price before or after taxes, as the price itself is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")


def check_share(percent: float) -> None:
    """Refuse a share outside of 0 to 100 percent.

    :raises ValueError: when it is not a share
    """
    if not 0 <= percent <= 100:
        raise ValueError("a share lies between 0 and 100 percent")


def split(
    bases: Mapping[Key, float], percent: float, digits: int = 2
) -> dict[Key, float]:
    """Return what the other payer bears of each amount, without those of nothing.

    :param bases: price per tax rate, e.g. ``{taxes: 250.0}``
    :param percent: share of the other payer, e.g. 50.0
    :param digits: decimals of the currency
    :raises ValueError: when ``percent`` is not between 0 and 100
    """
    check_share(percent)
    parts = {key: round(base * percent / 100.0, digits) for key, base in bases.items()}
    return {key: part for key, part in parts.items() if part}
