"""Simulated card terminal: speaks ZVT over TCP and keeps its own books."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from ..framing.zvt import Apdu
from ..protocols.zvt import charsets, results
from ..protocols.zvt.sequence import Sequence
from ..transports.tcp import TcpTransport
from . import switches as shared
from . import zvt_answers
from .ledger import Booking, Ledger
from .listener import ListeningTerminal
from .switches import Mode, Switches
from .terminal_session import TerminalSession
from .zvt_traits import Traits

ZVT_MODES = shared.MODES | {
    "cut_text": "Line breaks inside the text of the bank's refusal",
    "no_slip_abort": "Refuse with a slip but without a result",
    "pin_slow": "Ask for the PIN again and again, then approve",
    "host_lost": "No connection to the bank",
}


class ZvtState:
    """What a ZVT terminal remembers beside its books, on whatever line it hangs.

    ``status`` is what 05 01 answers; ``broken`` lets diagnosis, initialisation and end
    of day fail; ``day_breaks`` cuts the next end of day; ``upkeep`` lists what was run.
    """

    traits: Traits
    ledger: Ledger
    switches: Switches

    def _begin(self, traits: Traits | None) -> None:
        self.traits = traits or Traits()
        self.charset = charsets.DEFAULT
        self.registered = False
        self.print_blocks = False
        self.sequence: Sequence | None = None
        self.status = results.OK
        self.broken = False
        self.day_breaks = False
        self.upkeep: list[int] = []
        self._updating_until = 0.0

    @property
    def is_updating(self) -> bool:
        """A software update runs; only the status enquiry is answered."""
        return time.monotonic() < self._updating_until

    @property
    def reverses(self) -> bool:
        """It takes back what nobody acknowledged (2.2.8)."""
        return self.switches.auto_reversal and not self.traits.keep

    def begin_update(self) -> None:
        """Start a software update."""
        self._updating_until = time.monotonic() + self.traits.update_seconds

    def end_update(self) -> None:
        """Let a software update be over."""
        self._updating_until = 0.0

    def forget_till(self) -> None:
        """Forget the registration, as a restart does."""
        self.registered = False
        self.sequence = None

    def status_information(self, booking: Booking) -> Apdu:
        """Return 04 0F about a booking, as this terminal sends it."""
        return zvt_answers.status_information(
            booking, self.charset, self.traits.keep, self.traits.wide_card_type
        )


class ZvtMachine(Protocol):
    """A simulated ZVT terminal as its sessions see it."""

    traits: Traits
    ledger: Ledger
    switches: Switches
    currency: str
    charset: str
    registered: bool
    print_blocks: bool
    sequence: Sequence | None
    status: int
    broken: bool
    day_breaks: bool
    upkeep: list[int]

    @property
    def is_busy(self) -> bool:
        """A transaction is running."""

    @property
    def is_updating(self) -> bool:
        """A software update runs."""

    @property
    def reverses(self) -> bool:
        """It takes back what nobody acknowledged."""

    def begin_update(self) -> None:
        """Start a software update."""

    def transaction(self) -> AbstractContextManager[bool]:
        """Hold the terminal for one transaction; False when it is taken."""

    def status_information(self, booking: Booking) -> Apdu:
        """Return 04 0F about a booking."""


class TerminalSimulator(ZvtState, ListeningTerminal):
    """A ZVT terminal; after a restart the till has to register again."""

    def __init__(
        self,
        ledger_path: Path,
        host: str = "127.0.0.1",
        port: int = 0,
        mode: Mode | None = None,
        auto_reversal: bool = False,
        traits: Traits | None = None,
    ) -> None:
        self._begin(traits)
        super().__init__(ledger_path, host, port, mode, auto_reversal)

    def serve(self, transport: TcpTransport) -> None:
        """Serve one connection of the till until it leaves."""
        TerminalSession(self, transport).run()

    def pull_plug(self) -> None:
        """Cut the power: nobody answers any more; the books stay."""
        self.forget_till()
        super().pull_plug()
