"""The network doctor: lights, causes and next steps."""

from __future__ import annotations

import json
import time

import pytest
from box_support import PATIENCE, Counter, Till
from test_command_line import command, port_in, write_config

from garage_iot.http_host import HttpHost
from garage_iot.service.round_trips import RoundTrips
from garage_iot.simulators.terminal import TerminalSimulator


def line(report: dict, name: str) -> dict:
    return next(check for check in report["checks"] if check["id"] == name)


def wait_until(true) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("times", "light"),
    [
        ([], "grey"),
        ([20] * 9, "green"),
        ([20] * 99 + [None], "red"),
        ([None] + [20] * 99, "amber"),
        ([None] * 2 + [20] * 98, "red"),
        ([200] * 9, "amber"),
        ([1201] * 9, "red"),
        ([20] * 9 + [5000], "green"),
    ],
)
def test_a_light_tells_median_and_loss(times, light):
    trips = RoundTrips()
    for milliseconds in times:
        trips.record(milliseconds)

    assert trips.quality().light == light


def test_all_well_is_green_with_figures(till: Till):
    report = till.get("doctor?measure=1")

    assert report["light"] == "green"
    assert [check["kind"] for check in report["checks"]] == ["terminal", "printer"]
    for check in report["checks"]:
        assert check["samples"] >= 1
        assert (check["loss"], check["text"]) == (0, "All well.")


def test_a_terminal_that_is_off_is_red_with_a_next_step(counter: Counter, till: Till):
    counter.terminal.pull_plug()

    report = till.get("doctor?measure=1")

    found = line(report, "terminal")
    assert (report["light"], found["light"]) == ("red", "red")
    assert "Check its power and network cable" in found["text"]
    assert line(report, "printer")["light"] == "green"


def test_a_printer_without_paper_is_not_well(counter: Counter, till: Till):
    counter.printer.set_paper("out")

    found = line(till.get("doctor?measure=1"), "printer")

    assert (found["light"], found["code"]) == ("red", "paper_out")
    assert "Put in a new roll" in found["text"]


def test_a_terminal_at_work_is_not_disturbed(counter: Counter, till: Till):
    counter.terminal.switches.set_next(counter.terminal.switches.default())
    before = line(till.get("doctor"), "terminal")["samples"]
    with counter.box.lines["terminal"].device_lock:
        report = till.get("doctor?measure=1")

    assert line(report, "terminal")["samples"] == before


def health(environ, start_response):
    """A server that knows the health page of Odoo."""
    assert environ["PATH_INFO"] == "/web/health"
    start_response("200 OK", [("Content-Length", "2")])
    return [b"{}"]


def test_the_server_is_measured_and_its_absence_told(tmp_path):
    server = HttpHost("127.0.0.1", 0, health)
    server.start()
    url = f"http://127.0.0.1:{server.port}"
    counter = Counter(tmp_path, server=url)
    wait_until(lambda: line(counter.till.get("doctor"), "server")["samples"])
    well = line(counter.till.get("doctor"), "server")
    server.stop()

    away = line(counter.till.get("doctor?measure=1"), "server")

    counter.close()
    assert (well["light"], well["name"]) == ("green", url)
    assert away["light"] == "red"
    assert "The counter goes on" in away["text"]


def test_the_command_tells_it_in_lines(tmp_path):
    terminal = TerminalSimulator(tmp_path / "ledger.jsonl")
    path = write_config(tmp_path, terminal.port)
    with command("box", "--config", str(path)) as box:
        port = port_in(box)
        path.write_text(path.read_text().replace("port: 0", f"port: {port}"))
        Till(port).wait_idle()
        with command("doctor", "--config", str(path)) as doctor:
            said = doctor.communicate(timeout=30)[0]
            status = doctor.returncode
        with command("doctor", "--json", "--config", str(path)) as doctor:
            report = json.loads(doctor.communicate(timeout=30)[0])
    terminal.stop()

    assert status == 0
    assert "ok   terminal terminal: " in said
    assert report["light"] == "green"


def test_the_command_says_when_no_box_runs(tmp_path):
    path = write_config(tmp_path, 1, port=1)

    with command("doctor", "--config", str(path)) as doctor:
        doctor.communicate(timeout=30)

        assert doctor.returncode == 2
