"""A small threaded HTTP/1.1 server for WSGI applications, with TLS.

Connections stay open between requests, as browsers like it: a till that follows a
payment asks several times a second, and a TLS handshake for each would be dear.
"""

from __future__ import annotations

import contextlib
import io
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from . import http_head
from .errors import ConfigError

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

_logger = logging.getLogger(__name__)
_POLL_SECONDS = 0.1
_IDLE_SECONDS = 60.0
_MOST_CONNECTIONS = 128


def tls_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return the TLS settings (1.2 or newer) for a certificate and its key, both PEM.

    :raises ConfigError: with one sentence on what is wrong with them.
    """
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        words = f"{certificate} and {key} are no certificate with its key"
        raise ConfigError(words) from error
    except OSError as error:
        raise ConfigError(f"Cannot read {certificate} or {key}") from error
    return context


class _Body(io.RawIOBase):
    """The body of one request: ends where its length says."""

    def __init__(self, source: Any, length: int) -> None:
        self._source = source
        self.left = length

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        data: bytes = self._source.read(wanted) if wanted else b""
        self.left -= len(data)
        return data


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "garage-iot", ""
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    timeout = _IDLE_SECONDS
    error_content_type = "application/json"
    error_message_format = '{"error": "bad_request", "message": "%(explain)s."}'
    server: _Server
    raw_requestline: bytes
    fields: dict[str, str]

    def setup(self) -> None:
        if self.server.tls is not None:
            self.request.settimeout(self.timeout)
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        with contextlib.suppress(OSError):
            super().finish()
        self.connection.close()

    def parse_request(self) -> bool:
        """Read the head; False: it was refused."""
        self.command, self.request_version = "", "HTTP/1.1"
        self.close_connection = True
        self.requestline = self.raw_requestline.decode("latin-1").rstrip("\r\n")
        lines = iter(partial(self.rfile.readline, http_head.LONGEST_LINE + 1), b"")
        try:
            line = http_head.request_line(self.requestline)
            self.fields = http_head.fields(lines)
        except http_head.BadHead as error:
            self.send_error(error.status, explain=str(error))
            return False
        self.command, self.path = line.method, line.target
        self.request_version = line.version
        self.close_connection = not http_head.stays_open(line.version, self.fields)
        if self.fields.get("expect", "").lower() == "100-continue":
            self.send_response_only(100)
            self.end_headers()
            self.wfile.flush()
        return True

    def log_message(self, format: str, *args: Any) -> None:
        """Log at debug level only: paths hold payment keys."""
        _logger.debug(format, *args)

    def _answer(self) -> None:
        length = self.fields.get("content-length", "0")
        chunked = "transfer-encoding" in self.fields
        if not (length.isascii() and length.isdigit()):
            self.send_error(400, explain="Send one Content-Length")
            return
        body = _Body(self.rfile, 0 if chunked else int(length))

        def start_response(status: str, headers: list[tuple[str, str]]) -> None:
            self.send_response(int(status[:3]), status[4:])
            for name, value in headers:
                self.send_header(name, value)
            if body.left or chunked:  # the rest of it is no request
                self.send_header("Connection", "close")
            self.end_headers()

        for part in self.server.application(self._environ(body), start_response):
            self.wfile.write(part)

    def _environ(self, body: _Body) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        environ: dict[str, Any] = {
            f"HTTP_{name.upper().replace('-', '_')}": value
            for name, value in self.fields.items()
        }
        return environ | {
            "REMOTE_ADDR": str(self.client_address[0]),
            "REQUEST_METHOD": self.command,
            "PATH_INFO": unquote(path),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.fields.get("content-type", ""),
            "CONTENT_LENGTH": self.fields.get("content-length", ""),
            "wsgi.input": body,
        }

    do_GET = do_POST = do_OPTIONS = do_HEAD = do_PUT = do_DELETE = _answer


class _Server(ThreadingHTTPServer):
    """Takes connections, at most so many at a time."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(
        self,
        address: tuple[str, int],
        application: Application,
        tls: ssl.SSLContext | None,
    ) -> None:
        self.application = application
        self.tls = tls
        self.connections: set[Any] = set()
        self._seats = threading.Semaphore(_MOST_CONNECTIONS)
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._seats.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._seats.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that left, or spoke no HTTP or TLS."""
        _logger.debug("connection ended", exc_info=True)

    def hang_up(self) -> None:
        """End all connections."""
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class HttpHost:
    """Runs a WSGI application in threads of its own; ``tls`` makes it HTTPS.

    :raises ConfigError: the port is taken, or the address is not this machine's.
    """

    def __init__(
        self,
        host: str,
        port: int,
        application: Application,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        try:
            self._server = _Server((host, port), application, tls)
        except OSError as error:
            words = f"Port {port} on {host} is taken by another program"
            raise ConfigError(words) from error
        serve = partial(self._server.serve_forever, poll_interval=_POLL_SECONDS)
        self._thread = threading.Thread(target=serve)
        self._thread.daemon = True

    @property
    def port(self) -> int:
        """Return the port that is listened on."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering; one that never began gives its port back."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
