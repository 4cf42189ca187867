"""The genuine ``iot_drivers`` of Odoo as the second host, a process of its own.

It stands in a folder laid out as on an Odoo IoT box: a launcher in ``bin``, its
configuration beside it, the code in ``odoo/addons``, where a download replaces the
handlers. These come from the very zip that the server sends.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml  # type: ignore[import-untyped,unused-ignore]
from box_support import SECRET, Till, config

from garage_iot.config import BoxConfig
from garage_iot.simulators.printer import PrinterSimulator
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator

IOT = Path(__file__).parent.parent
ZIP_BUILDER = IOT.parent / "addons/garage_pos_payment/domain/handlers.py"
NEEDED = ("odoo", "netifaces", "schedule")
START_SECONDS = 60
LAUNCHER = """
import sys
from pathlib import Path

import netifaces
import odoo.addons

netifaces.AF_LINK = netifaces.AF_PACKET  # as netifaces on Linux; netifaces2 differs
ours = Path(__file__).parent.parent / "odoo" / "addons"
odoo.addons.__path__._path.insert(0, str(ours))
import odoo.cli

odoo.cli.main()
"""
TEST_HANDLER = '''
from odoo import http
from odoo.addons.iot_drivers.iot_handlers.lib import garage_host
from odoo.addons.iot_drivers.tools import route


class GarageTest(http.Controller):
    """Lets a test start the box anew and scan."""

    @route.iot_route("/garage_test/restart", type="http")
    def restart(self):
        garage_host.stop()
        return garage_host.box().config.box

    @route.iot_route("/garage_test/scan", type="http")
    def scan(self, source, code):
        garage_host.box().scans.put(source, code)
        return code
'''


def missing() -> list[str]:
    """Return the packages without which the runtime cannot start."""
    return [name for name in NEEDED if importlib.util.find_spec(name) is None]


def odoo_addons() -> Path:
    """Return the folder of Odoo's own add-ons."""
    spec = importlib.util.find_spec("odoo")
    assert spec is not None
    return Path((spec.submodule_search_locations or [""])[0]) / "addons"


def handlers_zip(settings: Mapping[str, Any]) -> bytes:
    """Return the zip that the server sends to a box."""
    spec = importlib.util.spec_from_file_location("garage_handlers_zip", ZIP_BUILDER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    stock = odoo_addons() / "iot_drivers" / "iot_handlers"
    content: bytes = module.build(IOT, stock, settings)[0]
    return content


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Runtime:
    """One running ``iot_drivers``.

    :param conf: section ``iot.box`` of its configuration.
    :param handlers: what lies in its folder of handlers, a zip.
    """

    def __init__(
        self, folder: Path, conf: Mapping[str, str], handlers: bytes = b""
    ) -> None:
        self.folder, self.home = folder, folder / "home"
        self.port = _free_port()
        self.till = Till(self.port)
        self._lay_out(conf, handlers)
        self.log = folder / "odoo.log"
        self._process = subprocess.Popen(
            self._command(),
            env=self._environment(),
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
        )

    @property
    def handlers(self) -> Path:
        """Return the folder that a download empties and fills."""
        return self.folder / "odoo/addons/iot_drivers/iot_handlers"

    def _lay_out(self, conf: Mapping[str, str], handlers: bytes) -> None:
        self.home.mkdir(parents=True)
        (self.folder / "bin").mkdir()
        (self.folder / "bin/odoo-bin").write_text(LAUNCHER)
        ignore = shutil.ignore_patterns("__pycache__", "static")
        source = odoo_addons() / "iot_drivers"
        shutil.copytree(source, self.handlers.parent, ignore=ignore)
        if handlers:
            shutil.rmtree(self.handlers)
            zipfile.ZipFile(io.BytesIO(handlers)).extractall(self.handlers)
            (self.handlers / "drivers/garage_test.py").write_text(TEST_HANDLER)
        lines = [f"{name} = {value}" for name, value in conf.items()]
        (self.folder / "odoo.conf").write_text("\n".join(["[iot.box]", *lines, ""]))

    def _command(self) -> list[str]:
        return [
            sys.executable, str(self.folder / "bin/odoo-bin"),
            "--config", str(self.folder / "odoo.conf"),
            "--load", "iot_drivers,garage_iot_box,web",
            "--addons-path", f"{odoo_addons()},{IOT / 'box_addon'}",
            "--data-dir", str(self.folder / "data"),
            "--http-interface", "127.0.0.1", "--http-port", str(self.port),
            "--max-cron-threads", "0", "--no-database-list",
            "--db_host", "/nonexistent",
        ]  # fmt: skip

    def _environment(self) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        return {**inherited, "GARAGE_IOT_HOME": str(self.home)}

    def get(self, path: str) -> bytes:
        """Return the answer to a GET beside the API."""
        url = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(url, timeout=30) as response:
            content: bytes = response.read()
            return content

    def data(self) -> dict[str, Any]:
        """Return what the runtime's own page shows."""
        found: dict[str, Any] = json.loads(self.get("/iot_drivers/data"))
        return found

    def wait_for(self, path: str) -> None:
        """Wait until a path answers with 200."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.get(path)
                return
            except OSError:
                assert self._process.poll() is None, self.log.read_text()[-3000:]
                assert time.monotonic() < deadline, self.log.read_text()[-3000:]
                time.sleep(0.1)

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def write_config(home: Path, found: BoxConfig, server: str = "") -> None:
    """Write a box's settings as an admin would."""
    (home / "box.secret").write_text(SECRET + "\n")
    devices = []
    for device in found.devices:
        entry = {name: value for name, value in asdict(device).items() if value}
        devices.append({**entry, "parameters": dict(device.parameters)})
    content = {
        "box": found.box,
        "state": str(found.state),
        "server": server,
        "origins": sorted(found.origins),
        "devices": devices,
    }
    (home / "box.yaml").write_text(yaml.safe_dump(content))


class GenuineCounter:
    """Like ``Counter``, but the box lives inside a running ``iot_drivers``."""

    def __init__(self, folder: Path, runtime: Runtime) -> None:
        self.runtime, self.till = runtime, runtime.till
        self.terminal = TerminalSimulator(folder / "ledger.jsonl", mode=Mode(delay=0.0))
        self.printer = PrinterSimulator()
        found = config(folder / "box", self.terminal.port, self.printer.port)
        server = f"http://127.0.0.1:{runtime.port}"
        write_config(runtime.home, found, server)
        runtime.get("/garage_test/restart")
        self.box = SimpleNamespace(scans=SimpleNamespace(put=self._scan))

    def _scan(self, source: str, code: str) -> None:
        self.runtime.get(f"/garage_test/scan?source={source}&code={code}")

    def close(self) -> None:
        """Switch the devices off."""
        self.terminal.stop()
        self.printer.stop()
