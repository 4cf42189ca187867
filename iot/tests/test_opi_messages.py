"""OPI: framing, XML and messages; vectors and damage, no terminal."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage_iot.devices import opi_verdict
from garage_iot.devices.base import InDoubt, Order, Outcome, Undecided
from garage_iot.errors import ProtocolError
from garage_iot.framing.opi import LIMIT, Decoder, encode
from garage_iot.protocols.opi import messages, proof, results, xml
from garage_iot.protocols.opi.desk import Desk, Papers
from garage_iot.protocols.opi.messages import Output, Request, Sender

SALE = Request(
    "CardPayment", "31415926", Sender("GarageTill", "001", "2"),
    "2025-11-21T14:30:00", Decimal("49.90"), "EUR",
)  # fmt: skip
EXAMPLE = (
    b"\x00\x00\x01\x60"
    b'<?xml version="1.0" encoding="UTF-8"?><CardServiceRequest RequestType='
    b'"CardPayment" ApplicationSender="GarageTill" POPID="001" RequestID="31415926" '
    b'WorkstationID="2" xmlns="http://www.nrf-arts.org/IXRetail/namespace"><POSdata>'
    b"<POSTimeStamp>2025-11-21T14:30:00</POSTimeStamp></POSdata><TotalAmount "
    b'Currency="EUR">49.90</TotalAmount></CardServiceRequest>'
)
ANSWER = """<?xml version="1.0" encoding="{encoding}"?>
<CardServiceResponse xmlns="http://www.nrf-arts.org/IXRetail/namespace"
 RequestType="CardPayment" WorkstationID="1" RequestID="00000042"
 OverallResult="Success">
 <Terminal TerminalID="68276185" STAN="021601"/>
 <Tender><TotalAmount Currency="EUR">49.9</TotalAmount>
  <Authorisation AuthorisationType="Online" CardCircuit="girocard"
   CardPAN="6805330010086784747" Merchant="VU-123456789017 " ReceiptNumber="8930"
   ActionCode="0" TimeStamp="2025-11-21T14:30:28-00:00" AcquirerID="undefined"/>
 </Tender>
 <PrivateData><CardTechnologyType>NFC</CardTechnologyType>
  <ErrorCode>1002700</ErrorCode><ErrorText>Zahlung für Händler</ErrorText>
 </PrivateData>
</CardServiceResponse>"""
ORDER = Order("sale", 4990, "EUR", number=42)
OUTPUT = """<?xml version="1.0" encoding="UTF-8"?>
<DeviceRequest RequestType="Output" RequestID="20792" WorkstationID="1" SequenceID="2"
 TerminalID="68276185" ApplicationSender="Terminal">
 <Output OutDeviceTarget="{target}">
  <TextLine Column="0" Row="1">bearbeitet</TextLine>
  <TextLine Column="0" Row="0">Vorgang wird</TextLine></Output></DeviceRequest>"""
SLIP = ("** HÄNDLERBELEG **\nTA-Nr 021601 Beleg-Nr 8930\nBetrag EUR 49,90\n"
        "Zahlung erfolgt")  # fmt: skip


def answer(text: str = ANSWER, encoding: str = "UTF-8") -> messages.CardAnswer:
    return messages.answer(text.replace("{encoding}", encoding).encode(encoding))


def test_a_sale_is_written_exactly_as_in_the_framed_example():
    assert encode(messages.encode(SALE)) == EXAMPLE


def test_the_framed_example_is_read_back():
    (document,) = Decoder().feed(EXAMPLE)

    assert messages.request(document) == SALE


def test_an_answer_is_read_with_its_card_number_masked():
    found = answer()

    assert (found.result, found.stan, found.receipt_no) == ("Success", "021601", "8930")
    assert (found.amount, found.currency) == (Decimal("49.9"), "EUR")
    assert found.pan == "680533*********4747"
    assert found.merchant == "VU-123456789017"
    assert "6784747" not in repr(found)


@pytest.mark.parametrize(
    "encoding", ["UTF-8", "ISO-8859-1", "ISO-8859-15", "windows-1252", "UTF-16"]
)
def test_the_encoding_that_a_document_names_is_honoured(encoding):
    assert answer(encoding=encoding).words == "Zahlung für Händler"


def test_a_byte_order_mark_and_no_declaration_are_utf_8():
    text = ANSWER.partition("?>")[2]

    for document in (b"\xef\xbb\xbf" + text.encode(), text.encode()):
        assert messages.answer(document).words == "Zahlung für Händler"


def test_umlauts_in_another_encoding_than_named_are_refused():
    with pytest.raises(ProtocolError):
        messages.answer(ANSWER.replace("{encoding}", "UTF-8").encode("latin-1"))


BOMB = (
    '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><CardServiceResponse RequestID="1"'
    ' OverallResult="Success">&d;</CardServiceResponse>'
)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]><a/>',
    ],
)
def test_a_document_with_a_document_type_is_refused(text, encoding):
    document = f'<?xml version="1.0" encoding="{encoding}"?>{text}'

    with pytest.raises(ProtocolError, match="document type"):
        xml.read(document.encode(encoding))


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_refused_as_an_answer(data):
    with pytest.raises(ProtocolError):
        messages.answer(data)


@given(
    st.sampled_from(["CardPayment", "PaymentRefund", "PaymentReversal", "Login"]),
    st.from_regex(r"[0-9]{8}", fullmatch=True),
    st.text(min_size=1, max_size=20, alphabet=st.characters(min_codepoint=32,
            exclude_categories=("Cs", "Cn"), exclude_characters="\ufffe\uffff")),
    st.decimals(0, 10**8, places=2),
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_whatever_a_request_holds_comes_back_the_same(kind, number, name, amount):
    sender = Sender(name, "001", "1")
    request = Request(kind, number, sender, "2025-11-21T14:30:00", amount, "EUR")

    assert messages.request(messages.encode(request)) == request


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=5), st.data())
def test_documents_come_out_however_the_stream_was_cut(documents, data):
    stream, decoder, found = b"".join(map(encode, documents)), Decoder(), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        found += decoder.feed(stream[:size])
        stream = stream[size:]

    assert found == documents
    assert decoder.pending == 0


@pytest.mark.parametrize("head", [b"\0\0\0\0", (LIMIT + 1).to_bytes(4, "big"), b"HTTP"])
def test_an_impossible_length_is_refused_at_once(head):
    with pytest.raises(ProtocolError):
        Decoder().feed(head)


def test_a_message_that_is_cut_off_is_waited_for():
    decoder = Decoder()

    assert decoder.feed(EXAMPLE[:-1]) == []
    assert decoder.pending == len(EXAMPLE) - 1


@pytest.mark.parametrize("damage", ["RequestID", "OverallResult"])
def test_an_answer_without_number_or_result_is_none(damage):
    with pytest.raises(ProtocolError):
        answer(ANSWER.replace(damage, "Other"))


def test_a_request_of_the_terminal_is_no_answer():
    with pytest.raises(ProtocolError):
        messages.answer(OUTPUT.encode())
    with pytest.raises(ProtocolError):
        messages.device_request(ANSWER.replace("{encoding}", "UTF-8").encode())


def test_totals_of_a_reconciliation_are_read():
    text = """<ServiceResponse RequestType="ReconciliationWithClosure" RequestID="1"
     OverallResult="Success"><Reconciliation>
     <TotalAmount NumberPayments="8" PaymentType="Debit" Currency="EUR"
      CardCircuit="girocard">338.00</TotalAmount>
     <TotalAmount NumberPayments="3" PaymentType="Debit" Currency="EUR"
      CardCircuit="VISA">87.00</TotalAmount></Reconciliation></ServiceResponse>"""

    totals = messages.answer(text.encode()).totals

    assert [(t.circuit, t.count, t.amount) for t in totals] == [
        ("girocard", 8, 338), ("VISA", 3, 87),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "overall"),
    [("CashierDisplay", "Success"), ("Printer", "Success"), ("E-Journal", None)],
)
def test_a_device_request_is_answered_with_its_number_and_target(target, overall):
    request = messages.device_request(OUTPUT.replace("{target}", target).encode())
    taken = Desk().take(request)

    response = xml.read(messages.respond(request, Sender(), taken.results))
    output = xml.child(response, "Output")

    assert xml.attribute(response, "RequestID") == "20792"
    assert xml.attribute(response, "OverallResult") == (overall or "DeviceUnavailable")
    assert xml.attribute(output, "OutDeviceTarget") == target
    assert xml.attribute(output, "OutResult") == (overall or "DeviceUnavailable")


def test_lines_are_shown_in_the_order_of_their_rows():
    request = messages.device_request(
        OUTPUT.replace("{target}", "CashierDisplay").encode()
    )

    assert Desk().take(request).shown == "Vorgang wird bearbeitet"


def test_rows_that_are_no_numbers_keep_the_order_of_the_lines():
    text = OUTPUT.replace('Row="1"', f'Row="{5000 * "9"}"').replace('Row="0"', "")
    request = messages.device_request(text.replace("{target}", "Printer").encode())

    assert request.outputs[0].lines == ("bearbeitet", "Vorgang wird")


def test_slips_are_kept_apart_by_request_and_only_the_newest():
    desk = Desk()
    for number in range(30):
        desk.take(messages.DeviceRequest(
            "Output", str(number), "1", outputs=(Output("Printer", (f"{number}",)),)
        ))  # fmt: skip

    assert desk.papers("29").merchant == "29"
    assert desk.papers("9").merchant == ""


def test_nobody_sits_at_a_keyboard():
    request = messages.DeviceRequest("Input", "1", "1", outputs=())

    response = messages.respond(request, Sender(), Desk().take(request).results)

    assert b'OverallResult="DeviceUnavailable"' in response


@pytest.mark.parametrize(
    ("result", "state"),
    [("Failure", "declined"), ("Aborted", "cancelled"), ("TimedOut", "cancelled"),
     ("Busy", "failed"), ("Loggedout", "failed"), ("ParsingError", "failed")],
)  # fmt: skip
def test_results_without_money_end_without_money(result, state):
    found = answer(ANSWER.replace('"Success"', f'"{result}"'))

    assert opi_verdict.judge(found, ORDER, Papers()).state == state


@pytest.mark.parametrize("result", ["CommunicationError", "PartialFailure", "Perhaps"])
def test_results_that_may_mean_either_are_in_doubt(result):
    found = answer(ANSWER.replace('"Success"', f'"{result}"'))

    with pytest.raises(InDoubt):
        opi_verdict.judge(found, ORDER, Papers())


@pytest.mark.parametrize(
    "change",
    [("49.9<", "49.89<"), ("49.9<", "<"), ("49.9<", "49.901<"), ("EUR", "CHF")],
)
def test_another_amount_is_never_booked(change):
    with pytest.raises(InDoubt) as doubt:
        opi_verdict.judge(answer(ANSWER.replace(*change)), ORDER, Papers())

    assert doubt.value.code == "amount_mismatch"


def test_a_damaged_byte_anywhere_never_approves_another_amount():
    whole = ANSWER.replace("{encoding}", "UTF-8").encode()
    chance = random.Random(2026)
    for _ in range(600):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        try:
            found = messages.answer(bytes(damaged))
            outcome = opi_verdict.judge(found, ORDER, Papers())
        except (ProtocolError, InDoubt):
            continue
        assert outcome.state != "approved" or found.amount == Decimal("49.9")


def test_a_decline_tells_the_banks_reason():
    text = ANSWER.replace('"Success"', '"Failure"').replace('Code="0"', 'Code="51"')
    outcome = opi_verdict.judge(
        answer(text.replace("Zahlung für Händler", "")), ORDER, Papers()
    )

    assert outcome.code == "declined:51"
    assert outcome.text == results.action("51")


def test_a_slip_alone_decides_nothing():
    verdict = opi_verdict.by_slip(ORDER, Papers(merchant=SLIP), ())

    assert isinstance(verdict, Undecided)
    assert "49.90 EUR" in verdict.text
    assert "021601" in verdict.text


def test_a_slip_with_the_shops_own_words_of_approval_proves_the_payment():
    verdict = opi_verdict.by_slip(ORDER, Papers(merchant=SLIP), ("Zahlung erfolgt",))

    assert isinstance(verdict, Outcome)
    assert (verdict.state, verdict.result.trace_no) == ("approved", "021601")


@pytest.mark.parametrize(
    "change",
    [("49,90", "49,89"), ("49,90", "149,90"), ("TA-Nr 021601", "TA-Nr"),
     ("Zahlung erfolgt", "Abgelehnt"), ("49,90", "4990"),
     ("Beleg-Nr 8930", "STAN 021602")],
)  # fmt: skip
def test_a_slip_on_which_anything_differs_proves_nothing(change):
    papers = Papers(merchant=SLIP.replace(*change))

    assert not proof.read(papers, Decimal("49.90"), ("Zahlung erfolgt",)).approved


def test_the_customers_slip_proves_nothing():
    papers = Papers(customer=SLIP)

    assert not proof.read(papers, Decimal("49.90"), ("Zahlung erfolgt",)).approved
