"""The public table of makers, asked where our own short table has no answer."""

try:
    from vininfo import Vin
    from vininfo.exceptions import VininfoException
except ImportError:  # the add-on works with its own table alone
    Vin = None
    VininfoException = ValueError


def maker_of(vin: str) -> str | None:
    """Return the maker's name for a well-formed VIN, None when unknown."""
    if Vin is None:
        return None
    try:
        name = Vin(vin).manufacturer
    except VininfoException:
        return None
    return name if name and not name.startswith("Unsupported") else None
