"""A small HTTP server for what a device sends on its own: displays, prints, events."""

from __future__ import annotations

import http.server
import logging
import socket
import ssl
import threading
from collections.abc import Callable
from typing import Any

from ..errors import BoxError

_logger = logging.getLogger(__name__)
_SECONDS = 10.0


class _Server(http.server.ThreadingHTTPServer):
    """Turns strangers away before anything of theirs is read."""

    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        handler: type[http.server.BaseHTTPRequestHandler],
        sender: str,
    ) -> None:
        self._sender = sender
        super().__init__(address, handler)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Tell whether the connection comes from the device."""
        try:
            return bool(client_address[0] == socket.gethostbyname(self._sender))
        except OSError:
            return False


class HttpInbox:
    """Listens on a port for POSTs of one device and answers each with a body.

    :param sender: the device's address; connections of others are closed.
    :param take: gets a body, returns the answer's; ``BoxError`` becomes status 400.
    :param limit: most bytes of a request.
    :raises OSError: the port is taken.
    """

    def __init__(
        self,
        address: tuple[str, int],
        sender: str,
        take: Callable[[bytes], bytes],
        limit: int,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._sender = sender
        self._take = take
        self._limit = limit
        self._server = _Server(address, self._handler(), sender)
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(
            target=self._server.serve_forever, args=(0.1,), daemon=True
        ).start()

    @property
    def port(self) -> int:
        """Return the port that is listened on."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        inbox = self

        class Handler(http.server.BaseHTTPRequestHandler):
            timeout = _SECONDS

            def do_POST(self) -> None:
                status, body = inbox._answer(self)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                _logger.debug("device message: " + format, *args)

        return Handler

    def _answer(self, call: http.server.BaseHTTPRequestHandler) -> tuple[int, bytes]:
        length = call.headers.get("Content-Length", "")
        digits = length.isascii() and length.isdigit()
        if not digits or int(length) > self._limit:
            return 413, b""
        try:
            return 200, self._take(call.rfile.read(int(length)))
        except BoxError as error:
            _logger.info("message of %s refused: %s", self._sender, error.code)
            return 400, b""
