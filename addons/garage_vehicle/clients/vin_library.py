"""The public table of makers, asked where our own short table has no answer."""

from vininfo import Vin
from vininfo.exceptions import VininfoException


def maker_of(vin: str) -> str | None:
    """Return the maker's name for a well-formed VIN, None when unknown."""
    try:
        name = Vin(vin).manufacturer
    except VininfoException:
        return None
    return name if name and not name.startswith("Unsupported") else None
