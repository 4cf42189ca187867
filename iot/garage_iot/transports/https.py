"""One HTTP request over a connection that was opened and checked before it.

Opening and sending are apart on purpose: while a connection is being opened nothing
has been sent, so nothing can have been charged.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import ConnectionLost, ProtocolError, Unreachable

_UNTRUSTED = (
    "The device at {where} shows a certificate that the box does not expect. "
    "Check its address and the certificate settings"
)


@dataclass(frozen=True)
class Tls:
    """How the device proves who it is: by its chain, its fingerprint, or both.

    ``ca_file``: PEM file of the maker's root certificate. ``fingerprint``: SHA-256 of
    the device's certificate in hexadecimal. ``name``: name that the certificate must
    carry; empty leaves the name unchecked, as the address is a number in a LAN.
    """

    ca_file: Path | None = None
    fingerprint: str = ""
    name: str = ""

    def context(self) -> ssl.SSLContext:
        """Return the settings for a connection.

        :raises OSError: the file of the root certificate cannot be read.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.check_hostname = bool(self.ca_file and self.name)
        if self.ca_file is not None:
            context.load_verify_locations(self.ca_file)
        else:
            context.verify_mode = ssl.CERT_NONE
        return context

    def accepts(self, certificate: bytes | None) -> bool:
        """Tell whether the certificate (DER) has the expected fingerprint."""
        if not self.fingerprint:
            return self.ca_file is not None
        wanted = self.fingerprint.replace(":", "").replace(" ", "").lower()
        found = hashlib.sha256(certificate or b"").hexdigest()
        return hmac.compare_digest(found, wanted)


class _Watch:
    """Calls a function when the time is over; the time can be started anew."""

    def __init__(self, over: Callable[[], None]) -> None:
        self._over = over
        self._changed = threading.Condition()
        self._seconds = 0.0
        self._deadline: float | None = None

    def start(self, seconds: float) -> None:
        """Start the time."""
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        threading.Thread(target=self._run, daemon=True).start()

    def extend(self) -> None:
        """Start the time anew, if it runs."""
        with self._changed:
            if self._deadline is not None:
                self._deadline = time.monotonic() + self._seconds

    def stop(self) -> None:
        """End the watch."""
        with self._changed:
            self._deadline = None
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while self._deadline is not None:
                left = self._deadline - time.monotonic()
                if left <= 0:
                    self._over()
                    return
                self._changed.wait(left)


class HttpConnection:
    """An open connection for one request. Any thread may cut it."""

    def __init__(self, sock: socket.socket, host: str, port: int) -> None:
        self._sock = sock
        self._http = http.client.HTTPConnection(host, port)
        self._http.auto_open = 0
        self._http.sock = sock
        self._watch = _Watch(self.cut)

    @classmethod
    def connect(
        cls, host: str, port: int, timeout: float, tls: Tls | None = None
    ) -> HttpConnection:
        """Open a connection; with ``tls`` also check the device's certificate.

        :param timeout: seconds for connecting and for the handshake.
        :raises Unreachable: nobody answers, or the wrong device; nothing was sent.
        """
        where = f"{host}:{port}"
        try:
            sock = socket.create_connection((host, port), timeout=timeout)
        except OSError as error:
            raise Unreachable("unreachable", f"{where} does not answer") from error
        try:
            return cls(sock if tls is None else _checked(sock, tls), host, port)
        except ssl.SSLError as error:
            sock.close()
            words = _UNTRUSTED.format(where=where)
            raise Unreachable("certificate", words) from error
        except OSError as error:
            sock.close()
            raise Unreachable("unreachable", f"{where} does not answer") from error

    def post(self, path: str, body: bytes, timeout: float, limit: int) -> bytes:
        """Send a JSON body and return the answer's body.

        :param timeout: seconds until the whole answer must be there, counted anew by
            each :meth:`extend`.
        :param limit: most bytes of an answer.
        :raises ConnectionLost: no whole answer in time; the request may have arrived.
        :raises ProtocolError: an HTTP error or an answer that is too long.
        """
        self._sock.settimeout(None)
        self._watch.start(timeout)
        try:
            headers = {"Content-Type": "application/json", "Connection": "close"}
            self._http.request("POST", path, body, headers)
            answer = self._http.getresponse()
            content = answer.read(limit + 1)
            whole = len(content) > limit or not answer.length
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise ConnectionLost("no_answer", "The device does not answer") from error
        finally:
            self._watch.stop()
        if not whole:
            raise ConnectionLost("line_closed", "The device closed the connection")
        return _content(answer.status, content, limit)

    def extend(self) -> None:
        """Start the time of the waiting request anew (any thread)."""
        self._watch.extend()

    def cut(self) -> None:
        """Break the line (any thread); the waiting request notices."""
        with contextlib.suppress(OSError):
            # not SSLSocket.shutdown: it takes the session from under the reader
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection; closing twice is harmless."""
        with contextlib.suppress(OSError):
            self._http.close()
        with contextlib.suppress(OSError):
            self._sock.close()


def _checked(sock: socket.socket, tls: Tls) -> ssl.SSLSocket:
    secured = tls.context().wrap_socket(sock, server_hostname=tls.name or None)
    if not tls.accepts(secured.getpeercert(binary_form=True)):
        secured.close()
        raise ssl.SSLError("another certificate")
    return secured


def _content(status: int, content: bytes, limit: int) -> bytes:
    if status != http.client.OK:
        raise ProtocolError(f"The device answered with HTTP status {status}")
    if len(content) > limit:
        raise ProtocolError(f"The device's answer is longer than {limit} bytes")
    return content
