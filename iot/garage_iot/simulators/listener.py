"""A simulated terminal on the network: books, switches, plug; the protocol is added."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from pathlib import Path

from ..errors import BoxError
from ..transports.tcp import TcpTransport
from .exclusive import Exclusive
from .ledger import Ledger
from .switches import Mode, Switches

_logger = logging.getLogger(__name__)


class ListeningTerminal(Exclusive):
    """Listens for a till. Only one transaction runs at a time, as on a real one.

    A protocol's emulator inherits from it and writes :meth:`serve`.
    """

    def __init__(
        self,
        ledger_path: Path,
        host: str = "127.0.0.1",
        port: int = 0,
        mode: Mode | None = None,
        auto_reversal: bool = False,
    ) -> None:
        super().__init__()
        self.ledger = Ledger(ledger_path)
        self.switches = Switches(mode, auto_reversal)
        self.currency = "EUR"
        self._open: set[TcpTransport] = set()
        self._address = (host, port)
        self._server: socket.socket | None = None
        self._listen()

    @property
    def port(self) -> int:
        """Return the port that is listened on."""
        return self._address[1]

    @property
    def where(self) -> str:
        """Return the address for the box's configuration."""
        return f"{self._address[0]}:{self.port}"

    def serve(self, transport: TcpTransport) -> None:
        """Serve one connection of the till until it leaves."""
        raise NotImplementedError

    def pull_plug(self) -> None:
        """Cut the power: nobody answers any more; the books stay."""
        self.switches.plugged = False
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        self.cut_lines()

    def plug_in(self) -> None:
        """Give power again, on the same port."""
        if not self.switches.plugged:
            self.switches.plugged = True
            self._listen()

    def cut_lines(self) -> None:
        """Break all connections, as a pulled network cable does in the end."""
        for transport in list(self._open):
            transport.cut()

    def stop(self) -> None:
        """End the emulator."""
        self.pull_plug()

    def _listen(self) -> None:
        server = socket.create_server(self._address)
        self._address = server.getsockname()[:2]
        self._server = server
        threading.Thread(target=self._accept, args=(server,), daemon=True).start()

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                sock, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        transport = TcpTransport(sock)
        self._open.add(transport)
        try:
            self.serve(transport)
        except (BoxError, OSError, ValueError) as error:
            _logger.debug("till left: %s", error)
        finally:
            self._open.discard(transport)
            transport.close()
