"""Simulated card terminal: speaks ZVT over TCP and keeps its own books."""

from __future__ import annotations

from pathlib import Path

from ..transports.tcp import TcpTransport
from .listener import ListeningTerminal
from .switches import Mode
from .terminal_session import TerminalSession


class TerminalSimulator(ListeningTerminal):
    """A ZVT terminal; after a restart the till has to register again."""

    def __init__(
        self,
        ledger_path: Path,
        host: str = "127.0.0.1",
        port: int = 0,
        mode: Mode | None = None,
        auto_reversal: bool = False,
    ) -> None:
        self.registered = False
        super().__init__(ledger_path, host, port, mode, auto_reversal)

    def serve(self, transport: TcpTransport) -> None:
        """Serve one connection of the till until it leaves."""
        TerminalSession(self, transport).run()

    def pull_plug(self) -> None:
        """Cut the power: nobody answers any more; the books stay."""
        self.registered = False
        super().pull_plug()
