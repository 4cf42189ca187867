"""Find the open items that add up to a payment, within a bounded search."""

from __future__ import annotations

from collections.abc import Sequence


def subsets_with_sum(
    amounts: Sequence[int],
    target: int,
    *,
    max_items: int = 8,
    max_steps: int = 20_000,
    limit: int = 2,
) -> list[tuple[int, ...]]:
    """Return up to ``limit`` sets of positions whose amounts add up to ``target``.

    Amounts and target are positive minor units. The order of ``amounts`` is the
    order of preference (oldest first). Two results mean: not unique. Stops after
    ``max_steps`` steps: an answer may then be missing, never wrong; a search that
    was cut short returns nothing, since uniqueness is then unknown.
    """
    rest = [0] * (len(amounts) + 1)
    for place in range(len(amounts) - 1, -1, -1):
        rest[place] = rest[place + 1] + amounts[place]
    found: list[tuple[int, ...]] = []
    stack: list[tuple[int, int, tuple[int, ...]]] = [(0, target, ())]
    steps = 0
    while stack and len(found) < limit:
        steps += 1
        if steps > max_steps:
            return []
        place, missing, taken = stack.pop()
        if missing == 0:
            found.append(taken)
            continue
        if place >= len(amounts) or rest[place] < missing or len(taken) >= max_items:
            continue
        stack.append((place + 1, missing, taken))
        if amounts[place] <= missing:
            stack.append((place + 1, missing - amounts[place], (*taken, place)))
    return found
