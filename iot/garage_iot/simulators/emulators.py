"""The emulators by protocol, for ``sim-terminal``. A new one is one entry here."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ..errors import ConfigError
from . import arcus2, caisse_ap, concert, inpas, sberbank, ucs
from .caisse_ap import CaisseApSimulator
from .concert import ConcertSimulator
from .inpas import InpasSerialSimulator, InpasSimulator
from .nexo import NEXO_MODES, NexoSimulator, codec_of, notify_of
from .opi import OPI_MODES, OpiSimulator
from .switches import Mode
from .terminal import ZVT_MODES, TerminalSimulator
from .tool import ToolBench, ToolMode
from .ucs import UcsSerialSimulator, UcsSimulator
from .zvt_serial import SerialZvtSimulator


class Emulator(Protocol):
    """A simulated terminal at work."""

    @property
    def where(self) -> str:
        """Address for the box's configuration: host and port, or a path."""

    def stop(self) -> None:
        """Switch it off; its books stay."""


@dataclass(frozen=True)
class Wish:
    """How a simulated terminal shall start; ``port`` None is the usual one.

    ``settings`` are the protocol's own, by name (``--set NAME=VALUE``).
    """

    state: Path
    host: str = "127.0.0.1"
    port: int | None = None
    mode: Mode = Mode()
    auto_reversal: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def ledger(self) -> Path:
        """Return the file of the terminal's books."""
        return self.state / "terminal-ledger.jsonl"


@dataclass(frozen=True)
class Kind:
    """One protocol: name for people, behaviours, and how its emulator starts.

    ``settings`` names what ``--set`` may say; ``parameters`` gives those of a box that
    is to work with a running emulator (``demo --protocol``); None: not shown there.
    """

    label: str
    modes: Mapping[str, str]
    start: Callable[[Wish], Emulator]
    settings: frozenset[str] = frozenset()
    parameters: Callable[[Any], dict[str, Any]] | None = None

    def on_a_box(self, emulator: Any) -> dict[str, Any]:
        """Return the parameters of a box that works with a running emulator."""
        return self.parameters(emulator) if self.parameters is not None else {}


def _zvt(wish: Wish) -> Emulator:
    port = 20007 if wish.port is None else wish.port
    return TerminalSimulator(
        wish.ledger, wish.host, port, wish.mode, wish.auto_reversal
    )


def _zvt_serial(wish: Wish) -> Emulator:
    return SerialZvtSimulator(wish.ledger, wish.state / "ttyTERMINAL", wish.mode)


def _caisse_ap(wish: Wish) -> Emulator:
    port = 8888 if wish.port is None else wish.port
    return CaisseApSimulator(wish.ledger, wish.host, port, wish.mode)


def _concert(wish: Wish) -> Emulator:
    return ConcertSimulator(wish.ledger, wish.state / "ttyTERMINAL", wish.mode)


def _nexo(wish: Wish) -> Emulator:
    certificate = wish.settings.get("certificate")
    return NexoSimulator(
        wish.ledger,
        wish.host,
        8443 if wish.port is None else wish.port,
        wish.mode,
        codec_of(wish.settings),
        notify_of(wish.settings.get("notify", "")),
        Path(certificate) if certificate else None,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _opi(wish: Wish) -> Emulator:
    usual = 20007 if wish.port != 0 else _free_port()
    host, _, channel1 = wish.settings.get("till", "").rpartition(":")
    return OpiSimulator(
        wish.ledger,
        (host or "127.0.0.1", int(channel1 or usual)),
        wish.host,
        20002 if wish.port is None else wish.port,
        wish.mode,
    )


def _inpas(wish: Wish) -> Emulator:
    port = 9015 if wish.port is None else wish.port
    return InpasSimulator(wish.ledger, wish.host, port, wish.mode)


def _inpas_serial(wish: Wish) -> Emulator:
    return InpasSerialSimulator(wish.ledger, wish.state / "ttyTERMINAL", wish.mode)


def _in_mode(bench: ToolBench, wish: Wish) -> Emulator:
    bench.power(on=True)
    bench.set(ToolMode(wish.mode.name, wish.mode.delay))
    return bench


def _sberbank(wish: Wish) -> Emulator:
    return _in_mode(sberbank.make(wish.state / "upos"), wish)


def _arcus2(wish: Wish) -> Emulator:
    return _in_mode(arcus2.make(wish.state / "arcus2"), wish)


_NEXO_SETTINGS = frozenset(
    {"passphrase", "key_identifier", "key_version", "certificate", "notify"}
)


def _zvt_box(emulator: TerminalSimulator) -> dict[str, Any]:
    return {"confirm_delay": 0.5, "longest_query": 2.0}


def _nexo_box(emulator: NexoSimulator) -> dict[str, Any]:
    names = {"poi_id": "SIM-000000001", "sale_id": "demo", "scheme": "http"}
    return names | {"confirm_delay": 0.5, "longest_query": 2.0}


def _opi_box(emulator: OpiSimulator) -> dict[str, Any]:
    return {"longest_query": 2.0, "channel1_port": emulator.till[1]}


def _ucs(wish: Wish) -> Emulator:
    return UcsSimulator(wish.ledger, wish.host, wish.port or 0, wish.mode)


def _ucs_serial(wish: Wish) -> Emulator:
    return UcsSerialSimulator(wish.ledger, wish.state / "ttyTERMINAL", wish.mode)


def _caisse_ap_box(emulator: CaisseApSimulator) -> dict[str, Any]:
    return {"longest_query": 2.0, "result_timeout": 60.0}


def _inpas_box(emulator: InpasSimulator) -> dict[str, Any]:
    return {"terminal_id": "10203040", "longest_query": 2.0}


KINDS: Mapping[str, Kind] = {
    "zvt": Kind("ZVT", ZVT_MODES, _zvt, parameters=_zvt_box),
    "zvt_serial": Kind("ZVT on a serial line", ZVT_MODES, _zvt_serial),
    "nexo": Kind("nexo Retailer", NEXO_MODES, _nexo, _NEXO_SETTINGS, _nexo_box),
    "opi": Kind("OPI", OPI_MODES, _opi, frozenset({"till"}), _opi_box),
    "caisse_ap": Kind(
        "Caisse-AP", caisse_ap.MODES, _caisse_ap, parameters=_caisse_ap_box
    ),
    "concert": Kind("Concert V2", concert.MODES, _concert),
    "ucs": Kind("UCS EFTPOS", ucs.MODES, _ucs),
    "ucs_serial": Kind("UCS EFTPOS, serial", ucs.MODES, _ucs_serial),
    "inpas": Kind("INPAS SmartSale", inpas.MODES, _inpas, parameters=_inpas_box),
    "inpas_serial": Kind("INPAS SmartSale, serial", inpas.MODES, _inpas_serial),
    "sberbank": Kind("Sberbank UPOS", sberbank.MODES, _sberbank),
    "arcus2": Kind("ARCUS2", arcus2.MODES, _arcus2),
}


def for_demo() -> list[str]:
    """Return the protocols whose emulator the virtual counter can show."""
    return sorted(name for name, kind in KINDS.items() if kind.parameters is not None)


def start(protocol: str, wish: Wish) -> Emulator:
    """Start an emulator.

    :raises ConfigError: this protocol does not know the behaviour.
    """
    kind = KINDS[protocol]
    if wish.mode.name not in kind.modes:
        known = ", ".join(sorted(kind.modes))
        raise ConfigError(f"{kind.label} has no mode {wish.mode.name}; it has {known}")
    if unknown := wish.settings.keys() - kind.settings:
        raise ConfigError(f"{kind.label} has no setting {', '.join(sorted(unknown))}")
    try:
        return kind.start(wish)
    except ValueError as error:
        raise ConfigError(f"{kind.label}: {error}") from error
