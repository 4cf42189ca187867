"""A TCP port of the box to which a device connects by itself."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Callable

from ..errors import BoxError
from .tcp import TcpTransport

_logger = logging.getLogger(__name__)
_MOST_LINES = 16


class TcpListener:
    """Listens until it is closed; each connection is served by a thread of its own.

    :param sender: the device's address; others are turned away.
    :param serve: serves one connection; it is closed afterwards.
    :raises OSError: the port is taken.
    """

    def __init__(
        self,
        address: tuple[str, int],
        sender: str,
        serve: Callable[[TcpTransport], None],
    ) -> None:
        self._sender = sender
        self._serve_line = serve
        self._lines: set[TcpTransport] = set()
        self._server = socket.create_server(address)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Return the port that is listened on."""
        return int(self._server.getsockname()[1])

    def close(self) -> None:
        """Stop listening and cut what is open."""
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for line in list(self._lines):
            line.cut()

    def _accept(self) -> None:
        while True:
            try:
                sock, (address, *_) = self._server.accept()
            except OSError:
                return
            if len(self._lines) >= _MOST_LINES or not self._allowed(address):
                _logger.info("connection from %s turned away", address)
                sock.close()
                continue
            line = TcpTransport(sock)
            self._lines.add(line)
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _allowed(self, address: str) -> bool:
        try:
            return address == socket.gethostbyname(self._sender)
        except OSError:
            return False

    def _serve(self, line: TcpTransport) -> None:
        try:
            self._serve_line(line)
        except (BoxError, OSError) as error:
            _logger.info("connection of %s ended: %s", self._sender, error)
        finally:
            self._lines.discard(line)
            line.close()
