"""What the simulated terminal shall do next: modes, buttons, plug."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

MODES = {
    "approve": "Approve after the delay",
    "decline": "The bank declines",
    "customer_cancel": "The customer presses the red key",
    "card_timeout": "No card comes in time",
    "manual": "Wait for a button on the virtual counter",
    "busy": "Refuse: busy",
    "open_batch": "Refuse: end of day is due",
    "cut_before": "Line breaks before the approval; nothing is charged",
    "cut_after": "Line breaks after the approval, before the answer",
    "cut_completion": "Line breaks after the answer, before the end",
    "duplicate": "Send the answer twice",
    "wrong_amount": "Approve one cent less than asked",
    "stale": "Send the answer of the sale before first",
    "garbage": "Send damaged bytes after the approval",
    "silent": "Charge, but never answer again",
    "refuse_abort": "Approve after the delay, do not let the cashier abort",
}
_DECISIONS = {
    "decline": "decline",
    "customer_cancel": "cancel",
    "card_timeout": "cancel",
    "cut_text": "decline",
    "no_slip_abort": "decline",
}


@dataclass(frozen=True)
class Mode:
    """A mode and its delay in seconds until the customer is done."""

    name: str = "approve"
    delay: float = 0.5

    @property
    def decision(self) -> str | None:
        """Return approve, decline or cancel; None waits for a button."""
        if self.name == "manual":
            return None
        return _DECISIONS.get(self.name, "approve")


class Switches:
    """Shared by the terminal's threads and the virtual counter."""

    def __init__(
        self, default: Mode | None = None, auto_reversal: bool = False
    ) -> None:
        self._lock = threading.Lock()
        self._default = default or Mode()
        self._next: deque[Mode] = deque()
        self._pressed: str | None = None
        self._on_press: Callable[[], None] | None = None
        self.auto_reversal = auto_reversal
        self.plugged = True
        self.screen = "Ready"

    def set_default(self, mode: Mode) -> None:
        """Set what happens from now on."""
        with self._lock:
            self._default = mode
            self._next.clear()

    def set_next(self, *modes: Mode) -> None:
        """Set what happens in the next transactions, then the default again."""
        with self._lock:
            self._next = deque(modes)

    def default(self) -> Mode:
        """Return the mode that is on."""
        with self._lock:
            return self._next[0] if self._next else self._default

    def take(self) -> Mode:
        """Return the mode for a transaction that starts now."""
        with self._lock:
            self._pressed = None
            return self._next.popleft() if self._next else self._default

    def press(self, button: str) -> None:
        """Press approve, decline or cancel while a transaction waits."""
        with self._lock:
            self._pressed = button
            wake = self._on_press
        if wake is not None:
            wake()

    def pressed(self) -> str | None:
        """Return the pressed button."""
        with self._lock:
            return self._pressed

    def listen(self, wake: Callable[[], None] | None) -> None:
        """Set who is woken up by a button."""
        with self._lock:
            self._on_press = wake
