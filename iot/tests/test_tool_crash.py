"""The box dies while a payment tool is at work; the tool goes on without it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from box_support import PATIENCE, BoxProcess
from tool_support import QUICK, box_config

from garage_iot.simulators import arcus2, sberbank
from garage_iot.simulators.tool import ToolBench, ToolMode

MAKERS = {"sberbank": sberbank.make, "arcus2": arcus2.make}
SLOW = QUICK | {"run_timeout": 20, "test_first": False}


def await_card(bench: ToolBench) -> None:
    deadline = time.monotonic() + PATIENCE
    while not bench.waiting:
        assert time.monotonic() < deadline, "the pinpad got no order"
        time.sleep(0.01)


@pytest.mark.parametrize("driver", MAKERS)
@pytest.mark.parametrize(("button", "paid"), [("approve", True), ("cancel", False)])
def test_the_files_of_an_orphaned_tool_tell_how_it_ended(
    tmp_path: Path, driver: str, button: str, paid: bool
):
    bench = MAKERS[driver](tmp_path / "tool")
    bench.set(ToolMode("manual"))
    found = box_config(tmp_path / "box", driver, folder=bench.folder, parameters=SLOW)
    box = BoxProcess(found)
    box.till.start("line-1", currency="RUB")
    await_card(bench)
    box.kill()
    box = BoxProcess(found)

    step = box.till.follow("line-1:1", lambda a: a["step"] == "asking_terminal")
    busy = box.till.start("line-2", currency="RUB").body
    bench.press(button)
    attempt = box.till.follow("line-1:1")
    box.kill()

    assert step["state"] == "in_doubt"
    assert busy["error"] == "terminal_busy"
    assert attempt["paid"] is paid
    assert bench.ledger.charged() == (4990 if paid else 0)
