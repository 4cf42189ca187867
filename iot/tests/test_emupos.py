"""The box against somebody else's printer: emupos, an emulator of an Epson TM-T20III.

Needs Python 3.13; ``tests/emupos_venv.sh`` makes its environment. Without it these
tests are skipped and say so; our own simulator runs everywhere.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from box_support import PATIENCE, Counter, contract
from test_printing import follow, job

from garage_iot.config import DeviceConfig

VENV = os.environ.get("EMUPOS_VENV") or Path(__file__).parents[2] / ".garage" / "emupos"
PROGRAM = Path(VENV) / "bin" / "emupos"
PYTHON = PROGRAM.with_name("python")
pytestmark = pytest.mark.skipif(
    not (PROGRAM.exists() and PYTHON.exists()),
    reason="emupos is not there: python3.13 and iot/tests/emupos_venv.sh make it",
)
CONFIG = """
schema: 1
api: {{port: {api}}}
devices:
  - id: front
    type: printer
    profile: epson-tm-t20iii
    receipts_dir: {folder}/receipts
    connections: [{{tcp: {{port: {port}}}}}]
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Emupos:
    """A running emulator and its control API."""

    def __init__(self, folder: Path) -> None:
        self.port, api = free_port(), free_port()
        self.api, self.folder = f"http://127.0.0.1:{api}/api/v1", folder
        path = folder / "emupos.yaml"
        path.write_text(CONFIG.format(api=api, port=self.port, folder=folder))
        with (folder / "emupos.log").open("wb") as log:
            self.process = subprocess.Popen(
                # by name: the script itself knows only the folder it was made in
                [PYTHON, PROGRAM, "run", "--config", path],
                cwd=folder,
                stdout=log,
                stderr=log,
            )
        self.wait(lambda: self.call("GET", "/devices"))

    def wait(self, ask: Any) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if found := ask():
                    return found
            except (urllib.error.URLError, ConnectionError):
                pass
            log = (self.folder / "emupos.log").read_text()
            assert self.process.poll() is None, log
            assert time.monotonic() < deadline, log
            time.sleep(0.05)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.api + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.loads(response.read() or b"null")

    def fault(self, name: str, on: bool = True) -> None:
        self.call("PUT" if on else "DELETE", f"/devices/front/faults/{name}")

    def texts(self, count: int) -> list[str]:
        """Return the letters of the receipts, once there are ``count``."""
        folder = self.folder / "receipts"

        def found() -> list[Path]:
            paths = sorted(folder.rglob("*.txt")) if folder.exists() else []
            return paths if len(paths) >= count else []

        return [path.read_text() for path in self.wait(found)]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    found = Emupos(tmp_path_factory.mktemp("emupos"))
    yield found
    found.stop()


@pytest.fixture
def shop(tmp_path: Path, emulator: Emupos) -> Iterator[Any]:
    """A till whose printer is the emulator, without faults at first."""
    for name in ("paper-out", "paper-near-end", "cover-open", "offline"):
        emulator.fault(name, on=False)
    counter = Counter(tmp_path)
    counter.box.stop()
    values = vars(counter.config)
    parameters = {"retry": 0.05, "confirm_timeout": 2.0, "profile": "TM-T20II"}
    device = DeviceConfig(
        "printer", "printer", "Front", "escpos", "127.0.0.1", emulator.port,
        parameters=parameters,
    )  # fmt: skip
    devices = (values["devices"][0], device)
    counter.config = type(counter.config)(**{**values, "devices": devices})
    counter.open()
    yield SimpleNamespace(till=counter.till, emupos=emulator)
    counter.close()


def words(value: Any) -> list[str]:
    """Return every word of a document but its logo."""
    if isinstance(value, str):
        return value.replace("₽", "RUB").split()
    if isinstance(value, dict):
        value = [part for name, part in value.items() if name != "logo"]
    return [word for part in value for word in words(part)]


def printed(shop: Any, ask: Any) -> str:
    before = len(list((shop.emupos.folder / "receipts").rglob("*.txt")))
    ask()
    return str(shop.emupos.texts(before + 1)[-1])


EXAMPLES = [e for e in contract("documents") if e["answer"]["status"] == 200]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["name"])
def test_every_document_comes_out_with_all_its_letters(shop, example):
    body = example["request"]["body"]

    def ask() -> None:
        answer = shop.till.post("print", body)
        assert answer["state"] == "printed", answer

    joined = re.sub(r"\s", "", printed(shop, ask))
    codes = ("qr", "barcode", "letters")
    plain = {n: v for n, v in body["data"].items() if n not in codes}
    assert [word for word in words(plain) if word not in joined] == []


@pytest.mark.parametrize(
    ("fault", "code"),
    [("paper-out", "paper_out"), ("cover-open", "cover_open"), ("offline", "offline")],
)
def test_a_fault_keeps_the_job_and_its_end_lets_it_out_once(shop, fault, code):
    shop.emupos.fault(fault)
    kept = shop.till.post("print", job(f"{fault}:1"))
    status = shop.till.get("printers/printer/status")
    assert (kept["state"], kept["code"], status["code"]) == ("queued", code, code)

    def ask() -> None:
        shop.emupos.fault(fault, on=False)
        follow(shop.till, f"{fault}:1", "printed")

    assert printed(shop, ask).strip() == "hello"


def test_paper_that_is_nearly_used_up_is_a_warning_and_prints(shop):
    shop.emupos.fault("paper-near-end")

    answer = shop.till.post("print", job("near:1"))

    assert answer["state"] == "printed"
    status = shop.till.get("printers/printer/status")
    assert (status["code"], status["paper"]) == ("paper_near_end", "near_end")
    assert status["state"] == "warning"


def test_the_drawer_opens_and_its_pin_is_read(shop):
    body = {"key": "drawer:1", "printer": "printer", "reason": "cash", "user": "Kees"}

    assert shop.till.post("drawer", body)["state"] == "pulsed"

    shop.emupos.wait(
        lambda: shop.till.get("printers/printer/status")["drawer"] == "open"
    )
    shop.emupos.call("POST", "/devices/front/drawer/close")
    assert shop.till.get("printers/printer/status")["drawer"] == "closed"
