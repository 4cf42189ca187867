"""NHTSA vPIC, the American VIN decoder: free, best for cars of that market."""

from ..domain import register_facts
from .register_http import Deadline, ask


class VpicClient:
    """Answers for vehicle identification numbers."""

    DEFAULT_URL = "https://vpic.nhtsa.dot.gov"

    def __init__(self, url=None, key=None):
        del key
        self._url = (url or self.DEFAULT_URL).rstrip("/")

    def look_up(self, vin):
        """Return the facts of a VIN, None when no make is known for it."""
        url = f"{self._url}/api/vehicles/DecodeVinValues/{vin}"
        answer = ask("GET", url, Deadline(), params={"format": "json"})
        rows = (answer or {}).get("Results") or [{}]
        facts = register_facts.from_vpic(rows[0])
        return facts if facts.make else None
