"""What is fuzzed: one line per parser. Bytes in; nothing or ``BoxError`` comes out.

Any other error, and a promise that a parser breaks (``AssertionError``), is a find. To
add a parser write a function that takes bytes and put it into :data:`TARGETS`; its
corpus grows in ``corpus/<name>`` by ``./garage bench fuzz``. Whole dialogues stand
in :mod:`fuzz.dialogues`, what tills, servers, scanners and files send in
:mod:`fuzz.hosts`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from fuzz import dialogues, hosts
from garage_iot.devices import zvt_verdict
from garage_iot.devices.base import InDoubt, Order
from garage_iot.errors import BoxError
from garage_iot.framing import caisse_ap as caisse_ap_framing
from garage_iot.framing import concert as concert_framing
from garage_iot.framing import inpas as inpas_framing
from garage_iot.framing import nexo as nexo_framing
from garage_iot.framing import opi as opi_framing
from garage_iot.framing import ucs as ucs_framing
from garage_iot.framing import ucs_serial as ucs_serial_framing
from garage_iot.framing import zvt as zvt_framing
from garage_iot.framing import zvt_serial as zvt_serial_framing
from garage_iot.protocols import ini
from garage_iot.protocols.arcus2 import result as arcus2
from garage_iot.protocols.caisse_ap import answer as caisse_ap
from garage_iot.protocols.concert import messages as concert
from garage_iot.protocols.escpos.reader import Reader
from garage_iot.protocols.inpas import fields as inpas
from garage_iot.protocols.nexo import answers as nexo
from garage_iot.protocols.opi import messages as opi
from garage_iot.protocols.sberbank import result as sberbank
from garage_iot.protocols.sberbank import slip as sberbank_slip
from garage_iot.protocols.ucs import answers as ucs
from garage_iot.protocols.zvt import (
    commands,
    containers,
    enquiry,
    intermediate,
    sequence,
    status,
    totals,
)
from garage_iot.protocols.zvt.dialogue import Dialogue
from garage_iot.protocols.zvt.printing import SlipCollector

Target = Callable[[bytes], object]
_NOW = datetime(2026, 11, 22, 14, 30, 5, tzinfo=timezone.utc)
_SALE = Order("sale", 4990, "EUR")


def pieces(decoder: Any, data: bytes) -> list[Any]:
    """Feed a stream in pieces that the first byte chooses; whole gives the same.

    A decoder that refuses a stream may refuse it sooner or later.
    """
    size, stream = (data[0] % 7 + 1, data[1:]) if data else (1, b"")
    found: list[Any] = []
    for at in range(0, len(stream), size):
        found += decoder.feed(stream[at : at + size])
    assert type(decoder)().feed(stream) == found
    return found


def zvt_messages(data: bytes) -> None:
    """Each reader of a ZVT message alone; the first byte chooses it."""
    readers: list[Target] = [
        lambda rest: totals.from_status(status.parse(rest)),
        intermediate.parse,
        enquiry.registered,
        enquiry.terminal_status,
        enquiry.open_preauthorisations,
        lambda rest: SlipCollector().print_block(rest),
        lambda rest: SlipCollector("7bit").print_line(rest),
        lambda rest: containers.elements(_apdu(rest)),
        lambda rest: sequence.read(sequence.stamp(_apdu(rest), 7)),
    ]
    if data:
        readers[data[0] % len(readers)](data[1:])


def _apdu(data: bytes) -> zvt_framing.Apdu:
    return zvt_framing.Apdu(int.from_bytes(data[:2], "big"), data[2:])


def zvt_dialogue(data: bytes) -> None:
    """A sale whose terminal says anything: approved for this amount only."""
    dialogue = Dialogue(commands.authorisation(4990, "EUR"))
    for apdu in pieces(zvt_framing.Decoder(), data):
        dialogue.receive(apdu)
    if not dialogue.done:
        return
    outcome = zvt_verdict.judge(dialogue, _SALE, _NOW, compose=True)
    if outcome.state == "approved":
        assert outcome.result is not None
        assert (outcome.result.amount, outcome.result.currency) in (
            (4990, "EUR"),
            (4990, ""),
        )


def zvt_serial(data: bytes) -> None:
    """Frames of the serial line."""
    pieces(zvt_serial_framing.Decoder(), data)


def caisse_ap_answer(data: bytes) -> None:
    """Fields of Caisse-AP and the answer they make."""
    caisse_ap.parse(pieces(caisse_ap_framing.Decoder(), data))


def concert_answer(data: bytes) -> None:
    """Frames of Concert and the text inside."""
    concert_framing.Decoder().feed(data)
    concert.parse(data, concert.Request(4990, "978", answer_flag="1"))


def nexo_answer(data: bytes) -> None:
    """A nexo message and what answers say."""
    message = nexo_framing.decode(data)
    for read in (nexo.reply, nexo.payment, nexo.reversal, nexo.status):
        read(message.body)


def opi_answer(data: bytes) -> None:
    """The stream of OPI and its two kinds of documents."""
    opi_framing.Decoder().feed(data)
    for read in (opi.answer, opi.device_request):
        try:
            read(data)
        except BoxError:
            continue


def ucs_answer(data: bytes) -> None:
    """UCS messages on both lines and what they say."""
    ucs_serial_framing.Decoder().feed(data)
    for message in ucs_framing.Decoder().feed(data):
        for read in (ucs.authorisation, ucs.failure, ucs.slip_line, ucs.console_text):
            read(message)


def inpas_answer(data: bytes) -> None:
    """Frames of INPAS and the fields inside."""
    inpas_framing.Decoder().feed(data)
    inpas.decode(data)


def program_files(data: bytes) -> None:
    """Files that the banks' own programs leave behind."""
    for read in (
        sberbank.parse, sberbank_slip.parse, arcus2.parse_code, arcus2.parse_output,
        ini.parse,
    ):  # fmt: skip
        try:
            read(data)
        except BoxError:
            continue


def escpos_stream(data: bytes) -> None:
    """What the printer simulator and the print tests read."""
    Reader().feed(data)


TARGETS: dict[str, Target] = {
    "zvt_messages": zvt_messages,
    "zvt_dialogue": zvt_dialogue,
    "zvt_serial": zvt_serial,
    "caisse_ap": caisse_ap_answer,
    "concert": concert_answer,
    "nexo": nexo_answer,
    "opi": opi_answer,
    "ucs": ucs_answer,
    "inpas": inpas_answer,
    "program_files": program_files,
    "escpos": escpos_stream,
    "caisse_ap_dialogue": dialogues.caisse_ap_dialogue,
    "concert_dialogue": dialogues.concert_dialogue,
    "inpas_dialogue": dialogues.inpas_dialogue,
    "nexo_exchange": dialogues.nexo_exchange,
    "nexo_sealed": dialogues.nexo_sealed,
    "opi_dialogue": dialogues.opi_dialogue,
    "opi_slip": dialogues.opi_slip,
    "ucs_dialogue": dialogues.ucs_dialogue,
    "ucs_link": dialogues.ucs_link,
    "api_call": hosts.api_call,
    "configuration": hosts.configuration,
    "device_file": hosts.device_file,
    "document": hosts.document,
    "http_request": hosts.http_request,
    "hw_proxy": hosts.hw_proxy,
    "print_server": hosts.print_server,
    "printer_status": hosts.printer_status,
    "program_lists": hosts.program_lists,
    "scanners": hosts.scanners,
    "token": hosts.token,
    "token_payload": hosts.token_payload,
}


def attempt(target: Target, data: bytes) -> bool:
    """Give bytes to a target; tell whether it took them.

    :raises Exception: a find: anything but an error of the box.
    """
    try:
        target(data)
    except (BoxError, InDoubt):
        return False
    return True


def name_of(arguments: list[str]) -> str:
    """Return the target that a command line names."""
    if len(arguments) < 2 or arguments[1] not in TARGETS:
        sys.exit(f"Name one of: {', '.join(TARGETS)}")
    return arguments[1]
