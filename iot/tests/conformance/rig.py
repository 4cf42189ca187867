"""A rig: one driver with its emulator, so that every case runs on every protocol.

How to add a protocol
---------------------
Write ``rig_<protocol>.py`` in this folder with a class ``RIG`` that inherits
:class:`Rig`; it is found by its file name. Usually it is this much::

    class RIG(Rig):
        driver = "zvt"                           # name in the driver registry
        parameters = {"result_timeout": 10}      # seconds short enough for a test
        lacks = {"garbage": "The frame has no check sum."}

        def start(self, port: int = 0) -> None:
            self.emulator = TerminalSimulator(self.folder / "ledger.jsonl", port=port)

        def address(self) -> dict[str, Any]:
            return {"host": "127.0.0.1", "port": self.emulator.port}

The base class drives an emulator that has ``ledger`` (simulators/ledger.py),
``switches`` (simulators/switches.py) and ``stop()``. One that has something else
overrides :meth:`next`, :meth:`press`, :meth:`waiting`, :meth:`charges` and
:meth:`stop`.

``start`` must work a second time in the same folder, also after the process was killed:
same books, and the same address (``port`` is then the one of before; the path of a pty
must be a link in the folder). It runs in this process for the cases, and in a process
of its own for the crash matrix.

A behaviour of :data:`BEHAVIOURS` or a case (``"E1"``) that the protocol or emulator
does not know stands in ``lacks`` with the reason, one sentence: the case is skipped
with that sentence. What a protocol calls otherwise stands in ``said``. A slow emulator
names the behaviours that are worth a power cut in ``power_cuts``. A second rig of a
protocol may leave the crash matrix to the first one with ``lacks["deaths"]``.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, ClassVar

import pytest

from garage_iot.config import DeviceConfig
from garage_iot.devices.registry import find
from garage_iot.simulators.switches import MODES, Mode

BEHAVIOURS = MODES
PATIENCE = 30.0
PACE = {"first_query": 0.05, "longest_query": 0.1, "ping": 60}


class Rig:
    """One driver and its emulator, whose files lie in ``folder``."""

    driver: ClassVar[str]
    parameters: ClassVar[dict[str, Any]] = {}
    lacks: ClassVar[dict[str, str]] = {}
    power_cuts: ClassVar[tuple[str, ...]] = ("approve", "decline", "cut_after")
    said: ClassVar[dict[str, tuple[str, str]]] = {
        "decline": ("declined", "declined:"),
        "customer_cancel": ("cancelled", "cancelled_by_customer"),
        "card_timeout": ("cancelled", "cancelled_by_customer"),
        "cashier": ("cancelled", "cancelled_by_cashier"),
        "busy": ("failed", "terminal_busy"),
        "open_batch": ("failed", "terminal_refused:"),
    }

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.emulator: Any = None

    @property
    def can(self) -> frozenset[str]:
        """What the driver can do."""
        found = find(self.driver)
        assert found is not None, f"no driver {self.driver}"
        return found.capabilities

    def start(self, port: int = 0) -> None:
        """Switch the emulator on, on its old ``port`` if there is one."""
        raise NotImplementedError

    def stop(self) -> None:
        """Switch the emulator off; its books stay."""
        self.emulator.stop()

    def address(self) -> dict[str, Any]:
        """Return host and port, path, or folder of the device."""
        raise NotImplementedError

    def device(self) -> DeviceConfig:
        """Return the terminal as a box is configured."""
        return DeviceConfig(
            id="terminal",
            kind="terminal",
            name="Card terminal (simulator)",
            driver=self.driver,
            simulated=True,
            parameters={**PACE, **self.parameters},
            **self.address(),
        )

    def next(self, *behaviours: str, delay: float = 0.0) -> None:
        """Say what happens in the next orders; ``delay`` is until the customer acts."""
        self.emulator.switches.set_next(*(Mode(name, delay) for name in behaviours))

    def press(self, button: str) -> None:
        """Press approve, decline or cancel on the emulator."""
        self.emulator.switches.press(button)

    def waiting(self) -> bool:
        """Tell whether the emulator waits for the customer's card."""
        return "card" in self.emulator.switches.screen.lower()

    def charges(self) -> list[int]:
        """Return every amount that moved, oldest first; money back is negative."""
        return [b.signed for b in self.emulator.ledger.all() if b.booked]

    def await_customer(self) -> None:
        """Wait until the emulator waits for the card."""
        deadline = time.monotonic() + PATIENCE
        while not self.waiting():
            assert time.monotonic() < deadline, "the emulator got no order"
            time.sleep(0.01)

    def needs(self, *names: str) -> None:
        """Skip the case when this protocol lacks a behaviour, with the reason."""
        for name in names:
            if name in self.lacks:
                pytest.skip(f"{self.driver}, {name}: {self.lacks[name]}")
