"""A box with one terminal of any driver, for tests of that driver over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from box_support import ORIGIN, SECRET, Till

from garage_iot.config import BoxConfig, DeviceConfig
from garage_iot.service.box import Box

QUICK = {"first_query": 0.05, "longest_query": 0.1}


def tcp_terminal(driver: str, port: int, **parameters: Any) -> DeviceConfig:
    """Return a terminal on this machine."""
    return DeviceConfig(
        "terminal", "terminal", "Card terminal", driver, "127.0.0.1", port, True,
        {**QUICK, **parameters},
    )  # fmt: skip


def serial_terminal(driver: str, path: str, **parameters: Any) -> DeviceConfig:
    """Return a terminal on a serial line."""
    return DeviceConfig(
        "terminal", "terminal", "Card terminal", driver, simulated=True, path=path,
        parameters={**QUICK, **parameters},
    )  # fmt: skip


@contextmanager
def box_with(
    device: DeviceConfig, state: Path, currency: str = "EUR"
) -> Iterator[Till]:
    """Run a box with one device and yield a till."""
    box = Box(
        BoxConfig(
            box="garage-box",
            secret=SECRET,
            state=state,
            devices=(device,),
            port=0,
            origins=frozenset({ORIGIN}),
            currency=currency,
        )
    )
    box.start()
    till = Till(box.host.port)
    till.wait_idle()
    try:
        yield till
    finally:
        box.stop()
