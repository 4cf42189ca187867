"""DVLA, the British register: needs a key."""

from ..domain import register_facts
from .register_http import Deadline, ask


class DvlaClient:
    """Answers for British plates; it knows neither the model nor recalls."""

    DEFAULT_URL = "https://driver-vehicle-licensing.api.gov.uk"

    def __init__(self, url=None, key=None):
        self._url = (url or self.DEFAULT_URL).rstrip("/")
        self._key = key or ""

    def look_up(self, plate_key):
        """Return the facts of a plate without signs, None when it is unknown."""
        answer = ask(
            "POST",
            f"{self._url}/vehicle-enquiry/v1/vehicles",
            Deadline(),
            json={"registrationNumber": plate_key},
            headers={"x-api-key": self._key},
        )
        return register_facts.from_dvla(answer) if answer else None
