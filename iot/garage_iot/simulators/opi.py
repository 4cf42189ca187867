"""Simulated OPI terminal: answers on channel 0, dials back to the till on channel 1."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from ..errors import BoxError, ProtocolError, Unreachable
from ..framing import opi as framing
from ..protocols.opi import messages, xml
from ..protocols.opi.messages import Request
from ..transports.tcp import TcpTransport
from . import opi_answers
from .customer import Customer
from .listener import ListeningTerminal
from .opi_sale import OpiSale
from .switches import MODES, Mode

_IDLE_SECONDS, _DEVICE_SECONDS = 30.0, 5.0

OPI_MODES = MODES | {
    "split": "Approve, with a pause in the middle of the answer",
    "short_length": "Charge, but name a length below that of the answer",
    "long_length": "Charge, but name a length above that of the answer",
    "byte_order_mark": "Approve, with a byte order mark",
    "latin1": "Approve, in ISO-8859-1",
    "entities": "Charge, but answer with a document that defines entities",
    "late_slip": "Approve, and print once more after the answer",
    "slip_then_cut": "Charge and print, then break the line",
    "cut_then_slip": "Charge, break the line, then print",
    "interleaved": "Approve, with slips of another payment in between",
    "timed_out": "No card comes in time; the terminal calls it TimedOut",
    "unclear": "Charge, and answer with a result that nobody knows",
}


class OpiSimulator(ListeningTerminal):
    """One terminal.

    :param till: host and port on which the till listens for channel 1.
    """

    def __init__(
        self,
        ledger_path: Path,
        till: tuple[str, int] = ("127.0.0.1", 20007),
        host: str = "127.0.0.1",
        port: int = 0,
        mode: Mode | None = None,
    ) -> None:
        self.till = till
        self.requests: list[Request] = []
        self.responses: list[bytes] = []
        self.running: dict[str, Customer] = {}
        self._sequence = 0
        self._counting = threading.Lock()
        self._handlers: dict[str, Callable[[Request], bytes]] = {
            messages.LOGIN: lambda asked: opi_answers.refuse(asked, messages.SUCCESS),
            messages.ABORT: self._abort,
            messages.CLOSE: self._close_day,
        }
        super().__init__(ledger_path, host, port, mode)

    def serve(self, transport: TcpTransport) -> None:
        """Answer the one request of a connection on channel 0.

        :raises ConnectionLost: the till left.
        :raises ProtocolError: this is no request.
        """
        asked = messages.request(_receive(transport, _IDLE_SECONDS))
        self.requests.append(asked)
        if asked.kind in (messages.SALE, messages.REFUND, messages.REVERSAL):
            OpiSale(self, transport, asked).run()
            return
        handler = self._handlers.get(asked.kind)
        answer = handler(asked) if handler else opi_answers.refuse(asked, "FormatError")
        transport.send(framing.encode(answer))

    def output(self, asked: Request, target: str, lines: list[str]) -> bool:
        """Show or print something at the till; tell whether it did."""
        with self._counting:
            self._sequence += 1
            number = self._sequence
        document = opi_answers.device(asked, target, lines, number)
        try:
            answer = self._dial(document)
        except BoxError:
            return False
        self.responses.append(answer)
        root = xml.read(answer)
        return xml.attribute(root, "OverallResult") == messages.SUCCESS

    def _dial(self, document: bytes) -> bytes:
        """Send a document on a new channel 1 and return the answer."""
        line = TcpTransport.connect(*self.till, _DEVICE_SECONDS)
        try:
            line.send(framing.encode(document))
            return _receive(line, _DEVICE_SECONDS)
        finally:
            line.close()

    def _abort(self, asked: Request) -> bytes:
        heard = [customer.stop() for customer in list(self.running.values())]
        result = messages.SUCCESS if any(heard) else "Failure"
        return opi_answers.refuse(asked, result)

    def _close_day(self, asked: Request) -> bytes:
        with self.transaction() as free:
            if not free:
                return opi_answers.refuse(asked, "Busy")
            bookings = self.ledger.batch()
            total = sum(booking.signed for booking in bookings)
            lines = [
                "*** SIMULATOR - KEIN GELD ***",
                "KASSENSCHNITT",
                f"Anzahl {len(bookings)}",
                f"Summe {total}",
            ]
            self.output(asked, messages.MERCHANT_SLIP, lines)
            self.ledger.settle()
            return opi_answers.closed(asked, bookings)


def _receive(transport: TcpTransport, seconds: float) -> bytes:
    """Return the next document.

    :raises Unreachable: the other side is silent.
    :raises ProtocolError: an impossible length.
    """
    decoder = framing.Decoder()
    found: list[bytes] = []
    while not found:
        received = transport.receive(seconds)
        if not received:
            raise Unreachable("no_answer", "The till is silent")
        found = decoder.feed(received)
    if len(found) > 1:
        raise ProtocolError("One connection carries one request")
    return found[0]
