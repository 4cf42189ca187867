"""Helpers of the box tests: a box with simulators, a till, a box as a process."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, replace
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest

from garage_iot import auth
from garage_iot.config import BoxConfig, DeviceConfig
from garage_iot.service.box import Box
from garage_iot.simulators.printer import PrinterSimulator
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator

SECRET = "5e" * 32
ORIGIN = "https://till.example"
CONTRACT = Path(__file__).parent.parent / "contract"
ALL_SCOPES = ("pay", "print", "drawer", "read", "manage")
PATIENCE = 30.0


def contract(name: str) -> list[dict[str, Any]]:
    """Return the exchanges of a contract file."""
    return json.loads((CONTRACT / f"{name}.json").read_text())["exchanges"]


def config(state: Path, terminal_port: int = 1, printer_port: int = 1) -> BoxConfig:
    """Return a box with one terminal and one printer and short waiting times."""
    terminal = DeviceConfig(
        "terminal",
        "terminal",
        "Card terminal (simulator)",
        "zvt",
        "127.0.0.1",
        terminal_port,
        True,
        {
            "connect": 5,
            "answer_timeout": 5,
            "result_timeout": 10,
            "confirm_delay": 0.05,
            "first_query": 0.05,
            "longest_query": 0.1,
        },
    )
    printer = DeviceConfig(
        "printer",
        "printer",
        "Receipt printer (simulator)",
        "escpos",
        "127.0.0.1",
        printer_port,
        True,
        {"connect": 5, "confirm_timeout": 1.0, "retry": 0.05},
    )
    return BoxConfig(
        box="garage-box",
        secret=SECRET,
        state=state,
        devices=(terminal, printer),
        port=0,
        origins=frozenset({ORIGIN}),
    )


@dataclass
class Answer:
    """What the box answered."""

    status: int
    body: Any
    headers: dict[str, str]


class Till:
    """Talks to a box as the point of sale does."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}/garage_iot/v1/"

    @staticmethod
    def token(*scopes: str, **changes: Any) -> str:
        """Return a token for the test box."""
        payload = {
            "box": "garage-box",
            "config": 1,
            "user": "Kees (7)",
            "scope": list(scopes or ALL_SCOPES),
            "exp": int(time.time()) + 3600,
        }
        return auth.mint(SECRET, {**payload, **changes})

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        token: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a request; ``token`` empty leaves it out."""
        sent = {"Content-Type": "application/json", **(headers or {})}
        if token != "":
            sent["Authorization"] = f"Bearer {token or self.token()}"
        data = body if isinstance(body, bytes) or body is None else json.dumps(body)
        request = urllib.request.Request(
            self.base + path,
            method=method,
            data=data.encode() if isinstance(data, str) else data,
            headers=sent,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return _answer(response.status, response)
        except urllib.error.HTTPError as error:
            return _answer(error.code, error)

    def get(self, path: str) -> Any:
        """Return the body of a GET that must succeed."""
        answer = self.call("GET", path)
        assert answer.status == 200, answer.body
        return answer.body

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Return the body of a POST that must succeed."""
        answer = self.call("POST", path, body or {})
        assert answer.status == 200, answer.body
        return answer.body

    def start(self, line: str, n: int = 1, **changes: Any) -> Answer:
        """Start a payment."""
        body = {
            "key": f"{line}:{n}",
            "line": line,
            "terminal": "terminal",
            "kind": "sale",
            "amount": 4990,
            "currency": "EUR",
            "reference": "Order 2026-001-0007",
        }
        return self.call("POST", "payments", {**body, **changes})

    def follow(self, key: str, until: Any = None) -> dict[str, Any]:
        """Long poll until the attempt is final (or ``until`` says yes)."""
        enough = until or (lambda attempt: attempt["final"])
        deadline = time.monotonic() + PATIENCE
        attempt = self.get(f"payments/{key}")
        while not enough(attempt):
            assert time.monotonic() < deadline, attempt
            attempt = self.get(f"payments/{key}?rev={attempt['rev']}&wait=5")
        return attempt

    def pay(self, line: str, n: int = 1, **changes: Any) -> dict[str, Any]:
        """Start a payment and follow it to its end."""
        answer = self.start(line, n, **changes)
        assert answer.status == 200, answer.body
        return self.follow(answer.body["key"])

    def wait_idle(self) -> None:
        """Wait until the terminal's worker has made its first round trip."""
        deadline = time.monotonic() + PATIENCE
        while self.get("devices")[0]["state"] == "disconnected":
            assert time.monotonic() < deadline


def _answer(status: int, response: Any) -> Answer:
    raw = response.read()
    return Answer(status, json.loads(raw) if raw else None, dict(response.headers))


class Counter:
    """A box in this process with simulated devices."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        self.terminal = TerminalSimulator(folder / "ledger.jsonl", mode=Mode(delay=0.0))
        self.printer = PrinterSimulator()
        found = config(folder / "box", self.terminal.port, self.printer.port)
        self.config = replace(found, **changes)
        self.open()

    def open(self) -> None:
        """Switch the box on."""
        self.box = Box(self.config)
        self.box.start()
        self.till = Till(self.box.host.port)

    def restart(self) -> None:
        """Switch the box off and on."""
        self.box.stop()
        self.open()

    def close(self) -> None:
        """Switch everything off."""
        self.box.stop()
        self.terminal.stop()
        self.printer.stop()


def processes() -> Any:
    """Return what starts processes quickly: forks of one that has imported the box.

    That one gets its path from the environment alone.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["box_support", "conformance.rigs"])
    with pytest.MonkeyPatch.context() as patch:
        here = Path(__file__).parent
        patch.setenv("PYTHONPATH", f"{here.parent}{os.pathsep}{here}")
        forkserver.ensure_running()
    return context


def _run_box(found: BoxConfig, crash_at: str, ready: Any) -> None:
    if crash_at:
        os.environ["GARAGE_IOT_CRASH_AT"] = crash_at
    box = Box(found)
    box.start()
    ready.send(box.host.port)
    ready.recv()


class BoxProcess:
    """A box as a process of its own, which really dies."""

    def __init__(self, found: BoxConfig, crash_at: str = "") -> None:
        self.crash_at = crash_at
        context = processes()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_run_box, args=(found, crash_at, theirs))
        self._process.start()
        theirs.close()
        assert self._pipe.poll(PATIENCE), "the box did not start"
        self.till = Till(self._pipe.recv())

    def wait_dead(self) -> int | None:
        """Wait until the process has ended and return its status."""
        self._process.join(PATIENCE)
        return self._process.exitcode

    def kill(self) -> None:
        """Kill it without warning."""
        self._process.kill()
        self._process.join(PATIENCE)
