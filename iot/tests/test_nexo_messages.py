"""nexo Retailer messages: vectors, envelopes, amounts, receipts; no terminal."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage_iot.errors import ProtocolError
from garage_iot.framing import nexo, nexo_sealed
from garage_iot.framing.nexo import Header, Message
from garage_iot.framing.nexo_sealed import PlainCodec, SealedCodec
from garage_iot.protocols import money
from garage_iot.protocols.nexo import answers, exchange, requests, results
from garage_iot.protocols.nexo.requests import Money, Parties

TILL = Parties("GARAGE-TILL-1", "S1F2-000158213300001")
SALE = requests.payment(
    TILL, "0000000042", Money(Decimal("49.90"), "EUR"), "POS/0042",
    "2025-11-21T14:30:00.000Z",
)  # fmt: skip
EXAMPLE = (
    '{"SaleToPOIRequest":{"MessageHeader":{"ProtocolVersion":"3.0",'
    '"MessageClass":"Service","MessageCategory":"Payment","MessageType":"Request",'
    '"ServiceID":"0000000042","SaleID":"GARAGE-TILL-1",'
    '"POIID":"S1F2-000158213300001"},"PaymentRequest":{"SaleData":{'
    '"SaleTransactionID":{"TransactionID":"POS/0042",'
    '"TimeStamp":"2025-11-21T14:30:00.000Z"}},"PaymentTransaction":{"AmountsReq":'
    '{"Currency":"EUR","RequestedAmount":49.9}}}}}'
)
NONCE = bytes(range(16))
NESTED = st.recursive(
    st.none() | st.booleans() | st.text(max_size=9)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3, max_value=10**9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=9,
)  # fmt: skip


def response(name: str, body: dict, **header: str) -> Message:
    values = {
        "service_id": "0000000042",
        "sale_id": TILL.sale_id,
        "poi_id": TILL.poi_id,
        "message_type": "Response",
    }
    return Message(nexo.RESPONSE, Header(**{**values, **header}), name, body)


def sealed(passphrase: str = "garage-demo", identifier: str = "till") -> SealedCodec:
    return SealedCodec(passphrase, identifier, 1, lambda: NONCE)


def test_a_sale_is_written_exactly_as_the_published_form():
    assert nexo.encode(SALE) == EXAMPLE.encode()


def test_a_sale_is_read_back_as_it_was_written():
    assert nexo.decode(EXAMPLE.encode()) == SALE


def test_the_derived_keys_are_those_of_the_test_values():
    keys = nexo_sealed.derive("garage-demo")

    assert keys.hmac_key.hex() == (
        "98171261eee845bebdc66fe7a167b114f6873fadbc961a8d8f924055cab166df"
    )
    assert keys.cipher_key.hex() == (
        "d8b332a0d56c1f01ff40c705270d4fff67ddbab31cc9a7e852e854d47808949a"
    )
    assert keys.start.hex() == "63bbbb120c90fef368a2d8f4bc0fe024"


def test_the_encrypted_test_message_is_reproduced_byte_by_byte():
    keys, clear = nexo_sealed.derive("garage-demo"), b'{"SaleToPOIRequest":{}}'

    blob = nexo_sealed.encrypt(clear, keys, NONCE)
    mac = nexo_sealed.sign(clear, keys)

    assert nexo_sealed._base64(blob) == "0FCA0KLuP2NJiZMzdnmMCcUwIAwEu9kDEOeLeB/sEQE="
    assert nexo_sealed._base64(mac) == "Y1KO6QRvO4NHO6h6yvKvmS9AoByw4hAWRoeH9IgL0eo="
    assert nexo_sealed._base64(NONCE) == "AAECAwQFBgcICQoLDA0ODw=="
    assert nexo_sealed.decrypt(blob, keys, NONCE, mac) == clear


def test_an_encrypted_sale_shows_nothing_but_its_header():
    data = sealed().encode(SALE)

    assert b"49.9" not in data
    assert b"POS/0042" not in data
    assert sealed().decode(data) == SALE


@pytest.mark.parametrize("part", ["NexoBlob", "Hmac", "Nonce"])
def test_a_changed_encrypted_message_is_refused_with_one_and_the_same_sentence(part):
    content = json.loads(sealed().encode(SALE))["SaleToPOIRequest"]
    owner = content if part == "NexoBlob" else content["SecurityTrailer"]
    owner[part] = ("B" if owner[part][0] == "A" else "A") + owner[part][1:]

    with pytest.raises(ProtocolError, match="does not fit the key"):
        sealed().decode(json.dumps({"SaleToPOIRequest": content}).encode())


def test_a_header_changed_outside_the_encryption_is_refused():
    content = json.loads(sealed().encode(SALE))
    content["SaleToPOIRequest"]["MessageHeader"]["ServiceID"] = "0000000041"

    with pytest.raises(ProtocolError, match="does not fit the key"):
        sealed().decode(json.dumps(content).encode())


@pytest.mark.parametrize("other", [sealed("another"), sealed(identifier="old")])
def test_another_key_is_refused(other):
    with pytest.raises(ProtocolError, match="does not fit the key"):
        other.decode(sealed().encode(SALE))


def test_a_clear_message_is_refused_where_encryption_is_agreed():
    with pytest.raises(ProtocolError):
        sealed().decode(nexo.encode(SALE))


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(max_size=8), NESTED, max_size=4))
def test_whatever_a_body_holds_comes_back_the_same(body):
    message = response("PaymentResponse", body)

    assert PlainCodec().decode(PlainCodec().encode(message)) == message
    assert sealed().decode(sealed().encode(message)) == message


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_message_or_refused(data):
    for codec in (PlainCodec(), sealed()):
        with pytest.raises(ProtocolError):
            codec.decode(data)


@pytest.mark.parametrize(
    "data",
    [
        EXAMPLE[:-1],
        EXAMPLE + "{}",
        EXAMPLE.replace("49.9", "NaN"),
        EXAMPLE.replace('"Currency":"EUR"', '"Currency":"EUR","Currency":"USD"'),
        EXAMPLE.replace("PaymentRequest", "PaymentNonsense"),
        "[" * 100_000,
        " " * 1_000_001,
        '{"SaleToPOIRequest":{"MessageHeader":[],"XRequest":{}}}',
    ],
)
def test_a_damaged_message_is_refused(data):
    with pytest.raises(ProtocolError):
        nexo.decode(data.encode())


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (10, "EUR", "0.1"),
        (123456789, "EUR", "1234567.89"),
        (30, "EUR", "0.3"),
        (4990, "ISK", "4990"),
        (4990, "IQD", "4.99"),
    ],
)
def test_amounts_pass_the_wire_exactly(minor, currency, written):
    wire = nexo.write(money.to_major(minor, currency))

    assert wire.decode() == written
    assert money.to_minor(Decimal(written), currency) == minor


@given(st.integers(1, 10**12), st.sampled_from(["EUR", "ISK", "IQD", "RUB"]))
def test_every_amount_comes_back_the_same(minor, currency):
    assert money.to_minor(money.to_major(minor, currency), currency) == minor


@pytest.mark.parametrize(
    "amount", ["0.001", "1e999999999", "NaN", "Infinity", "1." + 40 * "0" + "1"]
)
def test_what_is_no_amount_of_money_is_refused(amount):
    with pytest.raises(ProtocolError):
        money.to_minor(Decimal(amount), "EUR")


def test_the_body_tells_what_an_answer_is_and_not_the_header():
    question = requests.reversal(TILL, "0000000042", "T1", "2025-11-21", "R", "now")
    answer = response("ReversalResponse", {"a": 1}, category="Payment")

    assert exchange.answer_to(question, answer) == {"a": 1}


@pytest.mark.parametrize(
    "answer",
    [
        response("PaymentResponse", {}, service_id="0000000041"),
        response("PaymentResponse", {}, poi_id="P400Plus-1"),
        response("PaymentResponse", {}, sale_id="OTHER-TILL"),
        response("ReversalResponse", {}),
        response("EventNotification", {"EventToNotify": "Reject"}),
    ],
)
def test_an_answer_to_something_else_is_no_answer(answer):
    with pytest.raises(ProtocolError):
        exchange.answer_to(SALE, answer)


def test_fields_and_values_of_tomorrow_do_not_disturb():
    body = {
        "Response": {"Result": "Success", "New": [1]},
        "PaymentResult": {
            "AmountsResp": {"AuthorizedAmount": "49.90", "Currency": "EUR"},
            "PaymentInstrumentData": {"CardData": {"EntryMode": ["Telepathy"]}},
        },
        "Surprise": {"deep": [{}]},
    }

    paid = answers.payment(body)

    assert (paid.amount, paid.entry) == (Decimal("49.90"), "Telepathy")
    assert results.meaning("SomethingNew")[0] == results.NOT_STARTED


def test_pairs_of_a_slip_become_lines_and_filler_a_blank_one():
    words = ["key=header1", "name=TOTAL&value=%e2%82%ac%c2%a01.00&key=totalAmount",
             "key=filler", "name=APPROVED&key=approved"]  # fmt: skip
    output = {"OutputText": [{"Text": text, "EndOfLineFlag": True} for text in words]}
    receipt = {"DocumentQualifier": "CustomerReceipt", "OutputContent": output}
    body = {"Response": {"Result": "Success"}, "PaymentReceipt": [receipt]}

    slips = answers.payment(body).receipts

    assert slips.customer.split("\n") == ["TOTAL €\xa01.00", "", "APPROVED"]


def test_plain_lines_and_xhtml_of_a_slip_are_read_too():
    pieces = [{"Text": "Total ", "EndOfLineFlag": False}, {"Text": "1.00"}]
    plain = {"OutputContent": {"OutputText": pieces}}
    xhtml = {"OutputContent": {"OutputXHTML": "<p>Total<br/>1.00 &euro;</p>"}}

    assert answers.receipts.content(plain) == "Total 1.00"
    assert answers.receipts.content(xhtml) == "Total\n1.00 €"


def test_markup_that_cannot_be_read_is_an_empty_slip_and_no_failure():
    receipt = {"OutputContent": {"OutputXHTML": "<![FOO[x]]>"}}

    assert answers.receipts.content(receipt) == ""


def test_a_full_card_number_never_gets_past_the_parser():
    card = {"MaskedPan": "6805330010086784747"}
    body = {
        "Response": {"Result": "Success"},
        "PaymentResult": {"PaymentInstrumentData": {"CardData": card}},
    }

    assert answers.payment(body).masked_pan == "680533*********4747"


def test_totals_are_added_up_by_brand_with_refunds_against():
    def entry(kind: str, count: int, amount: str) -> dict:
        return {"TransactionType": kind, "TransactionCount": Decimal(count),
                "TransactionAmount": Decimal(amount)}  # fmt: skip

    body = {
        "Response": {"Result": "Success"},
        "POIReconciliationID": "1000",
        "TransactionTotals": [
            {
                "CardBrand": "girocard",
                "PaymentCurrency": "EUR",
                "PaymentTotals": [entry("Debit", 8, "338.00"), entry("Credit", 1, "5")],
            }
        ],
    }

    assert answers.totals(body, "EUR").groups == (answers.Group("girocard", 9, 33300),)
