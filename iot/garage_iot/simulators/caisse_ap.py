"""Simulated terminal for Caisse-AP over IP, with every fault of the protocol."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from ..errors import ConnectionLost
from ..framing.caisse_ap import Decoder, Field, encode
from ..protocols import currencies
from ..protocols.caisse_ap import const
from ..transports.tcp import TcpTransport
from . import switches
from .caisse_ap_answers import answer, refusal, with_receipts
from .clock import local_now
from .customer import Customer
from .ledger import Booking
from .listener import ListeningTerminal
from .switches import Mode

_QUIET = 0.05
_IDLE = 600.0
_KINDS = {const.DEBIT: "sale", const.CREDIT: "refund", const.CANCEL: "reversal"}
_SHARED = (
    "approve", "decline", "customer_cancel", "card_timeout", "manual", "busy",
    "cut_before", "cut_after", "duplicate", "wrong_amount", "silent", "garbage",
)  # fmt: skip
MODES = (
    {name: switches.MODES[name] for name in _SHARED}
    | {
        "ack_first": "Announce the answer (AE 11), then give it",
        "ack_only": "Announce the answer (AE 11), charge, and close",
        "bytewise": "Send the answer one byte at a time",
        "extra_tags": "Add fields that nobody knows",
        "leading_zeros": "Repeat the amount with leading zeros",
        "duplicate_tag": "Send the status twice in one answer",
        "long_pan": "Send a card field of 120 characters",
        "full_pan": "Send the card number without masking",
        "no_status": "Leave the status out",
        "cut_field": "Close in the middle of the last field",
        "zero_length": "Send a field without a value",
        "bad_length": "Send a length that is no number",
        "contradiction": "Say done and refused at once",
        "wrong_currency": "Approve in another currency",
        "other_till": "Answer for another till",
        "two_answers": "Give a second, different answer",
    }
    | {f"af_{code:02d}": f"Refuse with reason {code:02d}" for code in range(14)}
)
_REFUSED = {"decline": "04", "customer_cancel": "06", "card_timeout": "08"}


class CaisseApSimulator(ListeningTerminal):
    """A Caisse-AP terminal that keeps its own books."""

    def serve(self, transport: TcpTransport) -> None:
        """Take one request and answer it."""
        request = _read(transport)
        action = request.get(const.ACTION, "")
        if action == const.IDENTIFY:
            transport.send(encode(answer(request, None)))
        elif action == const.DUPLICATE:
            transport.send(encode(self._duplicate(request)))
        elif action in _KINDS:
            self._trade(transport, request)
        else:
            transport.send(encode(refusal(request, "12")))

    def _duplicate(self, request: dict[str, str]) -> tuple[Field, ...]:
        last = self.ledger.last()
        if last is None:
            return refusal(request, "07")
        return with_receipts(answer(request, None), last, request)

    def _trade(self, transport: TcpTransport, request: dict[str, str]) -> None:
        with self.transaction() as free:
            mode = self.switches.take() if free else Mode("busy")
            if mode.name == "busy":
                transport.send(encode(refusal(request, "10")))
                return
            if mode.name == "cut_before":
                return
            if mode.name in ("ack_first", "ack_only"):
                transport.send(encode(answer(request, None, const.ACKNOWLEDGED)))
            wanted, reason = self._decide(request, mode)
            if reason:
                transport.send(encode(refusal(request, reason)))
                return
            booked = self.ledger.append(wanted, local_now())
        self._report(transport, request, booked, mode.name)

    def _decide(self, request: dict[str, str], mode: Mode) -> tuple[Booking, str]:
        """Return what shall be booked, or the reason why it is not."""
        wanted = self._wanted(request, mode)
        pressed = Customer(self.switches, mode).decide()
        reason = _REFUSED.get(mode.name, "")
        if pressed != "approve" and not reason:
            reason = "04" if pressed == "decline" else "06"
        if mode.name.startswith("af_"):
            reason = mode.name.removeprefix("af_")
        if wanted.kind == "reversal" and not wanted.original_trace_no:
            reason = "07"
        return wanted, reason

    def _wanted(self, request: dict[str, str], mode: Mode) -> Booking:
        amount = int(request[const.AMOUNT]) - (mode.name == "wrong_amount")
        currency = currencies.alphabetic(request[const.CURRENCY])
        kind = _KINDS[request[const.ACTION]]
        original = self._original(amount) if kind == "reversal" else None
        trace = original.trace_no if original is not None else ""
        return Booking(
            kind, amount, currency, 0, original_trace_no=trace, brand="CB", card_type=1
        )

    def _original(self, amount: int) -> Booking | None:
        """Return the newest sale of this amount that was not taken back."""
        for booking in reversed(self.ledger.all()):
            same = booking.kind == "sale" and booking.booked
            if same and booking.amount == amount:
                return None if self.ledger.is_reversed(booking) else booking
        return None

    def _report(
        self,
        transport: TcpTransport,
        request: dict[str, str],
        booked: Booking,
        mode: str,
    ) -> None:
        if mode in ("cut_after", "ack_only"):
            return
        if mode == "silent":
            transport.receive(_IDLE)
            return
        plain = with_receipts(answer(request, booked), booked, request)
        for part in _FAULTS.get(mode, _plainly)(plain):
            transport.send(part)
        if mode == "duplicate":
            transport.send(encode(plain))


def _read(transport: TcpTransport) -> dict[str, str]:
    """Return the fields of a request; it ends with silence."""
    decoder, fields = Decoder(), dict[str, str]()
    deadline = time.monotonic() + _IDLE
    while (left := deadline - time.monotonic()) > 0:
        whole = const.ACTION in fields and not decoder.pending
        received = transport.receive(_QUIET if whole else left)
        if not received and whole:
            return fields
        fields |= {field.tag: field.value for field in decoder.feed(received)}
    raise ConnectionLost("no_answer", "The till does not finish its request")


def _without(fields: Sequence[Field], *tags: str) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.tag not in tags)


def _changed(fields: Sequence[Field], **values: str) -> tuple[Field, ...]:
    return tuple(Field(f.tag, values.get(f.tag, f.value)) for f in fields)


def _plainly(fields: Sequence[Field]) -> tuple[bytes, ...]:
    return (encode(fields),)


def _one_by_one(fields: Sequence[Field]) -> tuple[bytes, ...]:
    return tuple(bytes([byte]) for byte in encode(fields))


def _extra(fields: Sequence[Field]) -> tuple[Field, ...]:
    return (fields[0], Field("ZZ", "unknown"), *fields[1:], Field("Q7", "x" * 999))


def _padded(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(
        Field(f.tag, f.value.zfill(12)) if f.tag == const.AMOUNT else f for f in fields
    )


def _second(fields: Sequence[Field]) -> bytes:
    other = _changed(_without(fields, *const.RECEIPTS), AC="000000")
    return encode(fields) + encode(other)


def _cut(fields: Sequence[Field]) -> bytes:
    return encode(fields)[:-3]


Fault = Callable[[Sequence[Field]], Iterable[bytes]]
_FAULTS: dict[str, Fault] = {
    "bytewise": _one_by_one,
    "extra_tags": lambda f: (encode(_extra(f)),),
    "leading_zeros": lambda f: (encode(_padded(f)),),
    "duplicate_tag": lambda f: (encode((*f, Field(const.STATUS, const.DONE))),),
    "long_pan": lambda f: (encode(_changed(f, AA="4970101234567890" + "#" * 104)),),
    "full_pan": lambda f: (encode(_changed(f, AA="4970101234567890")),),
    "no_status": lambda f: (encode(_without(f, const.STATUS)),),
    "cut_field": lambda f: (_cut(f),),
    "zero_length": lambda f: (encode(f) + b"AB000",),
    "bad_length": lambda f: (encode(f) + b"AB0x4abcd",),
    "contradiction": lambda f: (encode(_changed(f, AF="04")),),
    "wrong_currency": lambda f: (encode(_changed(f, CE="756")),),
    "other_till": lambda f: (encode(_changed(f, CA="99")),),
    "garbage": lambda f: (b"\x00\xff\x10garbage",),
    "two_answers": lambda f: (_second(f),),
}
