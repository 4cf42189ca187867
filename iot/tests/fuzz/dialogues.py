"""Whole dialogues: a terminal that says anything, from its first byte to the verdict.

What every one of them promises: approved means this amount in this currency.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from garage_iot.devices import (
    caisse_ap_verdict,
    concert_verdict,
    inpas_verdict,
    nexo_verdict,
    opi_verdict,
    ucs_verdict,
)
from garage_iot.devices.base import Order, Outcome
from garage_iot.errors import BoxError
from garage_iot.framing import concert as concert_framing
from garage_iot.framing import inpas as inpas_framing
from garage_iot.framing import nexo as nexo_framing
from garage_iot.framing import opi as opi_framing
from garage_iot.framing import ucs as ucs_framing
from garage_iot.framing import ucs_serial as ucs_serial_framing
from garage_iot.framing.nexo_sealed import SealedCodec
from garage_iot.protocols import enquiry_link, report
from garage_iot.protocols.caisse_ap import dialogue as caisse_ap
from garage_iot.protocols.caisse_ap.request import Request as CaisseApRequest
from garage_iot.protocols.concert import messages as concert
from garage_iot.protocols.inpas import messages as inpas
from garage_iot.protocols.inpas.dialogue import Dialogue as InpasDialogue
from garage_iot.protocols.nexo import answers as nexo
from garage_iot.protocols.nexo import exchange, receipts
from garage_iot.protocols.opi import messages as opi
from garage_iot.protocols.opi.desk import Desk, Papers
from garage_iot.protocols.ucs import requests
from garage_iot.protocols.ucs.dialogue import Dialogue as UcsDialogue

SALE = Order("sale", 4990, "EUR", number=42)
ROUBLES = Order("sale", 4990, "RUB", number=42)


def check(outcome: Outcome, order: Order) -> None:
    """Approved is approved for what was asked.

    :raises AssertionError: it is not.
    """
    if outcome.state == "approved":
        assert outcome.result is not None
        assert outcome.result.amount == order.amount
        assert outcome.result.currency in ("", order.currency)


def parts(data: bytes) -> Iterable[bytes]:
    """Cut a stream into pieces whose size the first byte chooses."""
    size = data[0] % 29 + 1 if data else 1
    return (data[at : at + size] for at in range(1, len(data), size))


def caisse_ap_dialogue(data: bytes) -> None:
    """A sale over Caisse-AP."""
    dialogue = caisse_ap.Dialogue()
    for part in parts(data):
        dialogue.receive(part)
        _ = dialogue.complete, dialogue.acknowledged, dialogue.silent
    request = CaisseApRequest("0", SALE.number, amount=SALE.amount)
    check(caisse_ap_verdict.judge(dialogue.finish(), request, SALE), SALE)


def concert_dialogue(data: bytes) -> None:
    """The line protocol of Concert in both directions, and the answer's verdict."""
    sender = enquiry_link.Sender(concert_framing.encode)
    request = concert.Request(SALE.amount, "978", answer_flag="1")
    messages = _enquiry_link(concert_framing.Decoder(), sender, data)
    for text in messages:
        answer = concert.parse(text, request)
        if not concert_verdict.is_stale(answer, request):
            check(concert_verdict.judge(answer, request, SALE), SALE)


def ucs_link(data: bytes) -> None:
    """The same line protocol as UCS uses it."""
    sender = enquiry_link.Sender(ucs_serial_framing.encode)
    _enquiry_link(ucs_serial_framing.Decoder(), sender, data)


def _enquiry_link(
    decoder: Any, sender: enquiry_link.Sender, data: bytes
) -> list[bytes]:
    """Send a message, then take one; a piece that begins with FF is silence."""
    receiver = enquiry_link.Receiver()
    sender.begin()
    for part in parts(data):
        for event in decoder.feed(part):
            if sender.state is enquiry_link.Sending.READY:
                sender.deliver(b"question")
            station = receiver if sender.settled else sender
            station.receive(event)
        if part[:1] == b"\xff":
            (receiver if sender.settled else sender).expire()
    return [*sender.overheard, *receiver.messages]


def inpas_dialogue(data: bytes) -> None:
    """A sale over INPAS, and the totals of its day."""
    wish = inpas.payment("1", 4990, "RUB", 42, "T1")
    dialogue, decoder = InpasDialogue(wish, 5.0, 45.0), inpas_framing.Decoder()
    for part in parts(data):
        for event in decoder.feed(part):
            dialogue.receive(event)
    if dialogue.result is None:
        return
    with suppress(BoxError):
        inpas_verdict.totals(dialogue.result)
    check(inpas_verdict.judge(dialogue.result, ROUBLES), ROUBLES)


def ucs_dialogue(data: bytes) -> None:
    """A sale over UCS, and what a report says."""
    dialogue = UcsDialogue(requests.sale("0000012345", 4990))
    decoder = ucs_framing.Decoder()
    for part in parts(data):
        for message in decoder.feed(part):
            dialogue.receive(message)
    report.find(dialogue.slip, "ИТОГО")
    check(ucs_verdict.judge(dialogue, ROUBLES), ROUBLES)


_SEALED = SealedCodec("a passphrase", "key", 1, lambda: bytes(16))
_INNER = nexo_framing.Header(
    "Service", "Payment", "Request", "0000000042", "BOX", "TERMINAL-1"
)


def nexo_sealed(data: bytes) -> None:
    """An encrypted message: as it stands, and with a good seal around it."""
    choice, rest = data[:1], data[1:]
    if choice and choice[0] % 2:
        message = nexo_framing.decode(rest)
        assert _SEALED.decode(_SEALED.encode(message)) == message
        return
    _SEALED.decode(rest)


def nexo_exchange(data: bytes) -> None:
    """What a nexo terminal answers or shows on its own, up to the verdict."""
    message = nexo_framing.decode(data)
    exchange.shown(message)
    exchange.printed(message)
    receipts.read(message.body)
    asked = nexo_framing.Message("SaleToPOIRequest", _INNER, "PaymentRequest", {})
    body = exchange.answer_to(asked, message)
    check(nexo_verdict.judge(nexo.payment(body), SALE, "TERMINAL-1"), SALE)


def opi_dialogue(data: bytes) -> None:
    """Both channels of OPI: slips, display and the answer's verdict."""
    desk, slips = Desk(), Papers()
    for document in opi_framing.Decoder().feed(data):
        try:
            taken = opi.device_request(document)
            opi.respond(taken, opi.Sender(), desk.take(taken).results)
            slips = desk.papers(taken.request_id)
            continue
        except BoxError:
            answer = opi.answer(document)
        if isinstance(answer, opi.CardAnswer):
            check(opi_verdict.judge(answer, SALE, slips), SALE)


def opi_slip(data: bytes) -> None:
    """A late slip as the only proof of a payment."""
    papers = Papers(merchant=data.decode("utf-8", "replace"))
    found = opi_verdict.by_slip(SALE, papers, ("GENEHMIGT",))
    if isinstance(found, Outcome):
        assert "genehmigt" in papers.merchant.lower()
        check(found, SALE)
