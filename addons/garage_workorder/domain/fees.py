"""What shop supplies, disposal and other charges come to, job by job.

Amounts are in the currency of the order without taxes. A rule never charges a job
twice and never exceeds its cap; jobs that the customer has answered keep what they
have, and count towards a cap of the whole work order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Rule:
    """One charge.

    :param basis: ``labour`` or ``parts`` (percentage of their amount), ``fixed``, or
        ``quantity`` (amount per piece of certain parts)
    :param percent: share for ``labour`` and ``parts``, e.g. 3.0
    :param amount: currency units for ``fixed`` and ``quantity``
    :param cap: most that is charged, 0 for no limit
    :param whole_order: cap and fixed amount hold for the work order, not for each job
    """

    basis: str
    percent: float = 0.0
    amount: float = 0.0
    cap: float = 0.0
    whole_order: bool = False


@dataclass(frozen=True)
class JobFacts:
    """What a rule looks at on one job.

    :param labour: labour without taxes (currency units)
    :param parts: parts without taxes (currency units)
    :param quantity: pieces of the parts that the rule is about
    :param fixed: charge that stands and must not be changed, None when it may be
    :param skipped: somebody took the charge off this job
    """

    labour: float = 0.0
    parts: float = 0.0
    quantity: float = 0.0
    fixed: float | None = None
    skipped: bool = False


@dataclass(frozen=True)
class Fee:
    """A line: so many times so much (currency units)."""

    quantity: float
    price: float


def charges(
    rule: Rule, jobs: Sequence[JobFacts], rounding: Callable[[float], float] = float
) -> list[Fee | None]:
    """Return the fee of each job, None where there is none or it must stay.

    :param jobs: in the order of the work order
    :param rounding: rounds currency units
    :raises ValueError: for an unknown basis
    """
    if rule.whole_order and any(job.skipped for job in jobs):
        return [None] * len(jobs)
    standing = sum(job.fixed or 0.0 for job in jobs)
    left = _limit(rule) - standing if rule.whole_order else _limit(rule)
    fees: list[Fee | None] = []
    for job in jobs:
        fee = None
        if job.fixed is None and not job.skipped:
            fee = _fee(rule, job, max(left, 0.0), rounding)
        fees.append(fee)
        if fee and rule.whole_order:
            left -= fee.quantity * fee.price
    return fees


def _limit(rule: Rule) -> float:
    """Most that may be charged; a fixed amount of the work order is its own limit."""
    limits = [rule.cap or inf]
    if rule.whole_order and rule.basis == "fixed":
        limits.append(rule.amount)
    return min(limits)


def _fee(
    rule: Rule, job: JobFacts, left: float, rounding: Callable[[float], float]
) -> Fee | None:
    quantity, price = _wanted(rule, job)
    price = rounding(price)
    if quantity * price > left:
        quantity, price = 1.0, rounding(left)
    return Fee(quantity, price) if quantity > 0 and price > 0 else None


def _wanted(rule: Rule, job: JobFacts) -> tuple[float, float]:
    """Quantity and price before the cap."""
    if rule.basis == "labour":
        return 1.0, job.labour * rule.percent / 100
    if rule.basis == "parts":
        return 1.0, job.parts * rule.percent / 100
    if rule.basis == "quantity":
        return job.quantity, rule.amount
    if rule.basis == "fixed":
        # a job without any work yet costs nothing
        return (1.0, rule.amount) if job.labour or job.parts else (0.0, 0.0)
    raise ValueError(f"unknown basis: {rule.basis}")
