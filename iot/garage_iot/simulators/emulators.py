"""The emulators by protocol, for ``sim-terminal``. A new one is one entry here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..errors import ConfigError
from . import caisse_ap, concert
from .caisse_ap import CaisseApSimulator
from .concert import ConcertSimulator
from .switches import MODES, Mode
from .terminal import TerminalSimulator


class Emulator(Protocol):
    """A simulated terminal at work."""

    @property
    def where(self) -> str:
        """Address for the box's configuration: host and port, or a path."""

    def stop(self) -> None:
        """Switch it off; its books stay."""


@dataclass(frozen=True)
class Wish:
    """How a simulated terminal shall start; ``port`` None is the usual one."""

    state: Path
    host: str = "127.0.0.1"
    port: int | None = None
    mode: Mode = Mode()
    auto_reversal: bool = False

    @property
    def ledger(self) -> Path:
        """Return the file of the terminal's books."""
        return self.state / "terminal-ledger.jsonl"


@dataclass(frozen=True)
class Kind:
    """One protocol: name for people, behaviours, and how its emulator starts."""

    label: str
    modes: Mapping[str, str]
    start: Callable[[Wish], Emulator]


def _zvt(wish: Wish) -> Emulator:
    port = 20007 if wish.port is None else wish.port
    return TerminalSimulator(
        wish.ledger, wish.host, port, wish.mode, wish.auto_reversal
    )


def _caisse_ap(wish: Wish) -> Emulator:
    port = 8888 if wish.port is None else wish.port
    return CaisseApSimulator(wish.ledger, wish.host, port, wish.mode)


def _concert(wish: Wish) -> Emulator:
    return ConcertSimulator(wish.ledger, wish.state / "ttyTERMINAL", wish.mode)


KINDS: Mapping[str, Kind] = {
    "zvt": Kind("ZVT", MODES, _zvt),
    "caisse_ap": Kind("Caisse-AP", caisse_ap.MODES, _caisse_ap),
    "concert": Kind("Concert V2", concert.MODES, _concert),
}


def start(protocol: str, wish: Wish) -> Emulator:
    """Start an emulator.

    :raises ConfigError: this protocol does not know the behaviour.
    """
    kind = KINDS[protocol]
    if wish.mode.name not in kind.modes:
        known = ", ".join(sorted(kind.modes))
        raise ConfigError(f"{kind.label} has no mode {wish.mode.name}; it has {known}")
    return kind.start(wish)
