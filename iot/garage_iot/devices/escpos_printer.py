"""Receipt printer that speaks ESC/POS over any byte pipe, with its drawer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import BoxError, ConnectionLost, Unreachable
from ..protocols.escpos import render, status
from ..protocols.escpos.paper import Paper
from ..protocols.escpos.status import PrinterStatus
from ..transports.base import Connect, Transport

_ANSWER_SECONDS = 1.0
_MESSAGES = {
    "paper_out": "The printer is out of paper. Put in a new roll.",
    "cover_open": "The printer's cover is open. Close it.",
    "cutter_error": "The printer's cutter is stuck. Switch the printer off and on.",
    "offline": "The printer is off-line. Look at its lights.",
    "unreachable": "The printer does not answer. Check its power and cable.",
    "no_answer": "The printer does not answer. Check its power and cable.",
    "paper_near_end": "The paper is nearly used up.",
}


class NotReady(BoxError):
    """The printer cannot print now; nothing was sent to it."""

    def __init__(self, code: str) -> None:
        super().__init__(code, message_for(code))


class Unconfirmed(BoxError):
    """The job was sent and not confirmed.

    Code ``not_confirmed``, or ``cannot_confirm`` for a printer that never does.
    """

    def __init__(self, code: str = "not_confirmed") -> None:
        super().__init__(code, "The printer did not confirm")


def message_for(code: str | None) -> str:
    """Return what to do about a printer code."""
    return _MESSAGES.get(code or "", "Ready")


@dataclass(frozen=True)
class EscposSettings:
    """Settings of one printer; times in seconds.

    ``confirms`` is false for printers that answer nothing; ``hold`` is how long the
    box waits for a refill when the paper runs out in the middle of a job.
    """

    confirms: bool = True
    confirm_timeout: float = 10.0
    hold: float = 900.0
    paper: Paper = Paper()


class PrinterLine:
    """A connection to the printer that sorts its answers by kind."""

    def __init__(self, transport: Transport, answers: bool) -> None:
        self._transport = transport
        self.answers = answers
        self._realtime: list[int] = []
        self._confirmed = False

    def __enter__(self) -> PrinterLine:
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    def send(self, data: bytes) -> None:
        """Send bytes.

        :raises ConnectionLost: the line broke.
        """
        self._transport.send(data)

    def ask(self) -> PrinterStatus:
        """Ask for the status (DLE EOT 1 to 4).

        :raises NotReady: no answer.
        """
        found: dict[int, int] = {}
        try:
            for number, request in status.REQUESTS.items() if self.answers else ():
                self._realtime.clear()
                self.send(request)
                found[number] = self._realtime_answer()
        except ConnectionLost as error:
            raise NotReady("no_answer") from error
        return status.parse(found)

    def confirmed(self, seconds: float) -> bool:
        """Wait up to ``seconds`` for the answer to ``GS r``.

        :raises ConnectionLost: the line broke.
        """
        deadline = time.monotonic() + seconds
        while not self._confirmed and (left := deadline - time.monotonic()) > 0:
            self._read(left)
        return self._confirmed

    def _realtime_answer(self) -> int:
        deadline = time.monotonic() + _ANSWER_SECONDS
        while not self._realtime and (left := deadline - time.monotonic()) > 0:
            self._read(left)
        if not self._realtime:
            raise NotReady("no_answer")
        return self._realtime[0]

    def _read(self, seconds: float) -> None:
        for byte in self._transport.receive(seconds):
            if status.is_realtime(byte):
                self._realtime.append(byte)
            else:
                self._confirmed = True


class EscposPrinter:
    """Driver of one printer. One thread at a time."""

    capabilities = frozenset({"confirm", "cut", "drawer", "image", "qr", "status"})

    def __init__(self, connect: Connect, settings: EscposSettings) -> None:
        self._connect = connect
        self._settings = settings

    def render(self, kind: str, data: dict[str, object]) -> bytes:
        """Return the bytes of a job; raises ``BadDocument``."""
        return render.render(kind, data, self._settings.paper)

    def status(self) -> PrinterStatus:
        """Ask the printer how it is.

        :raises NotReady: it does not answer at all.
        """
        with self._open() as line:
            return line.ask()

    def print(
        self, data: bytes, sending: Callable[[], None], waiting: Callable[[str], None]
    ) -> None:
        """Print a job and wait for the printer's confirmation (GS r 1).

        :param sending: called right before the first byte of the job.
        :param waiting: called with the code when the paper runs out halfway.
        :raises NotReady: nothing was sent.
        :raises Unconfirmed: it was sent; whether it came out is not known.
        """
        with self._open() as line:
            found = line.ask()
            if not found.can_print:
                raise NotReady(found.code or "offline")
            sending()
            self._send_job(line, data, waiting)

    def open_drawer(self) -> None:
        """Send the drawer pulse; in real time when the printer cannot print.

        :raises NotReady: the printer cannot be reached.
        """
        with self._open() as line:
            ready = line.ask().can_print
            try:
                line.send(render.pulse() if ready else render.realtime_pulse())
            except ConnectionLost as error:
                raise NotReady("no_answer") from error

    def _open(self) -> PrinterLine:
        try:
            transport = self._connect()
        except Unreachable as error:
            raise NotReady("unreachable") from error
        # A USB printer without a way back has nothing to read.
        readable = bool(getattr(transport, "readable", True))
        return PrinterLine(transport, self._settings.confirms and readable)

    def _send_job(
        self, line: PrinterLine, data: bytes, waiting: Callable[[str], None]
    ) -> None:
        confirms = line.answers
        try:
            line.send(data + (status.CONFIRM if confirms else b""))
            if confirms:
                self._await_confirmation(line, waiting)
        except (ConnectionLost, NotReady) as error:
            raise Unconfirmed from error
        if not confirms:
            raise Unconfirmed("cannot_confirm")

    def _await_confirmation(
        self, line: PrinterLine, waiting: Callable[[str], None]
    ) -> None:
        """Wait for the byte that comes when everything before it was printed.

        When the paper ran out the printer keeps the rest and goes on after a refill,
        so the job is held and not sent again.
        """
        held_until = time.monotonic() + self._settings.hold
        while not line.confirmed(self._settings.confirm_timeout):
            found = line.ask()
            if found.can_print or time.monotonic() > held_until:
                if line.confirmed(_ANSWER_SECONDS):
                    return
                raise Unconfirmed
            waiting(found.code or "offline")
