"""A box and its simulated devices as processes, and a till that talks to the box."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from garage_iot import auth
from garage_iot.simulators.ledger import Ledger

SECRET = "b0" * 32
SCOPES = ("pay", "print", "drawer", "read", "manage")
_PREFIX = "/garage_iot/v1/"


@contextmanager
def program(*words: object) -> Iterator[int]:
    """Run `python -m garage_iot ...` meanwhile; gives the port it listens on."""
    command = [sys.executable, "-m", "garage_iot", *(str(word) for word in words)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        said = process.stdout.readline()
        yield int(re.search(r":(\d+)\s*$", said).group(1))
    finally:
        process.terminate()
        process.wait()


class Desk:
    """One box with terminals (t1, t2, ...) and a printer."""

    def __init__(self, folder: Path, stack: ExitStack, terminals: int = 1):
        self.folder = folder
        self.terminal_ports = []
        devices = []
        for number in range(1, terminals + 1):
            port = stack.enter_context(self._terminal(number))
            self.terminal_ports.append(port)
            devices.append(_device(f"t{number}", "terminal", port))
        printer = stack.enter_context(program("sim-printer", "--port", 0))
        devices.append(_device("printer", "printer", printer))
        config = {"box": "bench", "secret_file": "secret", "port": 0, "state": "box"}
        (folder / "secret").write_text(SECRET)
        path = folder / "box.yaml"
        path.write_text(json.dumps({**config, "devices": devices}))
        self.port = stack.enter_context(program("box", "--config", path))

    def _terminal(self, number: int):
        state = self.folder / f"t{number}"
        return program("sim-terminal", "--state", state, "--port", 0, "--delay", 0)

    def charged(self) -> list[int]:
        """What the terminals have charged, each charge for itself."""
        found = []
        for path in self.folder.glob("t*/terminal-ledger.jsonl"):
            found += [one.signed for one in Ledger(path).all() if one.booked]
        return found


def _device(name: str, kind: str, port: int) -> dict:
    return {"id": name, "kind": kind, "host": "127.0.0.1", "port": port}


class Till:
    """Calls the box as a browser does, on a connection that stays open.

    A plain socket: the standard library's client would take longer over an answer than
    the box does, and it is the box that is measured.
    """

    def __init__(self, port: int):
        self._line = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._line.makefile("rb")
        payload = {"box": "bench", "user": "bench", "scope": SCOPES}
        token = auth.mint(SECRET, {**payload, "exp": int(time.time()) + 36_000})
        self._headers = (
            f"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\n"
        )

    def call(self, method: str, path: str, body: dict | None = None):
        """The answer of a call, which must be good."""
        sent = json.dumps(body).encode() if body is not None else b""
        head = f"{method} {_PREFIX}{path} HTTP/1.1\r\n{self._headers}"
        self._line.sendall(f"{head}Content-Length: {len(sent)}\r\n\r\n".encode() + sent)
        status, content = self._answer()
        if status != 200:
            raise AssertionError(f"{method} {path}: {status} {content}")
        return content

    def _answer(self) -> tuple[int, object]:
        """Status and content of the next answer."""
        status, length = int(self._answers.readline().split()[1]), 0
        while (line := self._answers.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return status, json.loads(self._answers.read(length))

    def start(self, line: str, terminal: str = "t1", amount: int = 4990) -> dict:
        """Start a payment."""
        wish = {"key": f"{line}:1", "line": line, "terminal": terminal, "kind": "sale"}
        rest = {"amount": amount, "currency": "EUR", "reference": line}
        return self.call("POST", "payments", {**wish, **rest})

    def follow(self, attempt: dict) -> dict:
        """Follow the states of a payment to its end by long polls."""
        while not attempt["final"]:
            path = f"payments/{attempt['key']}?state={attempt['state']}&wait=25"
            attempt = self.call("GET", path)
        return attempt
