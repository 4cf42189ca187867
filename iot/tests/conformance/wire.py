"""A wire between box and emulator that changes how bytes arrive, never which."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class Wire:
    """Listens on ``port``; passes bytes on singly, or all in one go.

    :meth:`break_after` lets only so many bytes of the terminal reach the box.
    """

    def __init__(self, port: int, singly: bool = False) -> None:
        self._target = port
        self._singly = singly
        self._left: int | None = None
        self._cut = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def break_after(self, length: int) -> None:
        """Break the line after ``length`` more bytes of the terminal."""
        self._cut.clear()
        self._left = length

    @property
    def broken(self) -> bool:
        """The bytes are through and the line is cut."""
        return self._cut.is_set()

    def mend(self) -> None:
        """Let everything through from now on."""
        self._left = None

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                box, _ = self._server.accept()
                self._join(box)

    def _join(self, box: socket.socket) -> None:
        """Carry bytes both ways; a terminal without power hangs up on the box."""
        try:
            terminal = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            box.close()
            return
        for sock in (box, terminal):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for pair in ((box, terminal, False), (terminal, box, True)):
            threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, back: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._send(sink, data, back)
                if back and self._used_up():
                    break
        for sock in (source, sink):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        if back and self._used_up():
            # told last: a line mended before it is shut would lose bytes inside
            self._cut.set()

    def _used_up(self) -> bool:
        return self._left is not None and self._left <= 0

    def _send(self, sink: socket.socket, data: bytes, back: bool) -> None:
        if back and self._left is not None:
            data = data[: self._left]
            self._left -= len(data)
        if self._singly:
            for byte in data:
                sink.sendall(bytes([byte]))
        else:
            time.sleep(0.005)
            sink.sendall(data)
