"""A serial line that carries whole ZVT messages: acknowledged, repeated (PA00P016).

It looks like any other transport, so that the layers above do not know whether a
terminal hangs on the network or on a cable.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass

from ..errors import ConnectionLost, ProtocolError
from ..framing import zvt as apdus
from ..framing import zvt_serial as framing
from ..transports.base import Transport

_ANSWER_CLASSES = (b"\x80", b"\x84")


class NotTaken(ConnectionLost):
    """The other side asked for every repetition: it certainly has no message."""


@dataclass(frozen=True)
class LinkTimes:
    """``byte_gap``: T1, longest pause inside a frame. ``answer``: T2, until the frame
    is acknowledged. ``repeats``: how often it is sent again.
    """

    byte_gap: float = 0.2
    answer: float = 5.0
    repeats: int = 2


class ZvtSerialLink:
    """Sends and receives APDUs over a byte pipe without order or checks of its own."""

    def __init__(self, line: Transport, times: LinkTimes | None = None) -> None:
        self._line = line
        self._times = times or LinkTimes()
        self._decoder = framing.Decoder()
        self._events: deque[framing.Event] = deque()
        self._inbox: deque[bytes] = deque()
        self._last_taken: bytes | None = None
        self._woken = False

    def send(self, data: bytes) -> None:
        """Send one or more whole APDUs, each until the other side has taken it.

        :raises NotTaken: all tries were answered with 15.
        :raises ConnectionLost: no acknowledgement; the message may have arrived.
        """
        for apdu in apdus.Decoder().feed(data):
            self._send_one(apdus.encode(apdu))

    def receive(self, timeout: float) -> bytes:
        """Return the next APDU, or nothing after ``timeout`` seconds or a wake.

        :raises ProtocolError: a frame whose content is no single APDU.
        :raises ConnectionLost: the line is gone.
        """
        deadline = time.monotonic() + timeout
        while not self._inbox:
            left = deadline - time.monotonic()
            if self._woken or (left <= 0 and not self._decoder.pending):
                self._woken = False
                return b""
            event = self._next_event(left)
            if event is framing.Signal.DAMAGED:
                self._line.send(framing.NAK)
            elif isinstance(event, framing.Frame):
                self._take(event)
        return self._inbox.popleft()

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return at once (from another thread)."""
        self._line.wake()

    def close(self) -> None:
        """Close the line."""
        self._line.close()

    def _send_one(self, apdu: bytes) -> None:
        frame, refusals = framing.encode(apdu), 0
        tries = 1 + self._times.repeats
        for _ in range(tries):
            self._line.send(frame)
            self._last_taken = None
            answer = self._await_answer()
            if answer is framing.Signal.TAKEN:
                return
            refusals += answer is framing.Signal.REPEAT
        if refusals == tries:
            raise NotTaken("line_noise", "The terminal understood no try")
        raise ConnectionLost("no_answer", "The terminal does not acknowledge")

    def _await_answer(self) -> framing.Signal | None:
        """Return TAKEN or REPEAT, None after T2 of silence.

        A message that crosses ours is taken and kept. One that answers ours (80 xx,
        84 xx) shows that ours arrived although its acknowledgement was lost.
        """
        deadline = time.monotonic() + self._times.answer
        while (left := deadline - time.monotonic()) > 0:
            event = self._next_event(left)
            if isinstance(event, framing.Frame):
                self._take(event)
                if event.apdu[:1] in _ANSWER_CLASSES:
                    return framing.Signal.TAKEN
            elif event is framing.Signal.DAMAGED:
                self._line.send(framing.NAK)
            elif event is not None:
                return event
        return None

    def _next_event(self, timeout: float) -> framing.Event | None:
        """Return the next event, None when the time is over or on a wake."""
        if not self._events:
            self._events += self._decoder.feed(self._read(timeout))
        if not self._events and self._decoder.pending:
            return self._finish_frame()
        return self._events.popleft() if self._events else None

    def _read(self, timeout: float) -> bytes:
        """Read from the line and note a wake that came too early to be used."""
        until = time.monotonic() + max(timeout, 0)
        received = self._line.receive(max(timeout, 0))
        if not received and time.monotonic() < until:
            self._woken = True
        return received

    def _finish_frame(self) -> framing.Event | None:
        """Read the rest of a frame; a pause longer than T1 spoils it."""
        silent_since = time.monotonic()
        while self._decoder.pending and not self._events:
            left = silent_since + self._times.byte_gap - time.monotonic()
            received = self._read(left) if left > 0 else b""
            if received:
                self._events += self._decoder.feed(received)
                silent_since = time.monotonic()
            elif left <= 0:
                self._decoder.reset()
                return framing.Signal.DAMAGED
        return self._events.popleft() if self._events else None

    def _take(self, frame: framing.Frame) -> None:
        """Acknowledge a frame and keep its APDU.

        The same frame again, with nothing sent in between, is a repetition whose
        acknowledgement was lost: the two sides answer each other's every message.
        """
        self._line.send(framing.ACK)
        if frame.apdu == self._last_taken:
            return
        self._last_taken = frame.apdu
        decoder = apdus.Decoder()
        if len(decoder.feed(frame.apdu)) != 1 or decoder.pending:
            raise ProtocolError("A frame holds something else than one message")
        self._inbox.append(frame.apdu)
