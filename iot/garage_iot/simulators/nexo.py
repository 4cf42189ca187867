"""Simulated nexo terminal: HTTP or HTTPS, plain or encrypted, with books of its own."""

from __future__ import annotations

import http.client
import logging
import os
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import ProtocolError
from ..framing.nexo import Message
from ..framing.nexo_sealed import Codec, PlainCodec, SealedCodec
from ..protocols.nexo import fields
from ..transports.tcp import TcpTransport
from . import http_server, nexo_answers
from .customer import Customer
from .ledger import Booking
from .listener import ListeningTerminal
from .nexo_sale import NexoSale
from .switches import MODES, Mode

_logger = logging.getLogger(__name__)
_NOTIFY_SECONDS = 2.0

NEXO_MODES = MODES | {
    "partial": "Approve one cent less and call it partial",
    "other_currency": "Approve in another currency",
    "other_order": "Approve and name another order of the till",
    "wrong_hmac": "Approve, with a damaged signature or body",
    "other_service_id": "Approve, with the ServiceID of another payment",
    "other_terminal": "Approve, in the name of another terminal",
    "event": "Charge, but report an event instead of the answer",
    "in_progress": "Break the line, then say three times that it is still running",
    "logged_out": "Refuse: the till has to log in",
    "host_down": "Refuse: the bank is not reached; nothing is charged",
    "host_late": "Refuse: the bank is not reached, but it has charged",
    "wrong_category": "Approve, with another category in the header",
    "new_words": "Approve, with fields and values nobody knows",
    "truncated": "Charge, but break off in the middle of the answer",
    "oversized": "Charge, and answer with more than a megabyte",
    "one_byte": "Approve, one byte at a time",
    "http_error": "Charge, but answer with HTTP status 500",
    "print": "Approve, with the slips in messages of their own",
}


@dataclass(frozen=True)
class Notify:
    """Where the terminal sends displays and prints: the box's own port."""

    host: str
    port: int
    path: str = "/nexo"


class NexoSimulator(ListeningTerminal):
    """One terminal. ``questions`` counts the status questions of the till.

    :param certificate: PEM file with certificate and key; None speaks plain HTTP.
    """

    def __init__(
        self,
        ledger_path: Path,
        host: str = "127.0.0.1",
        port: int = 0,
        mode: Mode | None = None,
        codec: Codec | None = None,
        notify: Notify | None = None,
        certificate: Path | None = None,
    ) -> None:
        self.codec = codec or PlainCodec()
        self.notify = notify
        self.requests: list[Message] = []
        self.still_running = 0
        self.running: dict[str, Customer] = {}
        self._displays = 0
        self._displayed = threading.Lock()
        self._tls: ssl.SSLContext | None = None
        if certificate is not None:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(certificate)
        self._handlers: dict[str, Callable[[Message], Message | None]] = {
            "TransactionStatusRequest": self._status,
            "AbortRequest": self._abort,
            "GetTotalsRequest": self._totals,
            "ReconciliationRequest": self._totals,
            "DiagnosisRequest": self._diagnosis,
            "LoginRequest": lambda asked: nexo_answers.respond(asked, _OK),
        }
        super().__init__(ledger_path, host, port, mode)

    def serve(self, transport: TcpTransport) -> None:
        """Answer the one request of a connection.

        :raises ConnectionLost: the till left.
        :raises ProtocolError: this is no message.
        """
        _, body = http_server.read_request(transport)
        try:
            asked = self.codec.decode(body)
        except ProtocolError:
            transport.send(http_server.response(b"", "400 Bad Request"))
            return
        self.requests.append(asked)
        if asked.name in ("PaymentRequest", "ReversalRequest"):
            NexoSale(self, transport, asked).run()
            return
        handler = self._handlers.get(asked.name)
        answer = handler(asked) if handler else _not_allowed(asked)
        data = b"" if answer is None else self.codec.encode(answer)
        transport.send(http_server.response(data))

    def tell(self, message: Message) -> None:
        """Send a message of the terminal's own to the box, if it listens."""
        if self.notify is None:
            return
        where = self.notify
        line = http.client.HTTPConnection(
            where.host, where.port, timeout=_NOTIFY_SECONDS
        )
        try:
            headers = {"Content-Type": "application/json"}
            line.request("POST", where.path, self.codec.encode(message), headers)
            line.getresponse().read()
        except (OSError, http.client.HTTPException) as error:
            _logger.debug("the box does not listen: %s", error)
        finally:
            line.close()

    def show(self, asked: Message, event: str) -> None:
        """Show the cashier where a payment stands."""
        with self._displayed:
            self._displays += 1
            number = self._displays
        self.tell(nexo_answers.display(asked, event, number))

    def _serve(self, sock: socket.socket) -> None:
        if self._tls is not None:
            try:
                sock.settimeout(_NOTIFY_SECONDS)
                sock = self._tls.wrap_socket(sock, server_side=True)
                sock.settimeout(None)
            except OSError as error:
                _logger.debug("no TLS: %s", error)
                sock.close()
                return
        super()._serve(sock)

    def _status(self, asked: Message) -> Message:
        about = fields.text(asked.body, "MessageReference", "ServiceID")
        if about in self.running or self.still_running > 0:
            self.still_running = max(0, self.still_running - 1)
            body = nexo_answers.failure("InProgress")
        else:
            found = self.ledger.by_request(about) if about else self.ledger.last()
            body = nexo_answers.failure("NotFound")
            if found is not None:
                body = self._repeated(asked, found)
        return nexo_answers.respond(asked, body)

    def _repeated(self, asked: Message, found: Booking) -> dict[str, Any]:
        back = bool(found.original_trace_no)
        name = "ReversalResponse" if back else "PaymentResponse"
        header = nexo_answers.respond(asked, {}, service_id=found.request).header
        repeated = {
            "MessageHeader": header.as_json(),
            "RepeatedResponseMessageBody": {name: nexo_answers.paid(found)},
        }
        return _OK | {"RepeatedMessageResponse": repeated}

    def _abort(self, asked: Message) -> Message | None:
        about = fields.text(asked.body, "MessageReference", "ServiceID")
        customer = self.running.get(about)
        if customer is None:
            return nexo_answers.event(asked, "CompletedMessage", "Nothing to abort")
        if not customer.stop():
            return nexo_answers.event(asked, "Reject", "Too late to abort")
        return None

    def _totals(self, asked: Message) -> Message:
        with self.transaction() as free:
            if not free:
                return nexo_answers.respond(asked, nexo_answers.failure("Busy"))
            body = nexo_answers.totals(self.ledger.batch(), self.currency)
            if asked.name == "ReconciliationRequest":
                self.ledger.settle()
            return nexo_answers.respond(asked, body)

    def _diagnosis(self, asked: Message) -> Message:
        with self.transaction() as free:
            status = {"GlobalStatus": "OK" if free else "Busy"}
        return nexo_answers.respond(asked, _OK | {"POIStatus": status})


_OK: dict[str, Any] = {"Response": {"Result": "Success"}}


def codec_of(settings: Mapping[str, str]) -> Codec:
    """Return how messages are written: encrypted when a passphrase is set.

    :raises ValueError: the key's version is no number.
    """
    if not settings.get("passphrase"):
        return PlainCodec()
    return SealedCodec(
        settings["passphrase"],
        settings.get("key_identifier", "till"),
        int(settings.get("key_version", "1")),
        partial(os.urandom, 16),
    )


def notify_of(address: str) -> Notify | None:
    """Return where displays go: ``host:port``, nowhere when it is empty.

    :raises ValueError: the port is no number.
    """
    if not address:
        return None
    host, _, port = address.rpartition(":")
    return Notify(host or "127.0.0.1", int(port))


def _not_allowed(asked: Message) -> Message:
    return nexo_answers.respond(asked, nexo_answers.failure("NotAllowed"))
