"""One till connection of the simulated terminal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from ..errors import ConnectionLost
from ..framing import zvt as framing
from ..framing.zvt import Apdu
from ..protocols.zvt import commands, const, results
from ..transports.base import Transport
from . import zvt_answers
from .clock import local_now
from .terminal_sale import Sale

if TYPE_CHECKING:
    from .terminal import TerminalSimulator

_ACK_SECONDS = 3.0
_IDLE_SECONDS = 600.0
_MONEY = (const.AUTHORISATION, const.REVERSAL, const.REFUND)


class Handler(Protocol):
    """A command of the till."""

    def __call__(self, command: Apdu) -> None:
        """Carry it out."""


class TerminalSession:
    """Reads commands and carries them out one by one."""

    def __init__(self, terminal: TerminalSimulator, transport: Transport) -> None:
        self.terminal = terminal
        self.transport = transport
        self._decoder = framing.Decoder()
        self._inbox: list[Apdu] = []
        self._handlers: dict[int, Handler] = {
            const.REGISTRATION: self._registration,
            const.STATUS_ENQUIRY: self._status_enquiry,
            const.REPEAT_RECEIPT: self._repeat_receipt,
            const.SEND_TOTALS: self._totals,
            const.END_OF_DAY: self._totals,
        }

    def run(self) -> None:
        """Serve the till until it leaves.

        :raises ConnectionLost: the till closed the connection.
        """
        while True:
            command = self.receive(_IDLE_SECONDS)
            if command is None:
                continue
            if command.control != const.REGISTRATION and not self.terminal.registered:
                self._forgotten(command)
            elif command.control in _MONEY:
                Sale(self, command).run()
            elif command.control in self._handlers:
                self._handlers[command.control](command)
            elif command.control == const.ABORT:
                self.send(commands.positive())
            elif command.control >> 8 not in (0x80, const.NEGATIVE_CLASS):
                self.send(commands.not_supported())

    def send(self, *apdus: Apdu) -> None:
        """Send messages in one segment."""
        self.transport.send(b"".join(framing.encode(apdu) for apdu in apdus))

    def receive(self, timeout: float) -> Apdu | None:
        """Return the next message of the till, None on a wake-up or time-out."""
        if not self._inbox:
            self._inbox += self._decoder.feed(self.transport.receive(timeout))
        return self._inbox.pop(0) if self._inbox else None

    def deliver(self, apdu: Apdu) -> None:
        """Send a message and wait until the till has acknowledged it.

        Without acknowledgement it is sent once more (PA00P015 2.2.8).

        :raises ConnectionLost: the till left or stays silent.
        """
        for _ in range(2):
            self.send(apdu)
            deadline = time.monotonic() + _ACK_SECONDS
            while (left := deadline - time.monotonic()) > 0:
                answer = self.receive(left)
                if answer is None:
                    continue
                if answer.control >> 8 in (0x80, const.NEGATIVE_CLASS):
                    return
                if answer.control == const.ABORT:
                    self.send(commands.not_supported())
        raise ConnectionLost("no_answer", "The till does not acknowledge")

    def refuse(self, code: int) -> None:
        """Answer a command with 84 xx: it was not started."""
        self.send(Apdu((const.NEGATIVE_CLASS << 8) | code))

    def _forgotten(self, command: Apdu) -> None:
        """After a restart the till has to register first (result code 6B)."""
        if command.control >> 8 in (0x80, const.NEGATIVE_CLASS):
            return
        self.send(commands.positive())
        self.deliver(Apdu(const.ABORTED, bytes([results.NOT_REGISTERED])))

    def _registration(self, command: Apdu) -> None:
        self.send(commands.positive())
        self.terminal.registered = True
        self.deliver(zvt_answers.registered(self.terminal.currency))

    def _status_enquiry(self, command: Apdu) -> None:
        status = results.PLEASE_WAIT if self.terminal.is_busy else results.OK
        self.send(commands.positive())
        self.deliver(Apdu(const.COMPLETION, bytes([status])))

    def _repeat_receipt(self, command: Apdu) -> None:
        if self.terminal.is_busy:
            self.refuse(results.PLEASE_WAIT)
            return
        self.send(commands.positive())
        last = self.terminal.ledger.last()
        if last is None:
            self.deliver(Apdu(const.ABORTED, bytes([0x83])))
            return
        self.deliver(zvt_answers.status_information(last))
        self.deliver(Apdu(const.COMPLETION))

    def _totals(self, command: Apdu) -> None:
        with self.terminal.transaction() as free:
            if not free:
                self.refuse(results.PLEASE_WAIT)
                return
            closing = command.control == const.END_OF_DAY
            self.send(commands.positive())
            if closing:
                self.deliver(zvt_answers.intermediate(0x0F))
            batch = self.terminal.ledger.batch()
            self.deliver(zvt_answers.totals_information(batch, local_now()))
            if closing:
                self.terminal.ledger.settle()
            self.deliver(zvt_answers.totals_slip(batch, closing))
            self.deliver(Apdu(const.COMPLETION))
