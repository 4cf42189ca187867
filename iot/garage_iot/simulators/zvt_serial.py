"""Simulated ZVT terminal on a serial line, with the faults of such a line."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path

from ..devices.zvt_link import LinkTimes, ZvtSerialLink
from ..errors import ConnectionLost, ProtocolError
from ..framing import zvt_serial as framing
from ..transports.base import Transport
from .pty_line import SerialEnd, SerialTerminal
from .switches import Mode
from .terminal import ZvtState
from .terminal_session import TerminalSession
from .zvt_traits import Traits

FAULTS = {
    "crc": "Send the next frame with a wrong check sum, then right",
    "nak": "Ask for the next frame of the till once more",
    "no_ack": "Take the next frame of the till without acknowledging it",
    "gap": "Stop inside the next frame for longer than T1",
    "noise": "Send noise before the next frame",
    "deaf": "Refuse the next frame of the till every time",
}


class FaultyLine:
    """The terminal's end of the line: each fault spoils one frame, in order.

    Closing it is what a script's "break the line" means here: the cable stays in, but
    nothing of this dialogue comes through any more.
    """

    def __init__(self, end: SerialEnd, faults: deque[str]) -> None:
        self._end = end
        self._faults = faults
        self._closed = False

    def send(self, data: bytes) -> None:
        """Send a frame or an acknowledgement, spoiled if it is its turn."""
        if self._closed:
            raise ConnectionLost("cut", "The line was cut by the script")
        if data == framing.ACK and self._next("nak", "deaf", "no_ack"):
            self._spoil_answer(self._faults[0])
        elif len(data) > 1 and self._next("crc", "gap", "noise"):
            self._spoil_frame(self._faults.popleft(), data)
        else:
            self._end.send(data)

    def receive(self, timeout: float) -> bytes:
        """Return bytes of the till."""
        if self._closed:
            raise ConnectionLost("cut", "The line was cut by the script")
        return self._end.receive(max(timeout, 0))

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return at once."""
        self._end.wake()

    def close(self) -> None:
        """Let nothing through any more."""
        self._closed = True

    def _next(self, *names: str) -> bool:
        return bool(self._faults) and self._faults[0] in names

    def _spoil_answer(self, fault: str) -> None:
        if fault != "deaf":
            self._faults.popleft()
        if fault != "no_ack":
            self._end.send(framing.NAK)

    def _spoil_frame(self, fault: str, data: bytes) -> None:
        if fault == "crc":
            self._end.send(data[:-1] + bytes([data[-1] ^ 0x55]))
        elif fault == "noise":
            self._end.send(b"\x00\x7f\x55" + data)
        else:
            self._end.send(data[: len(data) // 2])
            time.sleep(0.4)
            self._end.send(data)


class _Refusing(ZvtSerialLink):
    """The link of the terminal: a frame answered with 15 was not taken."""

    def __init__(self, line: FaultyLine, times: LinkTimes, faults: deque[str]) -> None:
        super().__init__(line, times)
        self._faults = faults

    def _take(self, frame: framing.Frame) -> None:
        refused = bool(self._faults) and self._faults[0] in ("nak", "deaf")
        if refused:
            self._line.send(framing.ACK)
        else:
            super()._take(frame)


class SerialZvtSimulator(ZvtState, SerialTerminal):
    """A ZVT terminal on a serial line; ``faults`` are used up one by one."""

    def __init__(
        self,
        ledger_path: Path,
        link: Path,
        mode: Mode | None = None,
        traits: Traits | None = None,
        times: LinkTimes | None = None,
    ) -> None:
        self._begin(traits)
        self.faults: deque[str] = deque()
        self._times = times or LinkTimes()
        super().__init__(ledger_path, link, mode)

    def serve(self, line: SerialEnd) -> None:
        """Serve the line until the plug is pulled; a broken dialogue ends alone."""
        while True:
            end = FaultyLine(line, self.faults)
            transport: Transport = _Refusing(end, self._times, self.faults)
            try:
                TerminalSession(self, transport).run()
            except (ConnectionLost, ProtocolError, ValueError):
                line.receive(0)  # raises when the plug is pulled

    def pull_plug(self) -> None:
        """Cut the power: the port is gone; the books stay."""
        self.forget_till()
        super().pull_plug()
