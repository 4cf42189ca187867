"""Which supplier is proposed for a part that is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Supply:
    """One way to get a part.

    ``price`` is for one piece in the garage's currency, 0 when unknown;
    ``has_all`` is None where nobody knows what the supplier has; ``origin`` is live,
    list or vendor.
    """

    partner_id: int
    price: float
    has_all: bool | None
    arrives: datetime
    order_by: datetime | None = None
    origin: str = "list"
    detail: str = ""


def rank(
    supplies: Iterable[Supply],
    wanted_by: datetime | None,
    avoid: Collection[int] = (),
) -> list[Supply]:
    """Return the supplies, the one to propose first.

    In time and surely there, then in time and probably there, each the cheapest
    first; then what comes too late, the earliest first; last who has not enough.

    :param wanted_by: when the part must be here, None when any time will do
    :param avoid: suppliers who have just said that they cannot
    """
    usable = [supply for supply in supplies if supply.partner_id not in avoid]
    return sorted(usable, key=lambda supply: _order(supply, wanted_by))


def _order(
    supply: Supply, wanted_by: datetime | None
) -> tuple[bool, bool, bool, object, object, int]:
    late = wanted_by is not None and supply.arrives > wanted_by
    price = supply.price or float("inf")
    first, second = (supply.arrives, price) if late else (price, supply.arrives)
    return (
        supply.has_all is False,
        late,
        supply.has_all is None,
        first,
        second,
        supply.partner_id,
    )
