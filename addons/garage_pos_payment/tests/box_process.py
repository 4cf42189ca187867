"""A real box with a simulated terminal and printer, each a process of its own."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import requests
import yaml

IOT = pathlib.Path(__file__).parents[3] / "iot"
BOX_ID = "test-box"
START_SECONDS = 20
PRINT_SECONDS = 20


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class BoxProcess:
    """Starts and kills the box; the simulators live on and keep their ledger."""

    def __init__(self, origin, secret, mode="approve", delay=0.3):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="garage-box-"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.box = None
        (self.folder / "box.secret").write_text(secret + "\n", encoding="ascii")
        self.simulators = self._start_simulators(origin, mode, delay)
        self._write_config(origin)
        self.start()

    def _run(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "garage_iot", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(IOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def _start_simulators(self, origin, mode, delay):
        ports = ["--port", 0, "--counter-port", 0, "--terminal-port", 0]
        process = self._run(
            *("demo", "--state", self.folder / "sim", "--printer-port", 0, *ports),
            *("--origin", origin, "--mode", mode, "--delay", delay),
        )
        lines = "".join(process.stdout.readline() for _number in range(3))
        self.counter = re.search(r"counter \(simulator\): (\S+)", lines)[1]
        self.terminal_port = int(re.search(r"terminal: port (\d+)", lines)[1])
        self.printer_port = int(re.search(r"printer: port (\d+)", lines)[1])
        return process

    def _write_config(self, origin):
        local = {"host": "127.0.0.1"}
        config = {
            "box": BOX_ID,
            "port": self.port,
            "origins": [origin],
            "devices": [
                {
                    "id": "terminal",
                    "kind": "terminal",
                    "name": "Card terminal",
                    "port": self.terminal_port,
                    "parameters": {"confirm_delay": 0.3, "longest_query": 2.0},
                    **local,
                },
                {
                    "id": "printer",
                    "kind": "printer",
                    "name": "Printer",
                    "port": self.printer_port,
                    "parameters": {"confirm_timeout": 2.0},
                    **local,
                },
            ],
        }
        (self.folder / "box.yaml").write_text(yaml.safe_dump(config))

    def start(self):
        self.box = self._run("box", "--config", self.folder / "box.yaml")
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                return requests.get(f"{self.url}/garage_iot/v1/hello", timeout=1)
            except requests.ConnectionError:
                if self.box.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError("The box did not start.")

    def kill(self):
        """Pull the plug of the box: no chance to tidy up."""
        self.box.send_signal(signal.SIGKILL)
        self.box.wait()

    def kill_while_paying(self, restart_after):
        """Kill the box as soon as the terminal is busy; start it again later."""

        def watch():
            while not self.state()["terminal"]["busy"]:
                time.sleep(0.02)
            self.kill()
            time.sleep(restart_after)
            self.start()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        return thread

    def act(self, device, act, **values):
        answer = requests.post(
            f"{self.counter}/do",
            data=json.dumps({"device": device, "act": act, **values}),
            headers={"Content-Type": "application/json"},
            timeout=5,
        )
        answer.raise_for_status()

    def end_of_day(self, token):
        """Let the terminal start its totals at zero."""
        answer = requests.post(
            f"{self.url}/garage_iot/v1/terminals/terminal/settle",
            data=json.dumps({"key": f"test-{time.monotonic_ns()}"}),
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
            },
            timeout=20,
        )
        answer.raise_for_status()

    def finish_printing(self, token):
        """Wait until the box keeps no print job any more."""
        deadline = time.monotonic() + PRINT_SECONDS
        while time.monotonic() < deadline:
            answer = requests.get(
                f"{self.url}/garage_iot/v1/printers/printer/status",
                headers={"Authorization": f"Bearer {token}"},
                timeout=5,
            )
            answer.raise_for_status()
            if not answer.json()["queue"]:
                return
            time.sleep(0.05)
        raise RuntimeError("The box still keeps a print job.")

    def state(self):
        return requests.get(f"{self.counter}/state", timeout=5).json()

    @property
    def charged(self):
        """What the terminal's own ledger charged in all, in cents."""
        return self.state()["terminal"]["charged"]

    @property
    def pulses(self):
        return self.state()["printer"]["pulses"]

    @property
    def receipts(self):
        """Texts of the printed receipts, newest first."""
        printed = self.state()["printer"]["receipts"]
        return [
            "\n".join(line["text"] for line in receipt["lines"]) for receipt in printed
        ]

    def stop(self):
        for process in (self.box, self.simulators):
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=10)
            process.stdout.close()
