"""Compares what the till booked with what the terminal says it charged."""

from collections.abc import Iterable
from dataclasses import dataclass

ONLY_AT_TERMINAL = "only_terminal"
ONLY_AT_TILL = "only_till"
AMOUNT_DIFFERS = "amount"


@dataclass(frozen=True)
class Charge:
    """One movement of money; ``amount`` in minor units, negative for refunds."""

    key: str
    amount: int
    label: str = ""
    at: str = ""


@dataclass(frozen=True)
class Difference:
    """One reason why the two totals are not the same (amounts in minor units)."""

    kind: str
    key: str
    till: int
    terminal: int
    label: str = ""
    at: str = ""


def line_of(key: str) -> str:
    """Return the payment line of an attempt's key ``<uuid of the line>:<n>``."""
    return key.rsplit(":", 1)[0]


def compare(till: Iterable[Charge], terminal: Iterable[Charge]) -> list[Difference]:
    """List the charges that are missing on either side or have another amount.

    Charges are matched by payment line. The list is empty when both agree;
    the sum of ``terminal - till`` over it is the difference of the totals.
    """
    booked = _by_line(till)
    charged = _by_line(terminal)
    found = [
        Difference(
            ONLY_AT_TERMINAL, charge.key, 0, charge.amount, charge.label, charge.at
        )
        for line, charge in charged.items()
        if line not in booked
    ]
    for line, charge in booked.items():
        other = charged.get(line)
        if other is None:
            found.append(
                Difference(
                    ONLY_AT_TILL, charge.key, charge.amount, 0, charge.label, charge.at
                )
            )
        elif other.amount != charge.amount:
            found.append(
                Difference(
                    AMOUNT_DIFFERS,
                    charge.key,
                    charge.amount,
                    other.amount,
                    charge.label,
                    charge.at,
                )
            )
    return found


def _by_line(charges: Iterable[Charge]) -> dict[str, Charge]:
    """Add up the charges of each payment line (a reversal cancels its sale)."""
    result: dict[str, Charge] = {}
    for charge in charges:
        line = line_of(charge.key)
        known = result.get(line)
        amount = charge.amount + (known.amount if known else 0)
        first = known or charge
        result[line] = Charge(first.key, amount, first.label, first.at)
    return {line: charge for line, charge in result.items() if charge.amount}
