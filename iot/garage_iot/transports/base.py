"""What a driver needs from a byte pipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Transport(Protocol):
    """A connection to one device; see :class:`~.tcp.TcpTransport` for the rules."""

    def send(self, data: bytes) -> None:
        """Send all bytes or raise ``ConnectionLost``."""

    def receive(self, timeout: float) -> bytes:
        """Return bytes, or nothing after ``timeout`` seconds or a :meth:`wake`."""

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return at once."""

    def close(self) -> None:
        """Close the connection."""


Connect = Callable[[], Transport]
