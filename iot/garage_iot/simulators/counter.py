"""The virtual counter: web page and control API of the simulated devices.

``GET /`` page, ``GET /state`` everything as JSON, ``POST /do`` one act, see
:class:`VirtualCounter`. For trying out and for tests only; it has no log-in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .listener import ListeningTerminal
from .printer import PrinterSimulator
from .switches import MODES, Mode

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
_PAGE = Path(__file__).with_name("counter.html")
_BUTTONS = ("approve", "decline", "cancel")


class VirtualCounter:
    """Acts: ``{"device": "terminal" | "printer" | "scanner", "act": ..., ...}``.

    Terminal: ``mode`` (mode, delay, once), ``press`` (button), ``pull_plug``,
    ``plug_in``, ``cut_lines``. Printer: ``paper`` (paper), ``cover`` (open),
    ``close_drawer``, ``pull_plug``, ``plug_in``, ``stop_after`` (lines).
    Scanner: ``scan`` (code).
    """

    def __init__(
        self,
        terminal: ListeningTerminal,
        printer: PrinterSimulator,
        origins: frozenset[str] = frozenset(),
        scan: Callable[[str], None] | None = None,
        modes: Mapping[str, str] = MODES,
    ) -> None:
        self._terminal = terminal
        self._modes = modes
        self._printer = printer
        self._origins = origins
        self._give_scan = scan
        self._acts: dict[tuple[str, str], Callable[[dict[str, Any]], None]] = {
            ("terminal", "mode"): self._set_mode,
            ("terminal", "press"): self._press,
            ("terminal", "pull_plug"): lambda _: terminal.pull_plug(),
            ("terminal", "plug_in"): lambda _: terminal.plug_in(),
            ("terminal", "cut_lines"): lambda _: terminal.cut_lines(),
            ("printer", "paper"): self._set_paper,
            ("printer", "cover"): lambda a: printer.set_cover(bool(a.get("open"))),
            ("printer", "close_drawer"): lambda _: printer.close_drawer(),
            ("printer", "pull_plug"): lambda _: printer.pull_plug(),
            ("printer", "plug_in"): lambda _: printer.plug_in(),
            ("printer", "stop_after"): self._stop_after,
            ("scanner", "scan"): self._scan,
        }

    def state(self) -> dict[str, Any]:
        """Return what the page shows."""
        terminal, printer = self._terminal, self._printer
        mode = terminal.switches.default()
        return {
            "terminal": {
                "plugged": terminal.switches.plugged,
                "screen": terminal.switches.screen,
                "busy": terminal.is_busy,
                "mode": mode.name,
                "delay": mode.delay,
                "charged": terminal.ledger.charged(),
                "ledger": [asdict(b) for b in reversed(terminal.ledger.all()[-30:])],
            },
            "printer": {
                "plugged": printer.plugged,
                "paper": printer.paper,
                "cover_open": printer.cover_open,
                "drawer_open": printer.drawer_open,
                "pulses": printer.pulses,
                "receipts": [asdict(r) for r in reversed(printer.receipts[-10:])],
            },
            "modes": dict(self._modes),
        }

    def do(self, act: dict[str, Any]) -> None:
        """Carry out an act.

        :raises ValueError: an act or value that does not exist.
        """
        found = self._acts.get((str(act.get("device")), str(act.get("act"))))
        if found is None:
            raise ValueError("There is no such act")
        found(act)

    def _set_mode(self, act: dict[str, Any]) -> None:
        name, delay = act.get("mode"), act.get("delay", 0.5)
        if name not in self._modes or not isinstance(delay, (int, float)):
            raise ValueError("There is no such mode")
        mode = Mode(str(name), float(delay))
        if act.get("once"):
            self._terminal.switches.set_next(mode)
        else:
            self._terminal.switches.set_default(mode)

    def _press(self, act: dict[str, Any]) -> None:
        if act.get("button") not in _BUTTONS:
            raise ValueError("There is no such button")
        self._terminal.switches.press(str(act["button"]))

    def _set_paper(self, act: dict[str, Any]) -> None:
        if act.get("paper") not in ("ok", "near_end", "out"):
            raise ValueError("paper is ok, near_end or out")
        self._printer.set_paper(str(act["paper"]))

    def _stop_after(self, act: dict[str, Any]) -> None:
        self._printer.stop_after_lines = int(act["lines"])

    def _scan(self, act: dict[str, Any]) -> None:
        code = str(act.get("code") or "").strip()
        if not code or self._give_scan is None:
            raise ValueError("Nothing to scan, or no box")
        self._give_scan(code)

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer as a WSGI application."""
        status, kind, body = self._answer(environ)
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ]
        origin = str(environ.get("HTTP_ORIGIN", ""))
        if origin in self._origins:
            headers += [
                ("Access-Control-Allow-Origin", origin),
                ("Access-Control-Allow-Headers", "Content-Type"),
                ("Vary", "Origin"),
            ]
        start_response(status, headers)
        return [body]

    def _answer(self, environ: dict[str, Any]) -> tuple[str, str, bytes]:
        call = (environ["REQUEST_METHOD"], environ.get("PATH_INFO"))
        if call == ("GET", "/"):
            return "200 OK", "text/html; charset=utf-8", _PAGE.read_bytes()
        if environ["REQUEST_METHOD"] == "OPTIONS":
            return "204 No Content", "text/plain", b""
        if call == ("GET", "/state"):
            return _json("200 OK", self.state())
        if call != ("POST", "/do"):
            return _json("404 Not Found", {"error": "There is no such page"})
        return self._post(environ)

    def _post(self, environ: dict[str, Any]) -> tuple[str, str, bytes]:
        if not str(environ.get("CONTENT_TYPE", "")).startswith("application/json"):
            return _json("415 Unsupported Media Type", {"error": "Send JSON"})
        length = min(int(environ.get("CONTENT_LENGTH") or 0), 65536)
        try:
            act = json.loads(environ["wsgi.input"].read(length))
            self.do(act)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return _json("400 Bad Request", {"error": str(error)})
        return _json("200 OK", self.state())


def _json(status: str, body: dict[str, Any]) -> tuple[str, str, bytes]:
    return status, "application/json; charset=utf-8", json.dumps(body).encode()
