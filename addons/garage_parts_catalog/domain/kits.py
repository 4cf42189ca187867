"""Service kits: which parts they hold, what each costs and how many can be made."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from math import floor, inf
from typing import TypeVar

Part = TypeVar("Part", bound=Hashable)
#: kits in kits in kits; deeper is a mistake
DEEPEST = 8


class KitProblem(ValueError):
    """A kit that holds itself or is nested too deep; ``part`` is where."""

    def __init__(self, part: Hashable) -> None:
        super().__init__(str(part))
        self.part = part


def explode(
    kit: Part,
    lines_of: Callable[[Part], Sequence[tuple[Part, float]]],
    quantity: float = 1.0,
) -> dict[Part, float]:
    """Return the parts of a kit with their quantity, kits inside taken apart.

    :param lines_of: parts and quantities of one kit; empty for a plain part
    :param quantity: number of kits (pieces)
    :raises KitProblem: when a kit holds itself
    """
    found: dict[Part, float] = {}

    def open_kit(part: Part, pieces: float, path: tuple[Part, ...]) -> None:
        if part in path or len(path) > DEEPEST:
            raise KitProblem(part)
        inside = lines_of(part)
        if not inside:
            found[part] = found.get(part, 0.0) + pieces
        for component, count in inside:
            open_kit(component, pieces * count, (*path, part))

    open_kit(kit, quantity, ())
    return found


def unit_prices(
    total: int, weights: Sequence[float], quantities: Sequence[float]
) -> list[float]:
    """Share a price over parts so that quantity times price sums up to it exactly.

    The odd cents go to a part of which there is one piece; where there is none, to the
    dearest, whose price of one piece then has fractions of a cent.

    :param total: price of the kit in the smallest unit of the currency
    :param weights: what the parts would cost alone, in any unit
    :param quantities: pieces of each part, positive
    :return: price of one piece of each part in the smallest unit
    """
    if not weights:
        return []
    base = sum(weights)
    shares = [weight / base if base else 1 / len(weights) for weight in weights]
    prices = [
        float(floor(total * share / pieces))
        for share, pieces in zip(shares, quantities, strict=True)
    ]
    rest = total - sum(
        price * pieces for price, pieces in zip(prices, quantities, strict=True)
    )
    order = sorted(range(len(shares)), key=lambda place: -shares[place])
    taker = next((place for place in order if quantities[place] == 1), order[0])
    prices[taker] += rest / quantities[taker]
    return prices


def available(needed: dict[Part, float], free: Callable[[Part], float]) -> float:
    """Return how many whole kits the free pieces of its parts allow.

    :param needed: parts of one kit with their quantity
    :param free: pieces of a part that are free; infinite for what is always there
    """
    counts = [
        free(part) / pieces for part, pieces in needed.items() if free(part) != inf
    ]
    return float(max(floor(min(counts)), 0)) if counts else inf
