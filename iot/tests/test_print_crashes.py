"""Whatever dies while something is printed: it comes out at most once."""

from __future__ import annotations

import contextlib
import random
import urllib.error
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from box_support import BoxProcess, config

from garage_iot.devices.escpos_printer import NotReady, Unconfirmed
from garage_iot.errors import ApiError
from garage_iot.service.faults import PRINT_POINTS
from garage_iot.service.journal import Journal
from garage_iot.service.print_queue import PrintQueue
from garage_iot.simulators.printer import PrinterSimulator

JOB = {
    "key": "k1",
    "printer": "printer",
    "kind": "label",
    "data": {"blocks": [{"type": "text", "text": "hello"}]},
    "drawer": {"reason": "cash", "user": "Kees"},
}
# Point of the crash -> state of the job afterwards, receipts, drawer pulses.
WANTED = {
    "print_queued": ("printed", 1, 1),
    "print_sent": ("unconfirmed", 0, 1),
    "print_confirmed": ("unconfirmed", 1, 1),
    "print_final": ("printed", 1, 1),
    "pulse_begun": ("printed", 1, 0),
    "pulse_sent": ("printed", 1, 1),
}


@pytest.mark.parametrize("point", PRINT_POINTS)
def test_a_box_killed_while_printing_prints_at_most_once(tmp_path: Path, point: str):
    printer = PrinterSimulator()
    found = config(tmp_path / "box", printer_port=printer.port)
    box = BoxProcess(found, crash_at=point)
    with contextlib.suppress(urllib.error.URLError, ConnectionError):
        box.till.post("print", JOB)  # it may die before it answers
    assert box.wait_dead() == 137

    again = BoxProcess(found)
    job = again.till.post("print", JOB)
    state, receipts, most_pulses = WANTED[point]
    while job["state"] in ("queued", "sent"):
        job = again.till.get(f"print/k1?state={job['state']}&wait=5")

    assert (job["state"], len(printer.receipts)) == (state, receipts)
    assert printer.pulses <= most_pulses
    again.kill()
    printer.stop()


def test_a_pulse_under_way_during_a_crash_is_not_sent_again(tmp_path: Path):
    printer = PrinterSimulator()
    found = config(tmp_path / "box", printer_port=printer.port)
    body = {"key": "d1", "printer": "printer", "reason": "change", "user": "Kees"}
    box = BoxProcess(found, crash_at="pulse_begun")
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        box.till.post("drawer", body)
    assert box.wait_dead() == 137

    again = BoxProcess(found)
    answer = again.till.post("drawer", body)

    assert (answer["state"], answer["code"]) == ("unconfirmed", "not_confirmed")
    assert printer.pulses == 0
    again.kill()
    printer.stop()


class Crash(BaseException):
    """The process is gone at this line."""


class ScriptedPrinter:
    """A printer whose next act is decided by the test; knows what came out."""

    capabilities = frozenset({"confirm"})

    def __init__(self) -> None:
        self.act = "print"
        self.paper: list[str] = []

    def render(self, kind: str, data: dict[str, Any]) -> bytes:
        return str(data["text"]).encode()

    def print(
        self, data: bytes, sending: Callable[[], None], waiting: Callable[[str], None]
    ) -> None:
        if self.act == "not_ready":
            raise NotReady("paper_out")
        if self.act == "crash_before":
            raise Crash
        if self.act == "fault_before":
            raise ZeroDivisionError
        sending()
        if self.act == "crash_sent":
            raise Crash
        if self.act == "refill":
            waiting("paper_out")
        if self.act != "lost":
            self.paper.append(data.decode())
        if self.act == "crash_printed":
            raise Crash
        if self.act == "fault_printed":
            raise ZeroDivisionError
        if self.act in ("lost", "silent"):
            raise Unconfirmed


class Shop:
    """A queue that is killed and started again, and what each key may have become."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "journal.sqlite"
        self.printer = ScriptedPrinter()
        self.final: dict[str, str] = {}
        self.keys: list[str] = []
        self.open()

    def open(self) -> None:
        self.journal = Journal(self.path)
        # Processes die here, disks do not: the test need not wait for the platter.
        self.journal._db.execute("PRAGMA synchronous=OFF")
        self.queue = PrintQueue("p", self.printer, self.journal)  # type: ignore[arg-type]
        self.queue.recover()

    def restart(self) -> None:
        self.journal.close()
        self.open()

    def submit(self, chance: random.Random) -> None:
        self.keys.append(key := f"k{len(self.keys)}")
        self.queue.submit(key, "label", {"text": key})

    def repeat(self, chance: random.Random) -> None:
        key = chance.choice(self.keys)
        self.queue.submit(key, "label", {"text": key})

    def conflict(self, chance: random.Random) -> None:
        with pytest.raises(ApiError, match="other content"):
            self.queue.submit(chance.choice(self.keys), "label", {"text": "x"})

    def cancel(self, chance: random.Random) -> None:
        self.queue._store.cancel(chance.choice(self.keys))

    def work(self, chance: random.Random) -> None:
        acts = ("crash_before", "crash_sent", "crash_printed", "refill", "lost")
        faults = ("fault_before", "fault_printed")
        usual = ("print", "print", "print", "not_ready", "silent")
        self.printer.act = chance.choice((*usual, *acts, *faults))
        try:
            # The worker writes a fault into the log and goes on.
            with contextlib.suppress(ZeroDivisionError):
                self.queue.work_once()
        except Crash:
            self.restart()

    def check(self, key: str) -> None:
        job = self.queue.wait(key, 0)
        printed = self.printer.paper.count(key)
        allowed = {"printed": (1,), "unconfirmed": (0, 1)}.get(job.state, (0,))
        assert printed in allowed, (key, job.state, printed)
        assert job.state != "sent", "nothing is on its way between two turns"
        assert self.final.setdefault(key, job.state) == job.state or not job.final
        if not job.final:
            del self.final[key]


def test_ten_thousand_random_events_print_every_job_at_most_once(tmp_path: Path):
    chance, shop = random.Random(20261122), Shop(tmp_path)
    acts = [shop.submit, shop.repeat, shop.conflict, shop.cancel, shop.work, shop.work]
    shop.submit(chance)

    for _ in range(10_000):
        chance.choice(acts)(chance)
        shop.check(chance.choice(shop.keys))

    for key in shop.keys:
        shop.check(key)
    numbers = [int(key[1:]) for key in shop.printer.paper]
    assert len(numbers) > 500
    assert numbers == sorted(set(numbers)), "in order, and no job twice"
    shop.journal.close()
