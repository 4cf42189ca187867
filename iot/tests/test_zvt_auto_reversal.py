"""A ZVT terminal may take a payment back by itself when nobody acknowledges it."""

import pytest
from box_support import BoxProcess, config

from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator


@pytest.fixture
def terminal(tmp_path):
    simulator = TerminalSimulator(tmp_path / "ledger.jsonl")
    yield simulator
    simulator.stop()


@pytest.mark.parametrize("auto_reversal", [False, True])
def test_power_cut_while_the_customer_pays(tmp_path, terminal, auto_reversal):
    terminal.switches.auto_reversal = auto_reversal
    terminal.switches.set_next(Mode("manual"))
    found = config(tmp_path / "box", terminal.port)
    box = BoxProcess(found)
    box.till.start("line-1")
    box.till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")

    box.kill()
    again = BoxProcess(found)
    assert again.till.start("line-2").body["error"] == "terminal_busy"
    terminal.switches.press("approve")
    attempt = again.till.follow("line-1:1")
    again.kill()

    assert attempt["paid"] is not auto_reversal
    assert terminal.ledger.charged() == (0 if auto_reversal else 4990)
