"""Byte pipe from an event file of Linux (``/dev/input/by-id/...-event-kbd``)."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select

from ..errors import ConnectionLost, Unreachable

_EVIOCGRAB = 0x40044590  # _IOW('E', 0x90, int): events go to this program alone
_READ_BYTES = 4096


class EventFile:
    """An open event file. Read only; other programs do not see its keys."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._wake_out, self._wake_in = os.pipe()

    @classmethod
    def connect(cls, path: str) -> EventFile:
        """Open an event file for this program alone.

        :raises Unreachable: it is not there or may not be read.
        """
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except PermissionError as error:
            words = f"{path} may not be read: add the box's user to the group input"
            raise Unreachable("unreachable", words) from error
        except OSError as error:
            words = f"{path} is not there: check the scanner's cable"
            raise Unreachable("unreachable", words) from error
        with contextlib.suppress(OSError):  # a file of recorded events
            fcntl.ioctl(handle, _EVIOCGRAB, 1)
        return cls(handle)

    def send(self, data: bytes) -> None:
        """A scanner is told nothing."""
        raise ConnectionLost("read_only", "Nothing can be sent to a scanner")

    def receive(self, timeout: float) -> bytes:
        """Return bytes, or nothing after ``timeout`` seconds or a :meth:`wake`.

        :raises ConnectionLost: the scanner was unplugged.
        """
        ready, _, _ = select.select([self._handle, self._wake_out], [], [], timeout)
        if self._handle not in ready:
            return b""
        try:
            received = os.read(self._handle, _READ_BYTES)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise ConnectionLost("line_broken", "The scanner is gone") from error
        if not received:
            raise ConnectionLost("line_closed", "The scanner is gone")
        return received

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return at once (from another thread)."""
        with contextlib.suppress(OSError):
            os.write(self._wake_in, b"!")

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        for handle in (self._handle, self._wake_out, self._wake_in):
            with contextlib.suppress(OSError):
                os.close(handle)
        self._handle = self._wake_out = self._wake_in = -1
