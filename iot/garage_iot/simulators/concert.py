"""Simulated Concert V2 terminal on a pseudo terminal, with every fault of the line."""

from __future__ import annotations

import time
from dataclasses import replace

from ..framing import concert as framing
from ..framing.signals import ACK, ENQ, EOT, NAK, Damaged, Event, Frame, Signal
from ..protocols import currencies
from ..protocols.concert import messages
from ..protocols.concert.messages import Answer
from . import switches
from .clock import local_now
from .customer import Customer
from .ledger import Booking
from .pty_line import SerialEnd, SerialTerminal
from .switches import Mode

_WAIT = 2.0
_TRIES = 3
_SHARED = (
    "approve", "decline", "customer_cancel", "card_timeout", "manual", "busy",
    "cut_before", "cut_after", "duplicate", "wrong_amount", "stale", "garbage",
    "silent",
)  # fmt: skip
MODES = {name: switches.MODES[name] for name in _SHARED} | {
    "deaf": "Do not answer ENQ",
    "nak_once": "Refuse the first copy of the request (NAK)",
    "nak_always": "Refuse every copy of the request",
    "no_ack": "Take the request without acknowledging it",
    "bad_lrc_once": "Send the answer with a wrong check character, then right",
    "no_eot": "Leave out the EOT after the answer",
    "bytewise": "Send the answer one byte at a time",
    "noise": "Send noise before each character",
    "wrong_currency": "Approve in another currency",
    "unknown_result": "Answer with a result that nobody knows",
    "two_answers": "Give a second, different answer",
}
_EXTRA = {"0": "", "1": "497010######1234    2812", "2": "9F0607A0000000421010"}


class ConcertSimulator(SerialTerminal):
    """A Concert V2 terminal that keeps its own books."""

    _refused = 0

    def serve(self, line: SerialEnd) -> None:
        """Take orders until the plug is pulled."""
        last: Answer | None = None
        while True:
            if line.receive_byte(600.0) != ENQ:
                continue
            mode = self.switches.default()
            if mode.name == "deaf":
                continue
            if mode.name == "busy":
                self._turn_away(line)
                continue
            station = Station(line, mode.name)
            if mode.name == "stale" and last is not None:
                self.switches.set_next(Mode("approve", mode.delay))
                station.give(last)
                continue
            found = station.take()
            if found is not None:
                self.switches.take()
                last = self._trade(station, found, mode) or last

    def _turn_away(self, line: SerialEnd) -> None:
        """Refuse all tries of one order."""
        self._refused = (self._refused + 1) % _TRIES
        if not self._refused:
            self.switches.take()
        line.send(bytes([NAK]))

    def _trade(self, station: Station, request: bytes, mode: Mode) -> Answer | None:
        """Carry out an order and return what was answered."""
        asked = _read(request)
        if mode.name == "cut_before":
            return None
        with self.transaction():
            pressed = Customer(self.switches, mode).decide()
            paid = pressed == "approve"
            if paid:
                asked = self._book(asked, mode.name)
        answer = replace(asked, result="0" if paid else "7")
        if mode.name == "unknown_result":
            answer = replace(answer, result="5")
        if mode.name in ("cut_after", "silent"):
            return answer
        station.extra = _EXTRA.get(request[10:11].decode("ascii"), "")
        station.give(answer)
        return answer

    def _book(self, asked: Answer, mode: str) -> Answer:
        amount = asked.amount - (mode == "wrong_amount")
        currency = "756" if mode == "wrong_currency" else asked.currency
        name = currencies.alphabetic(currency)
        wanted = Booking("sale", amount, name, 0, brand="CB", card_type=1)
        self.ledger.append(wanted, local_now())
        return replace(asked, amount=amount, currency=currency)


def _read(request: bytes) -> Answer:
    """Return what an answer repeats of a request."""
    text = request.decode("ascii")
    return Answer(
        till=text[:2],
        result="7",
        amount=int(text[2:10]),
        mode=text[11],
        currency=text[13:16],
        private=text[16:26].rstrip(),
    )


class Station:
    """The terminal's side of the line protocol, for one order."""

    def __init__(self, line: SerialEnd, mode: str) -> None:
        self._line = line
        self._mode = mode
        self._decoder = framing.Decoder()
        self._refused = 0
        self.extra = ""

    def take(self) -> bytes | None:
        """Answer ENQ and return the request, None when the till gives up."""
        self._send(bytes([ACK]))
        while (event := self._next(_WAIT)) is not None:
            if isinstance(event, Damaged) or self._refuses(event):
                self._send(bytes([NAK]))
            elif isinstance(event, Frame):
                return self._acknowledge(event.text)
            elif event.code == ENQ:
                self._send(bytes([ACK]))
            else:
                return None
        return None

    def _refuses(self, event: Event) -> bool:
        if not isinstance(event, Frame):
            return False
        self._refused += 1
        first = self._mode == "nak_once" and self._refused == 1
        return first or self._mode == "nak_always"

    def _acknowledge(self, text: bytes) -> bytes:
        if self._mode != "no_ack":
            self._send(bytes([ACK]))
        self._await(EOT)
        return text

    def give(self, answer: Answer) -> None:
        """Send an answer as the mode wants it."""
        frame = framing.encode(messages.build(answer, self.extra))
        damaged = frame[:-1] + bytes([frame[-1] ^ 0x55])
        for _ in range(_TRIES):
            self._send(bytes([ENQ]))
            if self._await(ACK):
                break
        else:
            return
        if self._mode == "garbage":
            self._transmit(damaged, damaged, damaged)
        elif self._mode == "bad_lrc_once":
            self._transmit(damaged, frame)
        elif self._mode == "duplicate":
            self._transmit(frame, frame)
        elif self._mode == "two_answers":
            other = replace(answer, result="7")
            self._transmit(frame, framing.encode(messages.build(other)))
        else:
            self._transmit(frame)
        if self._mode != "no_eot":
            self._send(bytes([EOT]))

    def _transmit(self, *frames: bytes) -> None:
        for frame in frames:
            self._send(frame)
            self._next(_WAIT)

    def _await(self, code: int) -> bool:
        deadline = time.monotonic() + _WAIT
        while (left := deadline - time.monotonic()) > 0:
            event = self._next(left)
            if event is None or isinstance(event, Signal):
                return event == Signal(code)
        return False

    def _next(self, timeout: float) -> Event | None:
        """Return the till's next event; byte by byte, so that nothing is lost."""
        deadline = time.monotonic() + timeout
        while (left := deadline - time.monotonic()) > 0:
            byte = self._line.receive_byte(left)
            events = [] if byte is None else self._decoder.feed(bytes([byte]))
            if events:
                return events[0]
        return None

    def _send(self, data: bytes) -> None:
        if self._mode == "noise":
            data = b"\x00\xfe" + data
        if self._mode != "bytewise":
            self._line.send(data)
            return
        for byte in data:
            self._line.send(bytes([byte]))
            time.sleep(0.002)
