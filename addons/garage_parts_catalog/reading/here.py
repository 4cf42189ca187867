"""Which reader a file needs, in this process."""

from __future__ import annotations

from .fitments import FitmentStager
from .order import Ids, ReadingOrder
from .parts import BmecatStager, DatanormStager, PiesStager
from .price_list import PriceListStager
from .stager import Stager

_STAGERS: dict[str, type[Stager]] = {
    "csv": PriceListStager,
    "aces": FitmentStager,
    "datanorm": DatanormStager,
    "pies": PiesStager,
    "bmecat": BmecatStager,
}


def stager(order: ReadingOrder, ids: Ids) -> Stager:
    """Return the reader of a file of this kind."""
    return _STAGERS[order.kind](order, ids)
