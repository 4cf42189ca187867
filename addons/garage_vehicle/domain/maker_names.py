"""How makers write their own names, whatever a file says: SKODA is Škoda."""

from .import_headings import heading_key
from .vin_tables import MAKERS

_SHORT = {"vw": "Volkswagen", "mercedes": "Mercedes-Benz", "mb": "Mercedes-Benz"}
_NAMES = {heading_key(name): name for name, _rule in MAKERS.values()} | _SHORT


def spelling(name: str) -> str:
    """Return the maker's own spelling, the given one for a maker nobody knows."""
    return _NAMES.get(heading_key(name), name)
