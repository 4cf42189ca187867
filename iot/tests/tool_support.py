"""Helpers for terminals that a command-line tool drives: a box with one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from box_support import ORIGIN, SECRET, Till

from garage_iot.config import BoxConfig, DeviceConfig
from garage_iot.devices.base import Hint, Order
from garage_iot.devices.registry import find
from garage_iot.devices.spec import DeviceSetup
from garage_iot.service.box import Box

QUICK = {"run_timeout": 1.5, "first_query": 0.05, "longest_query": 0.1}


def box_config(state: Path, driver: str, **device: Any) -> BoxConfig:
    """Return a box in roubles with one terminal; ``device``: address, parameters."""
    terminal = DeviceConfig(
        "terminal", "terminal", "Card terminal", driver, simulated=True, **device
    )
    return BoxConfig(
        box="garage-box",
        secret=SECRET,
        state=state,
        devices=(terminal,),
        port=0,
        origins=frozenset({ORIGIN}),
        currency="RUB",
    )


@contextmanager
def box(config: BoxConfig) -> Iterator[Till]:
    """Run a box and return a till at it."""
    running = Box(config)
    running.start()
    try:
        yield Till(running.host.port)
    finally:
        running.stop()


def build(driver: str, parameters: Mapping[str, Any], **address: Any) -> Any:
    """Return a driver of its own, without a box."""
    spec = find(driver)
    assert spec is not None
    values = spec.complete(parameters)
    return spec.build(DeviceSetup(currency="RUB", values=values, **address))


def problems(driver: str, parameters: Mapping[str, Any], **address: Any) -> list[str]:
    """Return what the driver's own check finds."""
    spec = find(driver)
    assert spec is not None
    assert spec.check is not None
    values = spec.complete(parameters)
    return spec.check(DeviceSetup(currency="RUB", values=values, **address))


def perform(driver: Any, order: Order) -> Any:
    """Carry out an order as the terminal's worker does."""
    return driver.perform(driver.connect(), order, lambda step, text: None)


def hint(order: Order) -> Hint:
    """Return what the worker would tell about an order sent now."""
    return Hint(datetime.now().astimezone(), order.baseline)
