"""RDW, the Dutch register: open data, no key needed."""

from concurrent.futures import ThreadPoolExecutor

from ..domain import register_facts
from .register_http import Deadline, ask

_VEHICLE, _FUEL = "m9d7-ebf2", "8ys7-d773"
_INSPECTION, _RECALLS, _RECALL_TEXTS = "vkij-7mwc", "t49b-isb7", "j9yg-7rg9"


class RdwClient:
    """Answers for Dutch plates; four data sets are asked at the same time."""

    DEFAULT_URL = "https://opendata.rdw.nl"

    def __init__(self, url=None, key=None):
        self._url = (url or self.DEFAULT_URL).rstrip("/")
        self._headers = {"X-App-Token": key} if key else {}

    def look_up(self, plate_key):
        """Return the facts of a plate without signs, None when it is unknown."""
        deadline = Deadline()
        sets = (_VEHICLE, _FUEL, _INSPECTION, _RECALLS)
        with ThreadPoolExecutor(len(sets)) as pool:
            rows = pool.map(
                lambda name: self._rows(name, deadline, kenteken=plate_key), sets
            )
            vehicles, fuels, inspections, recalls = rows
        if not vehicles:
            return None
        return register_facts.from_rdw(
            vehicles[0],
            fuels,
            inspections[0] if inspections else None,
            recalls,
            self._texts(recalls, deadline),
        )

    def _texts(self, recalls, deadline):
        """Return what the open recalls are about, by their reference."""
        codes = [
            row["referentiecode_rdw"] for row in recalls if "referentiecode_rdw" in row
        ]
        texts = {}
        for code in codes:
            for row in self._rows(_RECALL_TEXTS, deadline, referentiecode_rdw=code):
                texts[code] = row.get("beschrijving_van_het_herstel") or ""
        return texts

    def _rows(self, data_set, deadline, **query):
        url = f"{self._url}/resource/{data_set}.json"
        return ask("GET", url, deadline, params=query, headers=self._headers) or []
