"""A port of the box on which a terminal brings messages by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from ..errors import Refused

_TAKEN = (
    "Another program holds the port on which the terminal reaches the box. "
    "Set another port for messages here and in the terminal"
)


class Listener(Protocol):
    """A server on a port of the box."""

    def close(self) -> None:
        """Stop listening."""


class OwnPort:
    """Listens from the first :meth:`open` until :meth:`close`.

    :param listen: starts the server.
    """

    def __init__(self, listen: Callable[[], Listener]) -> None:
        self._listen = listen
        self._lock = threading.Lock()
        self._listener: Listener | None = None

    def open(self) -> None:
        """Listen; the first call begins it.

        :raises Refused: the port is taken.
        """
        with self._lock:
            if self._listener is None:
                try:
                    self._listener = self._listen()
                except OSError as error:
                    raise Refused("terminal_refused:port", _TAKEN) from error

    def close(self) -> None:
        """Stop listening; a later :meth:`open` listens again."""
        with self._lock:
            listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()
