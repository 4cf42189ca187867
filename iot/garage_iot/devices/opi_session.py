"""Channel 0 of OPI: one connection for one request and its answer."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..errors import ConnectionLost
from ..framing import opi as framing
from ..protocols.opi import messages
from ..protocols.opi.messages import Answer, Request
from ..transports.base import Transport
from .abort_wish import AbortWish


class OpiSession:
    """Channel 0, open for one request."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.wish = AbortWish()
        self._decoder = framing.Decoder()
        self._inbox: list[bytes] = []

    def request_abort(self) -> None:
        """Ask the terminal to stop (any thread), on a connection of its own."""
        self.wish.request()

    def close(self) -> None:
        """Close the connection."""
        self.wish.end()
        self.transport.close()

    def send(self, request: Request) -> None:
        """Send a request.

        :raises ConnectionLost: the line broke; it may have arrived.
        """
        self.transport.send(framing.encode(messages.encode(request)))

    def receive(self, request: Request, deadline: Callable[[], float]) -> Answer:
        """Return the answer to a request; answers to others are passed over.

        :param deadline: gives the monotonic time until which it is worth waiting.
        :raises ConnectionLost: none came.
        :raises ProtocolError: it cannot be read.
        """
        while True:
            while not self._inbox:
                left = deadline() - time.monotonic()
                if left <= 0:
                    raise ConnectionLost("no_answer", "The terminal does not answer")
                self._inbox += self._decoder.feed(self.transport.receive(left))
            found = messages.answer(self._inbox.pop(0))
            if (found.request_id, found.kind) == (request.request_id, request.kind):
                return found
