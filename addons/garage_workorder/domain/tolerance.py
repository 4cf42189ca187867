"""How far work may go beyond what the customer approved.

Amounts are in the currency of the order, including taxes. Two limits hold together:
a share of the approved amount and a fixed amount. The smaller one counts, so a limit
of zero means that every cent needs a new approval.
"""

from __future__ import annotations


def allowed_excess(approved: float, percent: float, amount: float) -> float:
    """Return what may be billed beyond ``approved`` (currency units).

    :param approved: approved amount including taxes
    :param percent: share of the approved amount, e.g. 10.0 for ten percent
    :param amount: fixed upper limit in currency units
    :raises ValueError: when a limit is negative
    """
    if percent < 0 or amount < 0:
        raise ValueError("a tolerance cannot be negative")
    return min(max(approved, 0.0) * percent / 100.0, amount)


def needs_approval(
    total: float,
    approved: float,
    percent: float,
    amount: float,
    rounding: float = 0.01,
) -> bool:
    """Tell whether ``total`` lies beyond ``approved`` plus tolerance.

    :param rounding: smallest unit of the currency; half of it is forgiven
    :raises ValueError: when a limit is negative
    """
    limit = approved + allowed_excess(approved, percent, amount)
    return total - limit > rounding / 2


#: what trade and courts quote as the limit for exceeding an estimate, in percent. Where
#: an order must be agreed anew in writing, nothing is free.
USUAL_PERCENT = {"DE": 15.0, "AT": 15.0, "NL": 10.0, "FR": 0.0}
OTHER_PERCENT = 10.0


def suggested_percent(country: str) -> float:
    """Return the tolerance proposed for a country; a suggestion, no legal advice.

    :param country: two letters as in ISO 3166, empty when unknown
    """
    return USUAL_PERCENT.get(country.upper(), OTHER_PERCENT)
