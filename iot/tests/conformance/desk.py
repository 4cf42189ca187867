"""A box with one terminal and a till in front of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from box_support import ORIGIN, SECRET, Till
from conformance.rig import Rig

from garage_iot.config import BoxConfig, DeviceConfig
from garage_iot.service.box import Box

AMOUNT = 4990


def box_config(folder: Path, device: DeviceConfig) -> BoxConfig:
    """Return a box that has just this terminal."""
    return BoxConfig(
        box="garage-box",
        secret=SECRET,
        state=folder / "box",
        devices=(device,),
        port=0,
        origins=frozenset({ORIGIN}),
    )


class Desk:
    """Box and till in this process."""

    def __init__(self, rig: Rig, **address: Any) -> None:
        device = replace(rig.device(), **address)
        self.rig = rig
        self.box = Box(box_config(rig.folder, device))
        self.box.start()
        self.till = Till(self.box.host.port)
        self.till.wait_idle()

    def close(self) -> None:
        """Switch the box off."""
        self.box.stop()

    def sell(self, behaviour: str, line: str = "line-1", n: int = 1) -> dict[str, Any]:
        """Take a payment to its end, or to where only a person can decide."""
        self.rig.next(behaviour)
        answer = self.till.start(line, n)
        assert answer.status == 200, answer.body
        return self.settle_doubt(f"{line}:{n}")

    def settle_doubt(self, key: str) -> dict[str, Any]:
        """Follow an attempt until it is final or a person must decide."""
        return self.till.follow(key, over)

    def resolve(self, key: str, paid: bool) -> dict[str, Any]:
        """Let a manager decide as the terminal's books say."""
        outcome = "paid" if paid else "not_paid"
        wish = {"outcome": outcome, "user": "Karin", "reason": "as on the slip"}
        found: dict[str, Any] = self.till.post(f"payments/{key}/resolve", wish)
        return found


def over(attempt: dict[str, Any]) -> bool:
    """The attempt is final, or only a person can decide it."""
    undecided = attempt["state"] == "in_doubt" and attempt["code"] == "undecided"
    return bool(attempt["final"] or undecided)
