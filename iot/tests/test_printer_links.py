"""The same printer on every cable: serial, USB, CUPS; honest where nothing answers."""

from __future__ import annotations

import http.server
import os
import socket
import struct
import threading
import tty
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import usb.core
from box_support import Counter
from hypothesis import given
from hypothesis import strategies as st
from test_printing import follow, job

from garage_iot.config import DeviceConfig
from garage_iot.framing import ipp
from garage_iot.simulators.printer import PrinterSimulator


def bridge(master: int, sock: socket.socket) -> None:
    """Carry bytes between the far end of a serial line and a network printer."""

    def to_printer() -> None:
        try:
            while data := os.read(master, 4096):
                sock.sendall(data)
        except OSError:
            sock.close()

    def to_line() -> None:
        try:
            while data := sock.recv(4096):
                os.write(master, data)
        except OSError:
            pass

    for work in (to_printer, to_line):
        threading.Thread(target=work, daemon=True).start()


def shop(folder: Path, driver: str, parameters: dict[str, Any], **address: Any):
    """A counter whose printer hangs on another cable."""
    found = Counter(folder)
    found.box.stop()
    device = DeviceConfig(
        "printer", "printer", "Printer", driver, parameters=parameters, **address
    )
    terminal = found.config.devices[0]
    found.config = type(found.config)(
        **{**vars(found.config), "devices": (terminal, device)}
    )
    found.open()
    return found


@pytest.fixture
def serial_shop(tmp_path: Path) -> Iterator[Counter]:
    master, slave = os.openpty()
    tty.setraw(slave)
    printer = PrinterSimulator()
    bridge(master, socket.create_connection(("127.0.0.1", printer.port)))
    values = {"flow": "none", "retry": 0.05, "confirm_timeout": 2.0}
    found = shop(tmp_path, "escpos_serial", values, path=os.ttyname(slave))
    found.serial = printer  # type: ignore[attr-defined]
    yield found
    found.close()
    printer.stop()
    os.close(slave)
    os.close(master)


def test_a_printer_on_a_serial_line_prints_and_confirms(serial_shop):
    assert serial_shop.till.post("print", job("k1"))["state"] == "printed"

    assert serial_shop.serial.receipts[0].text == "hello"


def test_a_printer_on_a_serial_line_tells_that_its_paper_is_out(serial_shop):
    serial_shop.serial.set_paper("out")

    kept = serial_shop.till.post("print", job("k1"))
    serial_shop.serial.set_paper("ok")

    assert (kept["state"], kept["code"]) == ("queued", "paper_out")
    follow(serial_shop.till, "k1", "printed")


class UsbEnd:
    """A bulk end of a simulated USB printer, wired to the network simulator."""

    def __init__(self, address: int, sock: socket.socket) -> None:
        self.bEndpointAddress = address
        self._sock = sock

    def write(self, data: bytes, timeout: int) -> int:
        part = data[:512]  # a device may take less than it was offered
        try:
            self._sock.sendall(part)
        except OSError as error:
            raise usb.core.USBError("no device") from error
        return len(part)

    def read(self, size: int, timeout: int) -> bytes:
        self._sock.settimeout(timeout / 1000)
        try:
            return self._sock.recv(size)
        except TimeoutError as error:
            raise usb.core.USBTimeoutError("timeout") from error


class UsbInterface(list):
    bInterfaceNumber, bInterfaceClass = 0, 7


def usb_printer(monkeypatch, printer: PrinterSimulator, ends: tuple[int, ...]) -> None:
    """Put a printer on the bus that pyusb sees."""

    def find(find_all: bool, idVendor: int, idProduct: int) -> list[Any]:
        if (idVendor, idProduct) != (0x04B8, 0x0E15) or not printer.plugged:
            return []
        sock = socket.create_connection(("127.0.0.1", printer.port))

        class Device(list):
            serial_number = "X1"
            detached = False

            def is_kernel_driver_active(self, number: int) -> bool:
                return not self.detached

            def detach_kernel_driver(self, number: int) -> None:
                self.detached = True

        return [Device([[UsbInterface(UsbEnd(end, sock) for end in ends)]])]

    monkeypatch.setattr(usb.core, "find", find)
    for name in ("claim_interface", "release_interface", "dispose_resources"):
        monkeypatch.setattr(f"usb.util.{name}", lambda *_: None)


@pytest.mark.parametrize(
    ("ends", "state", "code"),
    [((0x01, 0x82), "printed", None), ((0x01,), "unconfirmed", "cannot_confirm")],
)
def test_a_usb_printer_prints_and_says_what_it_knows(
    tmp_path, monkeypatch, ends, state, code
):
    printer = PrinterSimulator()
    usb_printer(monkeypatch, printer, ends)
    found = shop(tmp_path, "escpos_usb", {"usb": "04b8:0E15", "retry": 0.05})

    answer = found.till.post("print", job("k1"))

    assert (answer["state"], answer["code"]) == (state, code)
    with printer.changed:
        printer.changed.wait_for(lambda: printer.receipts, 5)
    assert printer.receipts[0].text == "hello"
    found.close()
    printer.stop()


def test_a_usb_printer_that_is_unplugged_keeps_the_job(tmp_path, monkeypatch):
    printer = PrinterSimulator()
    usb_printer(monkeypatch, printer, (0x01, 0x82))
    printer.pull_plug()
    found = shop(tmp_path, "escpos_usb", {"usb": "04b8:0e15", "retry": 0.05})

    kept = found.till.post("print", job("k1"))
    printer.plug_in()

    assert (kept["state"], kept["code"]) == ("queued", "unreachable")
    follow(found.till, "k1", "printed")
    found.close()
    printer.stop()


class PrintServer(http.server.BaseHTTPRequestHandler):
    """The part of CUPS that a raw queue needs, as RFC 8011 describes it."""

    protocol_version = "HTTP/1.1"
    shop = SimpleNamespace(reasons=["none"], jobs=[], job_state=9)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        operation, number = struct.unpack(">HI", body[2:8])
        values = self.answer(operation, body)
        content = b"\x02\x00\x00\x00" + struct.pack(">I", number) + b"\x04" + values
        self.send_response(200)
        self.send_header("Content-Length", str(len(content) + 1))
        self.end_headers()
        self.wfile.write(content + b"\x03")

    def answer(self, operation: int, body: bytes) -> bytes:
        if operation == ipp.PRINT_JOB:
            self.shop.jobs.append(body)
            return attribute(0x21, "job-id", struct.pack(">i", len(self.shop.jobs)))
        if operation == ipp.GET_JOB_ATTRIBUTES:
            state = struct.pack(">i", self.shop.job_state)
            return attribute(0x23, "job-state", state)
        words = [word.encode() for word in self.shop.reasons]
        first = attribute(0x44, "printer-state-reasons", words[0])
        return first + b"".join(attribute(0x44, "", word) for word in words[1:])

    def log_message(self, *_: Any) -> None:
        pass


def attribute(tag: int, name: str, value: bytes) -> bytes:
    head = struct.pack(">BH", tag, len(name)) + name.encode()
    return head + struct.pack(">H", len(value)) + value


@pytest.fixture
def cups() -> Iterator[Any]:
    PrintServer.shop = SimpleNamespace(reasons=["none"], jobs=[], job_state=9)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), PrintServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(port=server.server_port, shop=PrintServer.shop)
    server.shutdown()
    server.server_close()


@pytest.fixture
def cups_shop(tmp_path: Path, cups: Any) -> Iterator[Counter]:
    address = {"host": "127.0.0.1", "port": cups.port}
    found = shop(tmp_path, "escpos_cups", {"queue": "bon", "retry": 0.05}, **address)
    yield found
    found.close()


def test_a_raw_queue_of_cups_takes_the_bytes_and_confirms_nothing(cups, cups_shop):
    answer = cups_shop.till.post("print", job("k1"))

    assert (answer["state"], answer["code"]) == ("unconfirmed", "cannot_confirm")
    assert b"application/vnd.cups-raw" in cups.shop.jobs[0]
    assert b"ipp://localhost/printers/bon" in cups.shop.jobs[0]
    assert b"hello\n" in cups.shop.jobs[0].partition(b"\x03")[2]


def test_cups_tells_that_the_paper_is_out_and_the_job_waits(cups, cups_shop):
    cups.shop.reasons = ["media-empty-error", "offline-report"]

    kept = cups_shop.till.post("print", job("k1"))

    assert (kept["state"], kept["code"]) == ("queued", "paper_out")
    assert cups.shop.jobs == []
    cups.shop.reasons = ["media-low-warning"]
    follow(cups_shop.till, "k1", "unconfirmed")


def test_a_job_that_cups_gives_up_is_unconfirmed(cups, cups_shop):
    cups.shop.job_state = 8

    answer = cups_shop.till.post("print", job("k1"))

    assert (answer["state"], answer["code"]) == ("unconfirmed", "not_confirmed")
    assert len(cups.shop.jobs) == 1


def test_the_drawer_opens_through_cups(cups, cups_shop):
    body = {"key": "d1", "printer": "printer", "reason": "change", "user": "Kees"}

    assert cups_shop.till.post("drawer", body)["state"] == "pulsed"
    assert cups.shop.jobs[0].endswith(b"\x1b\x70\x00\x32\xfa")


@given(st.binary(max_size=200))
def test_noise_is_no_ipp_answer_and_breaks_nothing(noise):
    for data in (noise, b"\x02\x00\x00\x00\x00\x00\x00\x01" + noise):
        try:
            found = ipp.decode(data)
        except ipp.BadIpp:
            continue
        assert found.status < 0x10000
