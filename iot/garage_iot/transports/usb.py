"""Byte pipe to a USB device of the printer class; needs pyusb and libusb."""

from __future__ import annotations

import contextlib
import threading
import time
from types import ModuleType
from typing import Any

from ..errors import ConfigError, ConnectionLost, Unreachable

_MISSING = "USB printers need the package pyusb: pip install garage-iot[usb]"
_PRINTER_CLASS = 7  # USB-IF base class 07h, bulk endpoints
_IN, _DIRECTION = 0x80, 0x80
_SLICE_SECONDS = 0.1
_READ_BYTES = 64


class UsbTransport:
    """An open printer interface. It follows the rules of the TCP transport."""

    def __init__(self, device: Any, interface: Any, timeout: float) -> None:
        self._device = device
        self._number = int(interface.bInterfaceNumber)
        self._timeout = timeout
        self._woken = threading.Event()
        ends = list(interface)
        self._out = _end(ends, 0)
        self._in = _end(ends, _IN)

    @classmethod
    def connect(
        cls, vendor: int, product: int, serial: str, timeout: float
    ) -> UsbTransport:
        """Open a printer for this program alone.

        :param vendor: USB vendor number, e.g. 0x04b8 for Epson.
        :param serial: serial number of the device; empty takes the first one.
        :param timeout: seconds for each send.
        :raises Unreachable: it is not there or may not be opened; nothing was sent.
        :raises ConfigError: pyusb or libusb is missing.
        """
        core, util = _pyusb()
        try:
            device = _find(core, vendor, product, serial)
            if device is None:
                raise Unreachable(
                    "unreachable",
                    f"USB printer {vendor:04x}:{product:04x} is not there",
                )
            interface = _printer_interface(device)
            _claim(device, interface, util)
        except core.NoBackendError as error:
            raise ConfigError("USB printers need libusb: install libusb-1.0") from error
        except (core.USBError, NotImplementedError) as error:
            words = "The USB printer may not be opened: add the box's user to lp"
            raise Unreachable("unreachable", words) from error
        return cls(device, interface, timeout)

    @property
    def readable(self) -> bool:
        """The printer has a way back; without it there is no status."""
        return self._in is not None

    def send(self, data: bytes) -> None:
        """Send all bytes.

        :raises ConnectionLost: the plug was pulled or the printer takes no more; a part
            may have arrived.
        """
        core, _ = _pyusb()
        sent = 0
        try:
            while sent < len(data):
                part = data[sent : sent + 4096]
                sent += int(self._out.write(part, int(self._timeout * 1000)))
        except core.USBError as error:
            raise ConnectionLost("line_broken", "The USB line broke") from error

    def receive(self, timeout: float) -> bytes:
        """Wait up to ``timeout`` seconds for bytes.

        :return: the bytes, or nothing when the time is over or :meth:`wake` was called.
        :raises ConnectionLost: the plug was pulled.
        """
        core, _ = _pyusb()
        deadline = time.monotonic() + timeout
        while (left := deadline - time.monotonic()) > 0 and not self._woken.is_set():
            part = min(left, _SLICE_SECONDS)
            if self._in is None:
                self._woken.wait(part)
                continue
            try:
                if got := bytes(self._in.read(_READ_BYTES, max(int(part * 1000), 1))):
                    return got
            except core.USBTimeoutError:
                continue
            except core.USBError as error:
                raise ConnectionLost("line_broken", "The USB line broke") from error
        self._woken.clear()
        return b""

    def wake(self) -> None:
        """Make a waiting :meth:`receive` return (from another thread)."""
        self._woken.set()

    def close(self) -> None:
        """Give the printer back; closing twice is harmless."""
        core, util = _pyusb()
        with contextlib.suppress(core.USBError):
            util.release_interface(self._device, self._number)
        util.dispose_resources(self._device)


def _pyusb() -> tuple[ModuleType, ModuleType]:
    try:
        import usb.core  # type: ignore[import-untyped,unused-ignore]
        import usb.util  # type: ignore[import-untyped,unused-ignore]
    except ImportError as error:
        raise ConfigError(_MISSING) from error
    return usb.core, usb.util


def _find(core: ModuleType, vendor: int, product: int, serial: str) -> Any:
    found = core.find(find_all=True, idVendor=vendor, idProduct=product)
    devices = [d for d in found if not serial or d.serial_number == serial]
    return devices[0] if devices else None


def _printer_interface(device: Any) -> Any:
    """Return the interface of the printer class, else the first with a bulk end."""
    interfaces = [interface for configuration in device for interface in configuration]
    printers = [i for i in interfaces if i.bInterfaceClass == _PRINTER_CLASS]
    for interface in printers or interfaces:
        if any(end.bEndpointAddress & _DIRECTION == 0 for end in interface):
            return interface
    raise Unreachable("unreachable", "The USB device is no printer")


def _claim(device: Any, interface: Any, util: ModuleType) -> None:
    """Take the interface from the kernel's usblp and for this program alone."""
    number = int(interface.bInterfaceNumber)
    with contextlib.suppress(NotImplementedError):
        if device.is_kernel_driver_active(number):
            device.detach_kernel_driver(number)
    util.claim_interface(device, number)


def _end(ends: list[Any], direction: int) -> Any:
    fitting = [e for e in ends if e.bEndpointAddress & _DIRECTION == direction]
    return fitting[0] if fitting else None
