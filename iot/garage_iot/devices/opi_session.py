"""Channel 0 of OPI: one connection for one request and its answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ..errors import BoxError, ConnectionLost
from ..framing import opi as framing
from ..protocols.opi import messages
from ..protocols.opi.messages import Answer, Request
from ..transports.base import Transport


class OpiSession:
    """Channel 0, open for one request."""

    def __init__(
        self,
        transport: Transport,
        wish_abort: Callable[[Request], None] | None = None,
    ) -> None:
        self.transport = transport
        self.running: Request | None = None
        self._decoder = framing.Decoder()
        self._inbox: list[bytes] = []
        self._wish_abort = wish_abort
        self._aborting = threading.Lock()

    def request_abort(self) -> None:
        """Ask the terminal to stop (any thread), on a connection of its own."""
        if self.running is not None and self._aborting.acquire(blocking=False):
            threading.Thread(target=self._abort, daemon=True).start()

    def close(self) -> None:
        """Close the connection."""
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

    def _abort(self) -> None:
        running = self.running
        try:
            if running is not None and self._wish_abort is not None:
                self._wish_abort(running)
        except BoxError:
            return  # only a wish: the order's own answer tells how it ends
        finally:
            self._aborting.release()
