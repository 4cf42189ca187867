"""Serial byte pipe (RS-232, USB-CDC) with time-outs on every call; needs pyserial."""

from __future__ import annotations

import contextlib
import errno
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from ..errors import ConfigError, ConnectionLost, Unreachable

_MISSING = "This device needs the package pyserial: pip install garage-iot[serial]"


@dataclass(frozen=True)
class SerialLine:
    """How bytes travel: speed in bits per second, frame and flow control.

    ``parity`` is N, E, O, M or S; ``bits`` 7 or 8; ``stop_bits`` 1, 1.5 or 2.
    """

    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stop_bits: float = 1
    hardware_flow: bool = False
    software_flow: bool = False


class SerialTransport:
    """An open serial port. One thread reads; any thread may send or wake.

    It follows the rules of :class:`~.tcp.TcpTransport`, with one difference: a serial
    line does not notice that the device was switched off, it only stays silent.
    """

    def __init__(self, port: Any) -> None:
        self._port = port

    @classmethod
    def connect(
        cls, path: str, line: SerialLine | None = None, timeout: float = 3.0
    ) -> SerialTransport:
        """Open a port for this program alone; what was received before is dropped.

        Dropping makes a serial line equal to a new TCP connection: a late message of
        an earlier dialogue is not taken for an answer of the next one.

        :param path: device file, e.g. ``/dev/ttyACM0`` (``COM3`` on Windows).
        :param timeout: seconds for each later send.
        :raises Unreachable: there is no such port, or it is in use; nothing was sent.
        :raises ConfigError: pyserial is missing or the line settings are impossible.
        """
        serial, how = _pyserial(), line or SerialLine()
        try:
            port = serial.Serial(
                path,
                baudrate=how.baud,
                bytesize=how.bits,
                parity=how.parity,
                stopbits=how.stop_bits,
                rtscts=how.hardware_flow,
                xonxoff=how.software_flow,
                timeout=0,
                write_timeout=timeout,
                exclusive=True,
            )
            port.reset_input_buffer()
        except ValueError as error:
            raise ConfigError(f"Serial port {path}: {error}") from error
        except OSError as error:
            raise Unreachable("unreachable", _why(path, error)) from error
        return cls(port)

    def send(self, data: bytes) -> None:
        """Send all bytes.

        :raises ConnectionLost: the port is gone or blocked; a part may have arrived.
        """
        try:
            self._port.write(data)
        except OSError as error:
            raise ConnectionLost("line_broken", "The serial line broke") from error

    def receive(self, timeout: float) -> bytes:
        """Wait up to ``timeout`` seconds for bytes.

        :return: the bytes, or nothing when the time is over or :meth:`wake` was called.
        :raises ConnectionLost: the port is gone (a pulled USB plug) or closed.
        """
        try:
            self._port.timeout = max(timeout, 0)
            first: bytes = self._port.read(1)
            if not first:
                return b""
            return first + bytes(self._port.read(self._port.in_waiting))
        except (OSError, TypeError) as error:  # TypeError: closed meanwhile
            raise ConnectionLost("line_broken", "The serial line broke") from error

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return at once (from another thread)."""
        with contextlib.suppress(OSError, TypeError):
            self._port.cancel_read()

    def close(self) -> None:
        """Close the port; closing twice is harmless."""
        with contextlib.suppress(OSError):
            self._port.close()


def _pyserial() -> ModuleType:
    try:
        import serial  # type: ignore[import-untyped,unused-ignore]
    except ImportError as error:
        raise ConfigError(_MISSING) from error
    return serial  # type: ignore[no-any-return,unused-ignore]


def _why(path: str, error: OSError) -> str:
    """Return what is wrong with a port, as a sentence for the person at the counter."""
    if error.errno in (errno.ENOENT, errno.ENXIO, errno.ENODEV):
        return f"{path} is not there: check the cable and the name of the port"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"{path} may not be opened: add the box's user to the group dialout"
    if error.errno in (errno.EAGAIN, errno.EBUSY):
        return f"{path} is in use by another program"
    return f"{path} cannot be opened"
