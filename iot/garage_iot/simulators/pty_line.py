"""A simulated terminal on a serial line: a pseudo terminal with a fixed name."""

from __future__ import annotations

import os
import select
import threading
import tty
from pathlib import Path

from ..errors import ConnectionLost
from .exclusive import Exclusive
from .ledger import Ledger
from .switches import Mode, Switches


class SerialEnd:
    """The terminal's end of the line: bytes with time-outs.

    The reading thread owns the descriptors and closes them: a descriptor that another
    thread closed could belong to another line a moment later. Other threads use them
    under the lock, and only while they are open.
    """

    def __init__(self, master: int) -> None:
        self._master = master
        self._woken, self._wake = os.pipe()
        self._cut = False
        self._lock = threading.Lock()
        self._closed = False

    def send(self, data: bytes) -> None:
        """Send bytes.

        :raises ConnectionLost: the plug was pulled.
        """
        if self._cut:
            raise ConnectionLost("line_broken", "The plug was pulled")
        os.write(self._master, data)

    def receive(self, timeout: float, most: int = 4096) -> bytes:
        """Return bytes, or nothing after ``timeout`` seconds.

        :raises ConnectionLost: the plug was pulled.
        """
        readable, _, _ = select.select([self._master, self._woken], [], [], timeout)
        if self._cut:
            raise ConnectionLost("line_broken", "The plug was pulled")
        if self._woken in readable:
            os.read(self._woken, 64)
        return os.read(self._master, most) if self._master in readable else b""

    def receive_byte(self, timeout: float) -> int | None:
        """Return one byte, or None after ``timeout`` seconds."""
        found = self.receive(timeout, 1)
        return found[0] if found else None

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return at once (any thread)."""
        with self._lock:
            if not self._closed:
                os.write(self._wake, b"!")

    def cut(self) -> None:
        """Pull the plug (any thread): the till's port breaks at once."""
        with self._lock, open(os.devnull, "rb") as nothing:
            self._cut = True
            if not self._closed:
                os.dup2(nothing.fileno(), self._master)
                os.write(self._wake, b"!")

    def close(self) -> None:
        """Give the descriptors back; only for the thread that reads."""
        with self._lock:
            self._closed = True
            for number in (self._master, self._woken, self._wake):
                os.close(number)


class SerialTerminal(Exclusive):
    """A terminal with books and switches on a pseudo terminal.

    ``link`` is the path that a box is configured with; it points to the pseudo
    terminal of the moment. A protocol's emulator writes :meth:`serve`.
    """

    def __init__(self, ledger_path: Path, link: Path, mode: Mode | None = None) -> None:
        super().__init__()
        self.ledger = Ledger(ledger_path)
        self.switches = Switches(mode)
        self.currency = "EUR"
        self._link = link
        self._end: SerialEnd | None = None
        self._open()

    @property
    def where(self) -> str:
        """Return the path for the box's configuration."""
        return str(self._link)

    def serve(self, line: SerialEnd) -> None:
        """Serve the line until the plug is pulled."""
        raise NotImplementedError

    def pull_plug(self) -> None:
        """Cut the power: the port is gone; the books stay."""
        self.switches.plugged = False
        end, self._end = self._end, None
        if end is not None:
            self._link.unlink(missing_ok=True)
            end.cut()

    def plug_in(self) -> None:
        """Give power again, under the same path."""
        if not self.switches.plugged:
            self.switches.plugged = True
            self._open()

    def stop(self) -> None:
        """End the emulator."""
        self.pull_plug()

    def _open(self) -> None:
        master, slave = os.openpty()
        tty.setraw(slave)
        self._link.parent.mkdir(parents=True, exist_ok=True)
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(slave))
        self._end = SerialEnd(master)
        thread = threading.Thread(target=self._serve, args=(self._end, slave))
        thread.daemon = True
        thread.start()

    def _serve(self, line: SerialEnd, slave: int) -> None:
        """Serve the line; holding its other end keeps it open without a till."""
        try:
            self.serve(line)
        except ConnectionLost:
            return
        finally:
            os.close(slave)
            line.close()
