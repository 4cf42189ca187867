"""What a nexo terminal sends on its own while it works: displays, prints, events."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ..framing.nexo import Message
from ..framing.nexo_sealed import Codec
from ..protocols.nexo import exchange, requests
from .base import Progress
from .own_port import Listener, OwnPort

Listen = Callable[[Callable[[bytes], bytes]], Listener]


class NexoInbox:
    """Shows the terminal's messages as steps; they never decide how an order ended.

    :param listen: starts a server that hands each body to a function.
    """

    def __init__(self, listen: Listen, codec: Codec) -> None:
        self._port = OwnPort(lambda: listen(self.take))
        self._codec = codec
        self._lock = threading.Lock()
        self._followed = ""
        self._progress: Progress | None = None
        self._heard: Callable[[], None] | None = None
        self._prints: dict[str, list[str]] = {}

    def open(self) -> None:
        """Start to listen; the first call does it.

        :raises Refused: the port is taken.
        """
        self._port.open()

    def close(self) -> None:
        """Stop to listen."""
        self._port.close()

    def follow(
        self, service_id: str, progress: Progress, heard: Callable[[], None]
    ) -> None:
        """Show messages about this order from now on; ``heard`` is told of each."""
        with self._lock:
            self._followed, self._progress = service_id, progress
            self._heard = heard
            self._prints = {}

    def quiet(self) -> None:
        """Show nothing more: the order has ended; its slips are still kept."""
        with self._lock:
            self._progress = self._heard = None

    def printed(self, kind: str) -> str:
        """Return what the terminal wanted printed for the order that is followed.

        :param kind: CashierReceipt or CustomerReceipt.
        """
        with self._lock:
            return "\n".join(self._prints.get(kind, []))

    def take(self, data: bytes) -> bytes:
        """Take one message and return the answer; empty where none is wanted.

        :raises ProtocolError: no message, or not encrypted with the agreed key.
        """
        message = self._codec.decode(data)
        with self._lock:
            ours = message.header.service_id == self._followed
            heard = self._heard if ours else None
        if heard is not None:
            heard()
        if message.name == "DisplayRequest":
            self._show(message)
            return self._codec.encode(requests.answer(message))
        if message.name == "PrintRequest":
            return self._codec.encode(requests.answer(message, self._keep(message)))
        return b""

    def _show(self, message: Message) -> None:
        with self._lock:
            ours = message.header.service_id == self._followed
            progress = self._progress if ours else None
        if progress is not None:
            for shown in exchange.shown(message):
                progress(*shown.step)

    def _keep(self, message: Message) -> bool:
        """Keep a slip of the order that is followed; others cannot be printed here."""
        found = exchange.printed(message)
        with self._lock:
            if found is None or message.header.service_id != self._followed:
                return False
            self._prints.setdefault(found[0], []).append(found[1])
            return True
