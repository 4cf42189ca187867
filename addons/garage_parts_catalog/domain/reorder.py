"""Whether to order a part again, and how many."""

from __future__ import annotations

from dataclasses import dataclass

from .stock_level import round_to_pack


@dataclass(frozen=True)
class Stock:
    """Where the pieces of a part are, all in the part's own unit.

    ``promised`` is what open approved jobs and sales still take; ``drafted`` stands on
    orders that did not go out yet and counts as bought, so that no need is ordered
    twice.
    """

    on_hand: float
    incoming: float
    drafted: float
    promised: float

    @property
    def projected(self) -> float:
        """Pieces left when everything promised is taken and everything came."""
        return self.on_hand + self.incoming + self.drafted - self.promised


def get_quantity(
    stock: Stock, point: float, target: float, pack: float = 0.0, minimum: float = 0.0
) -> float:
    """Pieces to order; 0.0 while the projected stock is not below ``point``.

    :param point: order when fewer pieces than this would be left
    :param target: order up to so many pieces
    :param pack: pieces per pack, 0 for single pieces
    :param minimum: smallest quantity that the supplier accepts
    """
    if stock.projected >= point:
        return 0.0
    return round_to_pack(max(target, point) - stock.projected, pack, minimum)


def get_rest(quantity: float, before: float, now: float) -> float:
    """What of a proposal is still needed when the projected stock changed since.

    :param quantity: pieces proposed, or what a person made of it
    :param before: projected stock when it was proposed
    :param now: projected stock when it is ordered
    """
    return max(quantity - max(now - before, 0.0), 0.0)
