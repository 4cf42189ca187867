"""TCP byte pipe with time-outs on every call."""

from __future__ import annotations

import contextlib
import select
import socket

from ..errors import ConnectionLost, Unreachable


class TcpTransport:
    """A connection to a device. One thread reads; any thread may send or wake."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._wake_out, self._wake_in = socket.socketpair()
        self._wake_out.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @classmethod
    def connect(cls, host: str, port: int, timeout: float) -> TcpTransport:
        """Open a connection.

        :param timeout: seconds for connecting and for each later send.
        :raises Unreachable: nobody answers; nothing was sent.
        """
        try:
            sock = socket.create_connection((host, port), timeout=timeout)
        except OSError as error:
            raise Unreachable(
                "unreachable", f"{host}:{port} does not answer"
            ) from error
        return cls(sock)

    def send(self, data: bytes) -> None:
        """Send all bytes.

        :raises ConnectionLost: the line broke; part of the bytes may have arrived.
        """
        try:
            self._sock.sendall(data)
        except OSError as error:
            raise ConnectionLost("line_broken", "The connection broke") from error

    def receive(self, timeout: float) -> bytes:
        """Wait up to ``timeout`` seconds for bytes.

        :return: the bytes, or nothing when the time is over or :meth:`wake` was called.
        :raises ConnectionLost: the other side closed or the line broke.
        """
        readable, _, _ = select.select([self._sock, self._wake_out], [], [], timeout)
        if self._wake_out in readable:
            with contextlib.suppress(OSError):
                self._wake_out.recv(64)
        if self._sock not in readable:
            return b""
        try:
            received = self._sock.recv(65536)
        except OSError as error:
            raise ConnectionLost("line_broken", "The connection broke") from error
        if not received:
            raise ConnectionLost("line_closed", "The device closed the connection")
        return received

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return at once (from another thread)."""
        with contextlib.suppress(OSError):
            self._wake_in.send(b"!")

    def cut(self) -> None:
        """Break the line (any thread); the reading thread notices and closes."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection; closing twice is harmless."""
        for sock in (self._sock, self._wake_in, self._wake_out):
            with contextlib.suppress(OSError):
                sock.close()
