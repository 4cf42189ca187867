"""Serial lines with the ENQ/ACK handshake of :mod:`..protocols.enquiry_link`."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from ..errors import ConnectionLost, Refused
from ..framing.signals import ENQ, Event, Signal
from ..protocols.enquiry_link import Receiver, Receiving, Sender, Sending, Timing
from ..transports.base import Transport


class EventDecoder(Protocol):
    """Finds control characters and frames in bytes."""

    def feed(self, received: bytes) -> list[Event]:
        """Take bytes and return what became complete."""

    def drop(self) -> None:
        """Forget a frame that stopped in the middle."""


class EventLine:
    """A transport seen as a row of events, with time-outs."""

    def __init__(self, transport: Transport, decoder: EventDecoder) -> None:
        self.transport = transport
        self._decoder = decoder
        self._events: deque[Event] = deque()

    def send(self, data: bytes) -> None:
        """Send bytes, if there are any.

        :raises ConnectionLost: the line broke.
        """
        if data:
            self.transport.send(data)

    def next(self, due: float) -> Event | None:
        """Return the next event, None when the monotonic time is over.

        :raises ConnectionLost: the line broke.
        """
        while not self._events:
            left = due - time.monotonic()
            if left <= 0:
                self._decoder.drop()
                return None
            self._events += self._decoder.feed(self.transport.receive(left))
        return self._events.popleft()

    def drive(self, sender: Sender) -> None:
        """Let a sender go on until it is settled.

        An event that belongs to the other side's own message stays in the row.
        """
        while not sender.settled:
            state, due = sender.state, time.monotonic() + sender.timeout
            while sender.state is state:
                event = self.next(due)
                if event is None:
                    self.send(sender.expire())
                    break
                self.send(sender.receive(event))
                if event == Signal(ENQ) and sender.state is Sending.UNSURE:
                    self._events.appendleft(event)


class LinkedLine:
    """A transport that sends and receives whole messages over a serial one.

    What is sent is one message a call; the handshake of each message stays in here.
    """

    def __init__(
        self,
        transport: Transport,
        encode: Callable[[bytes], bytes],
        decoder: EventDecoder,
        timing: Timing,
    ) -> None:
        self._line = EventLine(transport, decoder)
        self._encode = encode
        self._timing = timing
        self._messages: deque[bytes] = deque()
        self._receiver = Receiver(timing)

    def send(self, data: bytes) -> None:
        """Send one message with its handshake.

        A frame without acknowledgement may have been taken: its answer tells.

        :raises ConnectionLost: the line broke.
        :raises Refused: the other side has certainly taken nothing.
        """
        sender = Sender(self._encode, self._timing)
        self._line.send(sender.begin())
        self._line.drive(sender)
        if sender.state is Sending.READY:
            self._line.send(sender.deliver(data))
            self._line.drive(sender)
        self._messages += sender.overheard
        if sender.state is Sending.FAILED:
            code = "terminal_busy" if sender.busy else "terminal_unreachable"
            raise Refused(code, "The terminal takes no message on its line")
        if sender.state is Sending.REFUSED:
            raise Refused("line_disturbed", "The line disturbs every message")

    def receive(self, timeout: float) -> bytes:
        """Return the next message, or nothing after ``timeout`` seconds.

        :raises ConnectionLost: the line broke, or no readable message came.
        """
        end = time.monotonic() + timeout
        while not self._messages and time.monotonic() < end:
            own = self._receiver.timeout
            due = end if own is None else min(end, time.monotonic() + own)
            event = self._line.next(due)
            if event is not None:
                self._take(event)
            elif own is not None and due < end:
                self._line.send(self._receiver.expire())
            self._collect()
        return self._messages.popleft() if self._messages else b""

    def wake(self) -> None:
        """Make a waiting :meth:`receive` look up."""
        self._line.transport.wake()

    def close(self) -> None:
        """Close the line."""
        self._line.transport.close()

    def _take(self, event: Event) -> None:
        """Pass an event on; an ENQ begins a new message, also without EOT before."""
        if event == Signal(ENQ) and self._receiver.state is Receiving.ENDING:
            self._receiver.expire()
            self._collect()
        self._line.send(self._receiver.receive(event))

    def _collect(self) -> None:
        """Take a message that is complete."""
        if not self._receiver.done:
            return
        receiver, self._receiver = self._receiver, Receiver(self._timing)
        self._messages += receiver.messages
        if receiver.state is Receiving.BROKEN:
            raise ConnectionLost("line_disturbed", "The line disturbs every answer")
