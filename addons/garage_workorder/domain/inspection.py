"""Colours of an inspection: what a value means and how a whole sheet stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Colour = Literal["green", "amber", "red", "none"]
Worse = Literal["lower", "higher"]

#: from harmless to urgent; "none" is not checked
ORDER: tuple[Colour, ...] = ("none", "green", "amber", "red")


@dataclass(frozen=True)
class Limits:
    """Where a measured value turns amber and red, in the unit of the item.

    ``worse`` tells the bad direction: "lower" for tread depth, "higher" for water in
    brake fluid. A value exactly on a limit is still on the better side, as with the
    legal tread depth of 1.6 mm (EU directive 89/459/EEC).
    """

    amber: float
    red: float
    worse: Worse

    def are_ordered(self) -> bool:
        """Tell whether red lies at or beyond amber in the bad direction."""
        if self.worse == "lower":
            return self.red <= self.amber
        return self.red >= self.amber


def colour_of_value(value: float, limits: Limits | None) -> Colour:
    """Colour of a measured value; without limits it is noted as good."""
    if limits is None:
        return "green"
    # values come from a number pad with at most three decimals
    sign = 1 if limits.worse == "lower" else -1
    value, amber, red = (
        round(sign * number, 3) for number in (value, limits.amber, limits.red)
    )
    if value < red:
        return "red"
    return "amber" if value < amber else "green"


def colour_of_answer(answer: str, yes: Colour, no: Colour) -> Colour:
    """Colour of "yes" or "no"; anything else is not checked."""
    colours: dict[str, Colour] = {"yes": yes, "no": no}
    return colours.get(answer, "none")


def worst(colours: Iterable[Colour]) -> Colour:
    """The most urgent of several colours; "none" of nothing."""
    return max(colours, key=ORDER.index, default="none")


def count(colours: Iterable[Colour]) -> dict[Colour, int]:
    """How often each colour occurs, every colour named."""
    counts: dict[Colour, int] = dict.fromkeys(ORDER, 0)
    for colour in colours:
        counts[colour] += 1
    return counts
