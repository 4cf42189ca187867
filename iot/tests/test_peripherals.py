"""Customer displays and barcode scanners, over real terminals of the kernel."""

from __future__ import annotations

import os
import select
import time
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from box_support import PATIENCE, Counter, contract
from hypothesis import given
from hypothesis import strategies as st

from garage_iot.config import DeviceConfig
from garage_iot.protocols.escpos.display import DisplayLine
from garage_iot.protocols.keyboard import EVENT, KeyCodes
from garage_iot.protocols.scan_lines import LineCodes


def events(*keys: tuple[int, int]) -> bytes:
    """Return key events as the kernel writes them, each with its synchronisation."""
    return b"".join(
        EVENT.pack(1, 0, 1, key, value) + EVENT.pack(1, 0, 0, 0, 0)
        for key, value in keys
    )


def typed(*keys: int) -> bytes:
    return events(*[(key, value) for key in keys for value in (1, 0)])


# "WO-7" and Enter, as a scanner of layout us types it: Shift+w, Shift+o, minus, 7.
SHIFT_W_O = events((42, 1), (17, 1), (17, 0), (24, 1), (24, 0), (42, 0))
WORKORDER = SHIFT_W_O + typed(12, 8, 28)


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    """The far end of a serial line and the name of its near end."""
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


@pytest.fixture
def with_device(tmp_path: Path) -> Iterator[Any]:
    opened: list[Counter] = []

    def start(kind: str, driver: str, path: str, **parameters: Any) -> Counter:
        device = DeviceConfig(
            "extra", kind, "Extra", driver, path=path, parameters=parameters
        )
        found = Counter(tmp_path)
        found.box.stop()
        values = {**vars(found.config)}
        values["devices"] = (*values["devices"], device)
        found.config = type(found.config)(**values)
        found.open()
        opened.append(found)
        return found

    yield start
    for found in opened:
        found.close()


def state_of(found: Counter) -> dict[str, Any]:
    return next(d for d in found.till.get("devices") if d["id"] == "extra")


def wait_ready(found: Counter) -> None:
    deadline = time.monotonic() + PATIENCE
    while state_of(found)["state"] != "ready":
        assert time.monotonic() < deadline, state_of(found)


def read_all(master: int, enough: bytes) -> bytes:
    """Read from the line until ``enough`` came."""
    got, deadline = b"", time.monotonic() + PATIENCE
    while enough not in got:
        assert time.monotonic() < deadline, got
        if select.select([master], [], [], 0.1)[0]:
            got += os.read(master, 4096)
    return got


def test_a_serial_scanner_reaches_the_till_in_a_tenth_of_a_second(line, with_device):
    master, name = line
    found = with_device("scanner", "serial_scanner", name, prefix="]E0")
    wait_ready(found)
    started = time.monotonic()

    os.write(master, b"]E08711327402157\r\n")
    scans = found.till.get("scans?since=0&wait=5")["scans"]

    assert [(s["scanner"], s["code"]) for s in scans] == [("extra", "8711327402157")]
    assert time.monotonic() - started < 0.5


def test_a_keyboard_scanner_is_read_from_its_event_file(tmp_path, with_device):
    path = tmp_path / "event-kbd"
    os.mkfifo(path)
    keeper = os.open(path, os.O_RDWR)
    found = with_device("scanner", "keyboard_scanner", str(path), layout="us")
    wait_ready(found)

    os.write(keeper, WORKORDER)
    scans = found.till.get("scans?since=0&wait=5")["scans"]

    assert [scan["code"] for scan in scans] == ["WO-7"]
    os.close(keeper)


@pytest.mark.parametrize("path", ["/etc/passwd", "/dev/input/../sda", "event3"])
def test_a_keyboard_scanner_reads_event_files_only(path):
    device = DeviceConfig("s", "scanner", "S", "keyboard_scanner", path=path)

    assert device.problems("EUR") == ["The path must be a file below /dev/input/."]


def test_a_scanner_that_is_plugged_in_later_is_found(tmp_path, with_device):
    path = tmp_path / "event-kbd"
    found = with_device("scanner", "keyboard_scanner", str(path))
    deadline = time.monotonic() + PATIENCE
    while not state_of(found)["code"]:
        assert time.monotonic() < deadline
    assert "check the scanner's cable" in state_of(found)["detail"]

    os.mkfifo(path)
    keeper = os.open(path, os.O_RDWR)

    wait_ready(found)
    os.close(keeper)


@pytest.mark.parametrize(
    ("layout", "keys", "code"),
    [
        ("us", typed(2, 3, 21, 28), "12y"),
        ("de", typed(2, 3, 21, 96), "12z"),
        ("fr", events((54, 1)) + typed(2, 3) + events((54, 0)) + typed(16, 28), "12a"),
        ("us", typed(79, 80, 83, 82, 28), "12.0"),
    ],
)
def test_keys_become_letters_of_the_layout(layout, keys, code):
    assert KeyCodes(layout).feed(keys) == [code]


@given(st.lists(st.integers(1, 60), max_size=8))
def test_key_events_may_be_cut_anywhere(cuts):
    codes, rest, found = KeyCodes(), WORKORDER, []
    for size in cuts:
        found += codes.feed(rest[:size])
        rest = rest[size:]

    assert found + codes.feed(rest) == ["WO-7"]


def test_codes_end_with_a_line_end_a_tab_or_a_pause():
    lines = LineCodes()

    assert lines.feed(b"\x02one\x03two\r\nthr") == ["one", "two"]
    assert lines.feed(b"ee\tfour") == ["three"]
    assert lines.flush() == ["four"]
    assert lines.flush() == []


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_noise_on_the_line_yields_printable_codes_only(parts):
    lines = LineCodes()

    found = [code for part in parts for code in lines.feed(part)] + lines.flush()

    assert all(code.isprintable() and code for code in found)


def test_a_display_shows_article_and_total(line, with_device):
    master, name = line
    found = with_device("display", "line_display", name)
    read_all(master, b"\x1b=\x01")
    body = {"lines": [["Remblokken vooras", "89,00"], ["TOTAAL", "338,85 €"]]}

    answer = found.till.post("display/extra", body)

    assert (answer["state"], answer["display"]) == ("shown", "extra")
    shown = read_all(master, b"\x1b=\x01")
    assert b"Remblokken voo 89,00" in shown
    # Display selected, cleared (ESC @), written; the printer behind it selected again.
    assert shown.index(b"\x1b=\x02\x1b@") < shown.index(b"Remb")


def test_the_display_answers_as_the_contract_says(line, with_device):
    found = with_device("display", "line_display", line[1])
    for exchange in contract("display"):
        wanted = exchange["answer"]

        answer = found.till.call("POST", "display/extra", exchange["request"]["body"])

        assert (answer.status, set(answer.body)) == (
            wanted["status"],
            {*wanted["body"]},
        )
        for name in {"state", "code", "error", "message"} & wanted["body"].keys():
            assert answer.body[name] == wanted["body"][name]


def test_a_display_that_is_gone_is_said_so(with_device):
    found = with_device("display", "line_display", "/dev/does-not-exist")

    answer = found.till.post("display/extra", {"lines": ["Total"]})

    assert (answer["state"], answer["code"]) == ("failed", "unreachable")
    assert state_of(found)["state"] == "disconnected"


@pytest.mark.parametrize("lines", [None, ["a", "b", "c"], [7], [["a", "b", "c"]], [[]]])
def test_lines_that_make_no_sense_are_refused(line, with_device, lines):
    found = with_device("display", "line_display", line[1])

    answer = found.till.call("POST", "display/extra", {"lines": lines})

    assert (answer.status, answer.body["error"]) == (400, "bad_parameters")


@given(st.text(max_size=30), st.text(max_size=30), st.integers(8, 40))
def test_a_line_of_a_display_is_exactly_as_wide_as_the_display(left, right, columns):
    assert len(DisplayLine(left, right).laid_out(columns)) == columns
