"""An in-process pair of transports, so that a whole stack runs without a network."""

from __future__ import annotations

import queue

from ..errors import ConnectionLost


class NullTransport:
    """One end of a pipe in memory."""

    def __init__(self) -> None:
        self._inbox: queue.Queue[bytes | None] = queue.Queue()
        self._peer: NullTransport | None = None

    @classmethod
    def pair(cls) -> tuple[NullTransport, NullTransport]:
        """Return the two ends of a new pipe."""
        left, right = cls(), cls()
        left._peer, right._peer = right, left
        return left, right

    def send(self, data: bytes) -> None:
        """Put bytes into the other end.

        :raises ConnectionLost: one end was closed.
        """
        if self._peer is None:
            raise ConnectionLost("line_closed", "The connection is closed")
        self._peer._inbox.put(data)

    def receive(self, timeout: float) -> bytes:
        """Return the next bytes, or nothing after ``timeout`` seconds or a wake.

        :raises ConnectionLost: the other end was closed.
        """
        try:
            received = self._inbox.get(timeout=timeout)
        except queue.Empty:
            return b""
        if received is None:
            raise ConnectionLost("line_closed", "The device closed the connection")
        return received

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return at once."""
        self._inbox.put(b"")

    def close(self) -> None:
        """Close both ends; the other end notices with its next receive."""
        peer, self._peer = self._peer, None
        if peer is not None:
            peer._peer = None
            peer._inbox.put(None)
