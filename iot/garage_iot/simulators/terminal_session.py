"""One till connection of the simulated terminal."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from ..errors import ConnectionLost, ProtocolError
from ..framing import zvt as framing
from ..framing.zvt import Apdu
from ..protocols.zvt import commands, const, containers, results, sequence, tlv
from ..transports.base import Transport
from . import zvt_answers
from .terminal_day import TerminalDay
from .terminal_sale import Sale
from .zvt_writer import ZvtWriter

if TYPE_CHECKING:
    from .terminal import ZvtMachine

_IDLE_SECONDS = 600.0
_TRIES = 2
_MONEY = (const.AUTHORISATION, const.REVERSAL, const.REFUND)
_ANSWERS = (const.POSITIVE_CLASS, const.NEGATIVE_CLASS)
_ALWAYS = (const.REGISTRATION, const.STATUS_ENQUIRY)


class Handler(Protocol):
    """A command of the till."""

    def __call__(self, command: Apdu) -> None:
        """Carry it out."""


class TerminalSession:
    """Reads commands and carries them out one by one."""

    def __init__(self, terminal: ZvtMachine, transport: Transport) -> None:
        self.terminal = terminal
        self.transport = transport
        self._writer = ZvtWriter(transport, terminal.traits.writer)
        self._decoder = framing.Decoder()
        self._inbox: list[Apdu] = []
        self._echo: int | None = None
        day = TerminalDay(self)
        self._handlers: dict[int, Handler] = {
            const.REGISTRATION: self._registration,
            const.STATUS_ENQUIRY: self._status_enquiry,
            const.REPEAT_RECEIPT: self._repeat_receipt,
            const.SEND_TOTALS: day.totals,
            const.END_OF_DAY: day.totals,
            const.OPEN_RECEIPTS: day.open_reservations,
            const.DIAGNOSIS: day.upkeep,
            const.INITIALISATION: day.upkeep,
            const.SET_CLOCK: day.upkeep,
        }

    def run(self) -> None:
        """Serve the till until it leaves.

        :raises ConnectionLost: the till closed the connection.
        """
        while True:
            command = self.receive(_IDLE_SECONDS)
            if command is None or command.control >> 8 in _ANSWERS:
                continue
            if command.control not in _ALWAYS and not self.terminal.registered:
                self._forgotten()
            elif self.terminal.is_updating and command.control not in _ALWAYS:
                self.refuse(results.MAINTENANCE)
            elif command.control in _MONEY:
                Sale(self, command).run()
            elif command.control in self._handlers:
                self._handlers[command.control](command)
            elif command.control == const.ABORT:
                self.send(commands.positive())
            else:
                self.send(commands.not_supported())

    def send(self, *apdus: Apdu) -> None:
        """Send messages in one segment; answers echo the command's number."""
        self._writer.send(*(self._numbered(apdu) for apdu in apdus))

    def receive(self, timeout: float) -> Apdu | None:
        """Return the next message of the till, None on a wake-up or time-out."""
        self._writer.flush()
        if not self._inbox:
            self._inbox += self._decoder.feed(self.transport.receive(timeout))
        if not self._inbox:
            return None
        apdu = self._inbox.pop(0)
        if self.terminal.sequence is not None and apdu.control >> 8 not in _ANSWERS:
            self._echo = sequence.read(apdu)
            self.terminal.sequence.saw(self._echo or 0)
        return apdu

    def deliver(self, apdu: Apdu) -> None:
        """Send a message and wait until the till has acknowledged it.

        Without acknowledgement it is sent once more (PA00P015 2.2.8), with the same
        number.

        :raises ConnectionLost: the till left or stays silent.
        """
        if self.terminal.sequence is not None:
            apdu = self.terminal.sequence.stamp_next(apdu)
        for _ in range(_TRIES):
            self._writer.send(apdu)
            if self._is_acknowledged():
                return
        raise ConnectionLost("no_answer", "The till does not acknowledge")

    def deliver_slip(self, lines: list[str], kind: str) -> None:
        """Deliver a receipt in the form that the till and the terminal know."""
        terminal, traits = self.terminal, self.terminal.traits
        messages: Iterable[Apdu] = ()
        if traits.lines or not terminal.print_blocks:
            messages = zvt_answers.print_lines(
                lines, kind, terminal.charset, traits.suffix
            )
        elif not traits.without_slips:
            messages = (zvt_answers.print_block(lines, kind, terminal.charset),)
        for message in messages:
            self.deliver(message)

    def refuse(self, code: int) -> None:
        """Answer a command with 84 xx: it was not started."""
        self.send(Apdu((const.NEGATIVE_CLASS << 8) | code))

    def turn_away(self, command: Apdu) -> None:
        """Take a message that comes while a transaction runs."""
        if command.control == const.ABORT:
            self.send(commands.not_supported())
        else:
            self.refuse(results.PLEASE_WAIT)

    def _numbered(self, apdu: Apdu) -> Apdu:
        if self._echo is None or apdu.control >> 8 not in _ANSWERS:
            return apdu
        return sequence.stamp(apdu, self._echo)

    def _is_acknowledged(self) -> bool:
        deadline = time.monotonic() + self.terminal.traits.ack_seconds
        while (left := deadline - time.monotonic()) > 0:
            answer = self.receive(left)
            if answer is None:
                continue
            if answer.control >> 8 in _ANSWERS:
                return True
            self.turn_away(answer)
        return False

    def _forgotten(self) -> None:
        """After a restart the till has to register first (result code 6B)."""
        self.send(commands.positive())
        self.deliver(zvt_answers.aborted(results.NOT_REGISTERED))

    def _registration(self, command: Apdu) -> None:
        if self.terminal.is_updating:
            self.refuse(results.MAINTENANCE)
            return
        try:
            offer = containers.elements(command)
        except ProtocolError:
            self.refuse(results.NOT_POSSIBLE)
            return
        traits, terminal = self.terminal.traits, self.terminal
        wanted = tlv.find(offer, const.TAG_CHARSET)
        terminal.charset, echo = traits.charset_for(
            wanted.value[0] if wanted is not None and wanted.value else None
        )
        offered_ids = tlv.find(offer, const.TAG_MESSAGE_ID) is not None
        terminal.print_blocks = tlv.find(offer, const.TAG_COMMAND) is not None
        numbered = traits.message_ids and offered_ids
        terminal.sequence, self._echo = None, None
        terminal.registered = True
        self.send(commands.positive())
        needs = {results.INITIALISATION_REQUIRED: 1, results.DIAGNOSIS_REQUIRED: 2}
        self.deliver(
            zvt_answers.registered(
                terminal.currency, echo, terminal.print_blocks, numbered,
                needs.get(terminal.status, 0),
            )
        )  # fmt: skip
        if numbered:
            terminal.sequence = sequence.Sequence()

    def _status_enquiry(self, command: Apdu) -> None:
        terminal = self.terminal
        with terminal.transaction() as free:
            status = terminal.status if free else results.PLEASE_WAIT
        if terminal.is_updating:
            status = results.MAINTENANCE
        self.send(commands.positive())
        self.deliver(Apdu(const.COMPLETION, bytes([status])))

    def _repeat_receipt(self, command: Apdu) -> None:
        with self.terminal.transaction() as free:
            if free:
                self._repeat_last(command)
            else:
                self.refuse(results.PLEASE_WAIT)

    def _repeat_last(self, command: Apdu) -> None:
        self.send(commands.positive())
        last = self.terminal.ledger.last()
        if last is None:
            self.deliver(zvt_answers.aborted(results.NOT_POSSIBLE))
            return
        if command.data[3:5] == b"\x03\x03":
            self.deliver(self.terminal.status_information(last))
        else:
            for kind in ("merchant", "customer"):
                self.deliver_slip(zvt_answers.slip_lines(last, kind), kind)
        self.deliver(Apdu(const.COMPLETION))
