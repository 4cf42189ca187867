"""Public tables of vehicle numbers, asked where our own short table has no answer.

``vininfo`` is always there. ``ultravin`` carries the whole American register of types
(99 MB) and is used only where somebody installed it.
"""

from vininfo import Vin
from vininfo.exceptions import VininfoException

try:
    import ultravin
except ImportError:
    ultravin = None

_NO_DOUBT = [0]
_DETAILS = {"Model": "model", "Engine Model": "engine_code", "Body Class": "body"}


def maker_of(vin: str) -> str | None:
    """Return the maker's name for a well-formed VIN, None when unknown."""
    try:
        name = Vin(vin).manufacturer
    except VininfoException:
        return None
    return name if name and not name.startswith("Unsupported") else None


def details_of(vin: str) -> dict[str, str]:
    """Return model, engine_code and body; nothing where the answer has a doubt."""
    if ultravin is None:
        return {}
    answer = ultravin.decode(vin)
    if list(answer.get("error_codes") or ()) != _NO_DOUBT:
        return {}
    said = answer.get("attributes") or {}
    return {key: said[name] for name, key in _DETAILS.items() if said.get(name)}
