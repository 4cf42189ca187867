"""Channel 1 of OPI: the terminal connects to the box, shows and prints."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from ..framing import opi as framing
from ..protocols.opi import messages
from ..protocols.opi.desk import Desk, Papers
from ..protocols.opi.messages import Sender
from ..transports.base import Transport
from .own_port import Listener, OwnPort

_SILENCE = 60.0
Listen = Callable[[Callable[[Transport], None]], Listener]


class OpiChannel:
    """Answers the terminal's DeviceRequests from the first use to the box's stop.

    It listens on between payments too: a slip may come after the line broke.
    """

    def __init__(self, listen: Listen, sender: Sender) -> None:
        self._port = OwnPort(lambda: listen(self.serve))
        self._sender = sender
        self._lock = threading.Lock()
        self._desk = Desk()
        self._followed = ""
        self._show: Callable[[str], None] | None = None
        self._heard = 0.0

    def open(self) -> None:
        """Listen before the first request, as the terminal wants it.

        :raises Refused: the port is taken.
        """
        self._port.open()

    def close(self) -> None:
        """Stop listening."""
        self._port.close()

    def follow(self, request_id: str, show: Callable[[str], None]) -> None:
        """Hand what is shown for this request to ``show``."""
        with self._lock:
            self._desk.forget(request_id)
            self._followed, self._show = request_id, show
            self._heard = time.monotonic()

    def quiet(self) -> None:
        """Show nothing more: the request has ended; its slips are still kept."""
        with self._lock:
            self._show = None

    def heard(self) -> float:
        """Return when the terminal last spoke about the request that is followed."""
        with self._lock:
            return self._heard

    def papers(self, request_id: str) -> Papers:
        """Return the slips that came for a request."""
        with self._lock:
            return replace(self._desk.papers(request_id))

    def serve(self, transport: Transport) -> None:
        """Serve one connection of the terminal until it leaves.

        :raises ConnectionLost: the terminal left, as it does after each answer.
        :raises ProtocolError: no DeviceRequest; the connection is closed unanswered.
        """
        decoder = framing.Decoder()
        while True:
            received = transport.receive(_SILENCE)
            if not received:
                return
            for document in decoder.feed(received):
                transport.send(framing.encode(self._answer(document)))

    def _answer(self, document: bytes) -> bytes:
        request = messages.device_request(document)
        with self._lock:
            taken = self._desk.take(request)
            ours = request.request_id == self._followed
            show = self._show if ours else None
            if ours:
                self._heard = time.monotonic()
        if show is not None:
            show(taken.shown)
        return messages.respond(request, self._sender, taken.results)
