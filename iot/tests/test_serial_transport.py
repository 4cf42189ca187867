"""The serial byte pipe over pairs of pseudo terminals."""

from __future__ import annotations

import os
import pty
import threading
import time
import tty
from collections.abc import Iterator

import pytest

from garage_iot.errors import ConfigError, ConnectionLost, Unreachable
from garage_iot.transports.serial import SerialLine, SerialTransport


@pytest.fixture
def pair() -> Iterator[tuple[int, str]]:
    """The device's end (a file number) and the name of the box's port."""
    device, ours = pty.openpty()
    tty.setraw(ours)
    yield device, os.ttyname(ours)
    for number in (device, ours):
        try:
            os.close(number)
        except OSError:
            continue


def test_all_256_bytes_travel_unchanged_in_both_directions(pair):
    device, path = pair
    port = SerialTransport.connect(path, SerialLine(115200))

    port.send(bytes(range(256)))
    os.write(device, bytes(range(255, -1, -1)))

    received = b""
    while len(received) < 256:
        received += port.receive(5)
    assert received == bytes(range(255, -1, -1))
    assert os.read(device, 512) == bytes(range(256))


def test_bytes_that_came_before_the_opening_are_dropped(pair):
    device, path = pair
    os.write(device, b"late answer of an earlier dialogue")

    port = SerialTransport.connect(path)
    os.write(device, b"new")

    assert port.receive(5) == b"new"


def test_silence_gives_nothing_when_the_time_is_over(pair):
    port = SerialTransport.connect(pair[1])

    assert port.receive(0.01) == b""


def test_a_waiting_receive_is_woken_from_another_thread(pair):
    port = SerialTransport.connect(pair[1])
    waker = threading.Timer(0.05, port.wake)
    start = time.monotonic()
    waker.start()

    assert port.receive(20) == b""
    assert time.monotonic() - start < 10


def test_a_wake_before_the_receive_is_not_lost(pair):
    port = SerialTransport.connect(pair[1])
    port.wake()
    start = time.monotonic()

    assert port.receive(20) == b""
    assert time.monotonic() - start < 10


def test_a_pulled_plug_is_a_lost_connection(pair):
    device, path = pair
    port = SerialTransport.connect(path)
    os.close(device)

    with pytest.raises(ConnectionLost):
        port.receive(5)
    with pytest.raises(ConnectionLost):
        port.send(b"\x05")


def test_a_closed_port_is_a_lost_connection_and_closes_twice(pair):
    port = SerialTransport.connect(pair[1])
    port.close()
    port.close()
    port.wake()

    with pytest.raises(ConnectionLost):
        port.receive(1)
    with pytest.raises(ConnectionLost):
        port.send(b"\x05")


def test_two_programs_cannot_use_one_port(pair):
    first = SerialTransport.connect(pair[1])

    with pytest.raises(Unreachable, match="in use"):
        SerialTransport.connect(pair[1])
    first.close()
    SerialTransport.connect(pair[1]).close()


def test_a_missing_port_says_so():
    with pytest.raises(Unreachable, match="not there"):
        SerialTransport.connect("/dev/garage-no-such-port")


@pytest.mark.parametrize(
    "line", [SerialLine(parity="X"), SerialLine(bits=9), SerialLine(stop_bits=3)]
)
def test_impossible_line_settings_are_a_configuration_error(pair, line):
    with pytest.raises(ConfigError, match="Serial port"):
        SerialTransport.connect(pair[1], line)


def test_every_usual_frame_can_be_opened(pair):
    for line in (SerialLine(9600, 8, "N", 2), SerialLine(9600, 7, "E", 1)):
        SerialTransport.connect(pair[1], line).close()
