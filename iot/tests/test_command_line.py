"""The commands as a person or a service manager runs them."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nexo_support
import pytest
from box_support import SECRET, Till

from garage_iot import auth
from garage_iot.cli import main
from garage_iot.config import load
from garage_iot.errors import ConfigError
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator

FOLDER = Path(__file__).parent.parent


@contextmanager
def command(*arguments: str) -> Iterator[subprocess.Popen]:
    """Run a command until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "garage_iot", *arguments],
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(FOLDER)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def port_in(process: subprocess.Popen) -> int:
    """Return the port in the next line of output."""
    found = re.search(r":(\d+)\s*$", process.stdout.readline())
    assert found
    return int(found.group(1))


def write_config(folder: Path, terminal_port: int, **changes) -> Path:
    (folder / "box.secret").write_text(SECRET)
    settings = {"box": "garage-box", "port": 0, "state": "state", **changes}
    lines = [f"{name}: {value}" for name, value in settings.items()]
    lines.append(
        "devices:\n  - {id: terminal, kind: terminal, host: 127.0.0.1,"
        f" port: {terminal_port}, parameters: {{confirm_delay: 0.05}}}}"
    )
    path = folder / "box.yaml"
    path.write_text("\n".join(lines))
    return path


def test_a_configured_box_survives_a_kill_in_the_middle_of_a_sale(tmp_path):
    terminal = TerminalSimulator(tmp_path / "ledger.jsonl", mode=Mode("manual"))
    path = str(write_config(tmp_path, terminal.port))
    with command("box", "--config", path) as box:
        till = Till(port_in(box))
        till.start("line-1")
        till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")
        box.kill()
        box.wait()
    terminal.switches.press("approve")

    with command("box", "--config", path) as box:
        attempt = Till(port_in(box)).follow("line-1:1")

    assert attempt["paid"] is True
    assert terminal.ledger.charged() == 4990
    terminal.stop()


@pytest.mark.parametrize("protocol", ["zvt", "nexo", "opi"])
def test_the_demo_pays_and_ends_in_an_orderly_way(tmp_path, protocol):
    ports = [f"--{name}-port=0" for name in ("counter", "terminal", "printer")]
    where = [f"--state={tmp_path}", f"--protocol={protocol}"]
    with command("demo", *where, "--port=0", "--delay=0", *ports) as demo:
        till = Till(port_in(demo))
        secret = (tmp_path / "box.secret").read_text().strip()
        payload = {"box": "demo-box", "exp": 4102444800, "scope": ["pay"], "user": "x"}
        till.token = lambda *_: auth.mint(secret, payload)

        attempt = till.pay("line-1")
        demo.send_signal(signal.SIGTERM)

        assert demo.wait(10) == 0
    assert attempt["state"] == "approved"
    assert len(secret) == 64


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"box": ""}, "box is missing"),
        ({"port": 70000}, "port must be"),
        ({"secret_file": "nowhere"}, "secret cannot be read"),
        ({"devices": "[{id: x, kind: rocket}]"}, "unknown kind"),
        ({"devices": "[{id: x, kind: terminal}]"}, "host is missing"),
        ({"devices": "[{id: x, kind: printer, driver: zvt}]"}, "no driver zvt"),
        (
            {
                "devices": "[{id: x, kind: terminal, host: h,"
                " parameters: {password: secret, ping: fast, colour: red}}]"
            },
            "no parameter .colour.* Six digits.* Connection check must be a number",
        ),
        ({"devices": "7"}, "must be a list"),
        ({"devices": "[7]"}, "list of devices"),
        ({"origins": "7"}, "origins must be a list"),
        (
            {"devices": "[{id: x, kind: terminal, parameters: 7}]"},
            "parameters must be settings",
        ),
    ],
)
def test_a_wrong_configuration_is_one_clear_sentence(tmp_path, changes, words):
    path = write_config(tmp_path, 1, **changes)
    if "devices" in changes:
        path.write_text(path.read_text().rpartition("devices:")[0])

    with pytest.raises(ConfigError, match=words):
        load(path)


def test_the_drivers_are_listed_for_people_and_for_programs(capsys):
    assert main(["drivers"]) == 0
    assert "zvt (terminal, tcp): ZVT over the network" in capsys.readouterr().out

    assert main(["drivers", "--json"]) == 0
    found = {spec["name"]: spec for spec in json.loads(capsys.readouterr().out)}
    assert found["escpos"]["default_port"] == 9100


def test_a_missing_file_ends_with_status_2(tmp_path, capsys):
    assert main(["box", "--config", str(tmp_path / "none.yaml")]) == 2
    assert "Cannot read" in capsys.readouterr().err


def test_a_taken_port_ends_with_one_sentence(tmp_path, capsys):
    terminal = TerminalSimulator(tmp_path / "ledger.jsonl")
    path = write_config(tmp_path, 1, port=terminal.port)

    assert main(["box", "--config", str(path)]) == 2
    assert "is taken by another program" in capsys.readouterr().err
    terminal.stop()


def test_a_short_secret_is_refused(tmp_path):
    path = write_config(tmp_path, 1)
    (tmp_path / "box.secret").write_text("secret")

    with pytest.raises(ConfigError, match="too short"):
        load(path)


def test_each_protocol_has_its_simulated_terminal(tmp_path):
    arguments = ["--state", str(tmp_path), "--port", "0", "--delay", "0"]
    with command("sim-terminal", "--protocol", "caisse_ap", *arguments) as simulator:
        line = socket.create_connection(("127.0.0.1", port_in(simulator)))
        line.sendall(b"CZ0040300CJ012000000000001CA00201CD001I")
        answer = line.recv(1000)
        line.close()

    assert answer.endswith(b"AE00210")


def test_a_setting_that_the_protocol_does_not_have_is_told(tmp_path, capsys):
    wish = ["--state", str(tmp_path), "--protocol", "opi", "--set", "magic=1"]

    assert main(["sim-terminal", *wish]) == 2
    assert "OPI has no setting magic" in capsys.readouterr().err


def test_a_simulated_nexo_terminal_speaks_encrypted(tmp_path):
    arguments = ["--state", str(tmp_path), "--port", "0", "--delay", "0"]
    key = ["--set", "passphrase=garage-demo", "--set", "key_identifier=till"]
    with command("sim-terminal", "--protocol", "nexo", *arguments, *key) as simulator:
        box = nexo_support.driver(port_in(simulator), **nexo_support.KEY)

        assert nexo_support.perform(box).state == "approved"


def test_a_simulated_terminal_says_which_modes_it_knows(tmp_path, capsys):
    wish = ["--state", str(tmp_path), "--protocol", "caisse_ap", "--mode", "magic"]

    assert main(["sim-terminal", *wish]) == 2
    assert "ack_first" in capsys.readouterr().err
