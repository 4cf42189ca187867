"""A refusal needs an answer as whole and as fitting as an approval, or it is in doubt.

Told "not paid" while the card was charged, a cashier charges it again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from garage_iot.devices import (
    arcus2_verdict,
    caisse_ap_verdict,
    inpas_verdict,
    nexo_verdict,
    opi_verdict,
    sberbank_verdict,
    ucs_verdict,
    zvt_verdict,
)
from garage_iot.devices.base import Baseline, Hint, InDoubt, Order, Undecided
from garage_iot.errors import ProtocolError, Refused
from garage_iot.framing.caisse_ap import Field
from garage_iot.framing.ucs import Message
from garage_iot.framing.zvt import Apdu
from garage_iot.protocols.arcus2.files import FileNames
from garage_iot.protocols.caisse_ap import answer as caisse_ap_answer
from garage_iot.protocols.caisse_ap.request import Request
from garage_iot.protocols.nexo import answers as nexo_answers
from garage_iot.protocols.opi.desk import Papers
from garage_iot.protocols.opi.messages import CardAnswer
from garage_iot.protocols.ucs import const, requests
from garage_iot.protocols.ucs import dialogue as ucs_dialogue
from garage_iot.protocols.zvt import commands, status
from garage_iot.protocols.zvt.dialogue import Dialogue

NOW = datetime(2026, 11, 22, 14, 30, 5, tzinfo=timezone.utc)
EURO = Order("sale", 4990, "EUR", baseline=Baseline(), number=42)
ROUBLE = Order("sale", 4990, "RUB", baseline=Baseline(), number=7)
TERMINAL = "0001234567"
OK, DONE = Apdu(0x8000), Apdu(0x060F)
# The published decline: it names neither receipt nor trace.
REFUSED = (
    bytes.fromhex("27050400000000499049097829680012343CF0F2F2")
    + b"Karte nicht zugelassen"
)


def zvt(*apdus: Apdu):
    dialogue = Dialogue(commands.authorisation(4990, "EUR"))
    for apdu in apdus:
        dialogue.receive(apdu)
    return zvt_verdict.judge(dialogue, EURO, NOW)


def test_a_zvt_refusal_without_numbers_keeps_the_words_of_the_terminal():
    outcome = zvt(OK, Apdu(0x040F, REFUSED), Apdu(0x061E, b"\x05"))

    assert (outcome.code, outcome.text) == ("declined:05", "Karte nicht zugelassen")


@pytest.mark.parametrize(
    "apdus",
    [
        pytest.param((OK, Apdu(0x061E, b"\x00")), id="aborted with code 00"),
        pytest.param(
            (OK, Apdu(0x040F, bytes.fromhex("2705040000000050004909788700450b000123")),
             Apdu(0x061E, b"\x05")),
            id="refusal of another amount",
        ),
    ],
)  # fmt: skip
def test_a_zvt_refusal_that_does_not_fit_is_in_doubt(apdus):
    with pytest.raises(InDoubt):
        zvt(*apdus)


@pytest.mark.parametrize("control", [0x8001, 0x8005, 0x80FF])
def test_a_zvt_acknowledgement_with_another_code_is_no_refusal(control):
    with pytest.raises(ProtocolError):
        zvt(Apdu(control))


@pytest.mark.parametrize("twice", ["27002705", "27000400000000499004000000005000"])
def test_a_zvt_result_that_says_two_things_is_damaged(twice):
    with pytest.raises(ProtocolError):
        status.parse(bytes.fromhex(twice))


@pytest.mark.parametrize(
    "known",
    [
        {"baseline": Baseline()},
        {"baseline": Baseline("0044", "000122"), "earlier": frozenset({("", "")})},
    ],
)
def test_a_zvt_payment_without_numbers_is_no_earlier_one(known):
    info = status.parse(bytes.fromhex("270004000000004990490978"))
    hint = Hint(NOW - timedelta(seconds=3), **known)

    verdict = zvt_verdict.match(info, EURO, hint, zvt_verdict.Tolerance())

    assert isinstance(verdict, Undecided)


FIELDS = {
    "operation": "0", "amount": "000000004990", "currency": "643",
    "stamp": "20261122143005", "merchant": "980012345678901",
    "rrn": "632600000045", "code": "05", "auth": "",
}  # fmt: skip


def ucs_result(**changes: str) -> Message:
    text = "".join({**FIELDS, **changes}.values()) + "\x1b\x1b\x1b"
    return Message(const.AUTHORISATION, TERMINAL, text.encode(const.ENCODING))


def ucs(*messages: Message):
    dialogue = ucs_dialogue.Dialogue(requests.sale(TERMINAL, 4990))
    for message in messages:
        dialogue.receive(message)
    return ucs_verdict.judge(dialogue, ROUBLE)


@pytest.mark.parametrize(
    "messages",
    [
        pytest.param([ucs_result(code="  ")], id="blank code"),
        pytest.param([ucs_result(code="\x000")], id="damaged code"),
        pytest.param([ucs_result(amount="000000005000")], id="another amount"),
        pytest.param([ucs_result(operation="A")], id="another operation"),
        pytest.param([ucs_result(currency="840")], id="another currency"),
        pytest.param([Message(const.ERROR, TERMINAL)], id="error without a code"),
        pytest.param([Message(const.ERROR, TERMINAL, b"\x00\x01")], id="damaged error"),
        pytest.param(
            [Message(const.SLIP_LINE, TERMINAL, b"0slip"),
             Message(const.ERROR, TERMINAL, b"33printer")],
            id="error behind a slip",
        ),
    ],
)  # fmt: skip
def test_a_ucs_refusal_that_does_not_fit_is_in_doubt(messages):
    with pytest.raises(InDoubt):
        ucs(*messages)


def test_a_ucs_terminal_that_began_and_wants_a_login_gets_no_second_sale():
    with pytest.raises(ProtocolError):
        ucs(Message(const.ACCEPTED, TERMINAL), Message(const.LOGIN_FIRST, TERMINAL))


@pytest.mark.parametrize("status_", ["16", "53"])
@pytest.mark.parametrize("other", [{0: "5000"}, {0: "4 990"}, {4: "840"}, {26: "6"}])
def test_an_inpas_refusal_of_something_else_is_in_doubt(status_, other):
    with pytest.raises(InDoubt):
        inpas_verdict.judge({39: status_} | other, ROUBLE)


def test_an_inpas_refusal_names_the_order_or_nothing():
    for named in ({}, {0: "4990", 4: "643", 26: "7"}, {0: "0"}, {0: ""}):
        assert inpas_verdict.judge({39: "16"} | named, ROUBLE).state == "declined"


def test_unreadable_inpas_totals_are_not_nothing():
    with pytest.raises(Refused):
        inpas_verdict.totals({39: "1", 29: "149.90", 30: "3"})


@pytest.mark.parametrize("begun", [b"1", b"4", b"43", b"430", b"41"])
def test_the_beginning_of_a_sberbank_code_is_no_code(begun):
    """12, 99, 4309 and 414x leave open if money moved; a part of them must, too."""
    with pytest.raises(InDoubt):
        sberbank_verdict.judge({"e": begun}, "p", ROUBLE)


@pytest.mark.parametrize("whole", [b"4405", b"7\r\n", b"777\n1", b"7,no such thing"])
def test_a_whole_sberbank_code_is_one(whole):
    assert sberbank_verdict.judge({"e": whole}, "p", ROUBLE).state != "approved"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"rc.out": b"O0O"}, id="letters that nobody explained"),
        pytest.param({"rc.out": b"116", "output.dat": b"0"}, id="damaged line 0"),
        pytest.param({"rc.out": b"000", "output.dat": b"?!"}, id="damaged beside 000"),
        pytest.param({"rc.out": b"000", "output.dat": b""}, id="empty beside 000"),
        pytest.param({"rc.out": b"116", "can_rc.out": b"116"}, id="cancel failed"),
        pytest.param({"rc.out": b"116", "can_rc.out": b""}, id="cancel unreadable"),
        pytest.param({"rc.out": b"116", "auto_can.out": b"slip"}, id="cancel slip"),
    ],
)
def test_arcus2_files_that_do_not_fit_are_in_doubt(files):
    with pytest.raises(InDoubt):
        arcus2_verdict.judge(files, FileNames(), ROUBLE, {})


def test_an_arcus2_refusal_is_one_although_the_tool_cancelled_for_safety():
    files = {"rc.out": b"116", "can_rc.out": b"000"}

    assert arcus2_verdict.judge(files, FileNames(), ROUBLE, {}).state != "approved"
    explained = {"NOK": "Отказ"}
    outcome = arcus2_verdict.judge({"rc.out": b"NOK"}, FileNames(), ROUBLE, explained)
    assert (outcome.state, outcome.text) == ("declined", "Отказ.")


@pytest.mark.parametrize(
    "other", [{"CB": "5000"}, {"CA": "04"}, {"CD": "1"}, {"CE": "756"}]
)
def test_a_caisse_ap_refusal_of_something_else_is_in_doubt(other):
    tags = {"CZ": "0300", "CA": "01", "CB": "4990", "CD": "0", "CE": "978"} | other
    fields = [Field(*pair) for pair in (tags | {"AE": "01", "AF": "04"}).items()]
    request = Request("0", 42, amount=4990)

    with pytest.raises(InDoubt):
        caisse_ap_verdict.judge([caisse_ap_answer.parse(fields)], request, EURO)


def test_a_caisse_ap_authorisation_without_a_reason_to_refuse_is_in_doubt():
    tags = {"CZ": "0300", "CA": "01", "AE": "01", "AC": "123456"}
    answer = caisse_ap_answer.parse([Field(*pair) for pair in tags.items()])

    with pytest.raises(InDoubt):
        caisse_ap_verdict.judge([answer], Request("0", 42, amount=4990), EURO)


DECLINED = CardAnswer("CardPayment", "00000042", "1", "Failure", action="05")


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": nexo_answers.money.parse("50.00"), "currency": "EUR"},
        {"approval": "123456", "action": "0"},
        {"result": "Aborted", "approval": "123456", "action": "00"},
    ],
)
def test_an_opi_refusal_that_contradicts_itself_is_in_doubt(changes):
    with pytest.raises(InDoubt):
        opi_verdict.judge(replace(DECLINED, **changes), EURO, Papers())


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-sNaN7"])
def test_a_nexo_amount_that_is_no_number_is_damage(amount):
    body = {
        "Response": {"Result": "Success"},
        "TransactionTotals": [{"PaymentTotals": [
            {"TransactionType": "Debit", "TransactionCount": amount}
        ]}],
    }  # fmt: skip

    with pytest.raises(ProtocolError):
        nexo_answers.totals(body, "EUR")


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00", "9999-12-31T23:59:59Z"])
def test_a_nexo_time_that_no_clock_shows_does_not_stop_the_recovery(when):
    paid = nexo_answers.Paid(
        nexo_answers.Reply("Failure", "Refusal"), transaction_time=when
    )
    found = nexo_answers.Status(nexo_answers.Reply("Success"), "0000000042", paid)

    verdict = nexo_verdict.match(found, EURO, "T1", NOW)

    assert verdict is not None
