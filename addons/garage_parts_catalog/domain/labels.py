"""What stands on a label, and how labels are laid out on sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: labels on one sheet of A4: 3 beside each other, 8 below, 70 x 37.125 mm each
SHEET = 24


@dataclass(frozen=True)
class Label:
    """One label.

    :param title: what is read from two metres away
    :param code: what the bar code holds, "" for none
    :param price: price as it is shown, with its currency, "" for none
    :param lines: further lines, one below the other
    """

    title: str
    code: str = ""
    price: str = ""
    lines: tuple[str, ...] = ()


def repeat(counted: Iterable[tuple[Label, int]]) -> list[Label]:
    """Return each label as often as it is wanted."""
    return [label for label, count in counted for _turn in range(max(count, 0))]


def sheets(labels: Sequence[Label], used: int = 0) -> list[list[Label | None]]:
    """Return the labels in sheets of 24.

    :param used: places of the first sheet that are empty paper already, 0 to 23
    :return: lists of 24 places, None for an empty one
    """
    if not labels:
        return []
    places: list[Label | None] = [None] * min(max(used, 0), SHEET - 1)
    places += labels
    places += [None] * (-len(places) % SHEET)
    return [places[start : start + SHEET] for start in range(0, len(places), SHEET)]
