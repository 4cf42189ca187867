"""Simulated receipt printer: ESC/POS over TCP, paper and drawer to play with."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from typing import Any

from ..protocols.escpos.reader import Act, Reader
from .clock import local_now

_BASE = 0x12
_CAN_PRINT = 0x00
_REALTIME = ("status", "realtime_pulse")
_MOST_RECEIPTS = 50


@dataclass
class Line:
    """One printed line with its look; kind is text, qr, barcode or image."""

    text: str
    kind: str = "text"
    align: str = "left"
    bold: bool = False
    big: bool = False


@dataclass
class Receipt:
    """What came out of the printer up to one cut."""

    number: int
    at: str
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the letters of the receipt, line by line."""
        return "\n".join(line.text for line in self.lines if line.kind == "text")


class PrinterSimulator:
    """Listens like a network printer. ``changed`` tells every change."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.changed = threading.Condition()
        self.receipts: list[Receipt] = []
        self.paper = "ok"
        self.cover_open = False
        self.drawer_open = False
        self.pulses = 0
        self.plugged = True
        self.stop_after_lines: int | None = None
        self._current = Receipt(1, "")
        self._line = Line("")
        self._style = Line("")
        self._address = (host, port)
        self._server: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._listen()

    @property
    def port(self) -> int:
        """Return the port that is listened on."""
        return self._address[1]

    def set_paper(self, paper: str) -> None:
        """Set the roll: ok, near_end or out. A new roll lets it go on."""
        self._set(paper=paper, stop_after_lines=None)

    def set_cover(self, is_open: bool) -> None:
        """Open or close the cover."""
        self._set(cover_open=is_open)

    def close_drawer(self) -> None:
        """Push the drawer shut."""
        self._set(drawer_open=False)

    def pull_plug(self) -> None:
        """Switch the printer off; what it had not printed is lost."""
        self._set(plugged=False)
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        for sock in list(self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    stop = pull_plug

    def plug_in(self) -> None:
        """Switch the printer on again."""
        if not self.plugged:
            self._current, self._line = Receipt(self._current.number, ""), Line("")
            self._set(plugged=True)
            self._listen()

    @property
    def ready(self) -> bool:
        """Paper is in, the cover closed, the power on."""
        return self.paper != "out" and not self.cover_open and self.plugged

    def status_byte(self, number: int) -> int:
        """Return the answer to ``DLE EOT number``."""
        out = self.paper == "out"
        return _BASE | {
            1: (0 if self.ready else 0x08) | (0x04 if self.drawer_open else 0),
            2: (0x04 if self.cover_open else 0) | (0x20 if out else 0),
            4: {"ok": 0, "near_end": 0x0C, "out": 0x6C}[self.paper],
        }.get(number, 0)

    def _set(self, **values: Any) -> None:
        with self.changed:
            for name, value in values.items():
                setattr(self, name, value)
            self.changed.notify_all()

    def _listen(self) -> None:
        server = socket.create_server(self._address)
        self._address = server.getsockname()[:2]
        self._server = server
        threading.Thread(target=self._accept, args=(server,), daemon=True).start()

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                sock, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        """Read bytes; real-time requests are answered at once, the rest in order."""
        reader, waiting = Reader(), _Backlog(self, sock)
        self._open.add(sock)
        try:
            while received := sock.recv(65536):
                acts = reader.feed(received)
                for act in acts:
                    if act.kind == "status":
                        sock.sendall(bytes([self.status_byte(act.number)]))
                    elif act.kind == "realtime_pulse":
                        self._pulse()
                waiting.put([act for act in acts if act.kind not in _REALTIME])
        except OSError:
            pass
        finally:
            waiting.close()
            self._open.discard(sock)
            sock.close()

    def act(self, act: Act) -> None:
        """Do what one command says."""
        with self.changed:
            if act.kind == "text":
                self._line.text += act.value
            elif act.kind == "feed":
                self._feed(act.number)
            elif act.kind == "cut":
                self._cut()
            elif act.kind in ("qr", "barcode", "image"):
                line = Line(act.value, act.kind, self._style.align)
                self._current.lines.append(line)
            else:
                self._change_style(act)
            self.changed.notify_all()
        if act.kind == "pulse":
            self._pulse()

    def _change_style(self, act: Act) -> None:
        if act.kind == "align":
            self._style.align = {1: "center", 2: "right"}.get(act.number, "left")
        elif act.kind == "bold":
            self._style.bold = bool(act.number)
        elif act.kind == "size":
            self._style.big = act.number > 0

    def _feed(self, lines: int) -> None:
        style = self._style
        self._line.align, self._line.bold = style.align, style.bold
        self._line.big = style.big
        self._current.lines.append(self._line)
        self._current.lines += [Line("") for _ in range(lines - 1)]
        self._line = Line("")
        if self.stop_after_lines is not None:
            self.stop_after_lines -= 1
            if self.stop_after_lines <= 0:
                self.paper, self.stop_after_lines = "out", None

    def _cut(self) -> None:
        done = self._current
        while done.lines and not done.lines[-1].text:
            done.lines.pop()
        if done.lines:
            done.at = local_now().isoformat(timespec="seconds")
            self.receipts = [*self.receipts, done][-_MOST_RECEIPTS:]
        self._current = Receipt(done.number + 1, "")

    def _pulse(self) -> None:
        with self.changed:
            self.pulses += 1
            self.drawer_open = True
            self.changed.notify_all()


class _Backlog:
    """Commands of one connection that wait for paper."""

    def __init__(self, printer: PrinterSimulator, sock: socket.socket) -> None:
        self._printer = printer
        self._sock = sock
        self._acts: list[Act] = []
        self._closed = False
        threading.Thread(target=self._work, daemon=True).start()

    def put(self, acts: list[Act]) -> None:
        """Add commands in order."""
        with self._printer.changed:
            self._acts += acts
            self._printer.changed.notify_all()

    def close(self) -> None:
        """No more commands will come; what is there is still printed."""
        with self._printer.changed:
            self._closed = True
            self._printer.changed.notify_all()

    def _next(self) -> Act | None:
        printer = self._printer
        with printer.changed:
            while not (self._acts and printer.ready):
                if (self._closed and not self._acts) or not printer.plugged:
                    return None
                printer.changed.wait()
            return self._acts.pop(0)

    def _work(self) -> None:
        while (act := self._next()) is not None:
            if act.kind == "confirm":
                with contextlib.suppress(OSError):
                    self._sock.sendall(bytes([_CAN_PRINT]))
            else:
                self._printer.act(act)
