"""Simulated registers: they answer as RDW, DVLA and vPIC do, from a small table.

The demo garage serves them on its own address; tests start ``RegisterStub``.
Nothing in here knows Odoo.
"""

import json
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from ..domain import register_facts
from .stub_server import StubServer, serving

_TABLE = Path(__file__).with_suffix(".json")
# The plates that DVLA publishes for trying its errors.
_DVLA_ERRORS = {"ER19BAD": 400, "ER19THR": 429, "ER19ERR": 500, "ER19MNT": 503}


def respond(path, query, body, today=None):
    """Return status and JSON value for one request.

    :param str path: path below the simulator's address
    :param dict query: query parameters
    :param dict body: decoded JSON body, empty for GET
    """
    table = _read_table()
    if path.startswith("/resource/"):
        return 200, _rdw(table["rdw"], path, query, today or _today())
    if path == "/vehicle-enquiry/v1/vehicles":
        return _dvla(table["dvla"], body.get("registrationNumber"))
    if path.startswith("/api/vehicles/DecodeVinValues/"):
        row = table["vpic"].get(path.rsplit("/", 1)[-1], {})
        return 200, {"Count": 1, "Results": [row]}
    return 404, {"errors": [{"status": "404", "title": "Not found"}]}


def facts_of_dutch_plate(plate_key, today):
    """Return what the simulated RDW knows of a plate, without any request."""
    table = _read_table()["rdw"]
    sets = ("m9d7-ebf2", "8ys7-d773", "vkij-7mwc", "t49b-isb7")
    query = {"kenteken": plate_key}
    vehicles, fuels, inspections, recalls = (
        _rdw(table, f"/resource/{name}.json", query, today) for name in sets
    )
    if not vehicles:
        return None
    texts = {
        code: rows[0]["beschrijving_van_het_herstel"]
        for code, rows in table["j9yg-7rg9"].items()
    }
    return register_facts.from_rdw(vehicles[0], fuels, inspections[0], recalls, texts)


def _read_table():
    return json.loads(_TABLE.read_text(encoding="utf-8"))


def _today():
    return datetime.now(timezone.utc).date()


def _rdw(table, path, query, today):
    data_set = path.removeprefix("/resource/").removesuffix(".json")
    key = query.get("kenteken") or query.get("referentiecode_rdw") or ""
    rows = table.get(data_set, {}).get(key, [])
    return [_with_dates(row, today) for row in rows]


def _with_dates(row, today):
    """Replace ``+30`` by the day in thirty days, as RDW writes it."""
    return {
        name: (today + timedelta(days=int(value))).strftime("%Y%m%d")
        if name.startswith("vervaldatum") and value[:1] in "+-"
        else value
        for name, value in row.items()
    }


def _dvla(table, plate):
    if plate in table:
        return 200, table[plate]
    status = _DVLA_ERRORS.get(plate, 404)
    return status, {"errors": [{"status": str(status), "title": "Error"}]}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer({})

    def do_POST(self):
        size = int(self.headers.get("Content-Length") or 0)
        self._answer(json.loads(self.rfile.read(size) or b"{}"))

    def _answer(self, body):
        self.server.requests.append(self.path)
        self.server.hold.wait(self.server.delay)
        address = urlsplit(self.path)
        status, value = respond(address.path, dict(parse_qsl(address.query)), body)
        content = json.dumps(value).encode()
        self.send_response(self.server.status or status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        """Say nothing: plates are personal data."""


class RegisterStub(StubServer):
    """The simulated registers on a port of this machine, with fault switches.

    ``delay`` holds every answer back for some seconds, ``status`` breaks them.
    """

    def __init__(self):
        super().__init__(_Handler)
        self.delay, self.status = 0, 0


def running():
    """Serve the simulated registers for a while."""
    return serving(RegisterStub())
