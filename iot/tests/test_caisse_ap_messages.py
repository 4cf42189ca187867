"""Caisse-AP fields, requests and answers, as bytes."""

from __future__ import annotations

import base64
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage_iot.devices import caisse_ap_verdict
from garage_iot.devices.base import InDoubt, Order
from garage_iot.errors import ProtocolError
from garage_iot.framing.caisse_ap import Decoder, Field, encode
from garage_iot.framing.zvt import Decoder as ZvtDecoder
from garage_iot.protocols.caisse_ap import answer, const, results
from garage_iot.protocols.caisse_ap.dialogue import Dialogue
from garage_iot.protocols.caisse_ap.request import Request

# The request for 49.90 EUR as documented.
EXAMPLE = b"CZ0040300CJ012000000000042CA00203CB0044990CD0010CE003978BA0010BF0010"
SALE = Request(const.DEBIT, 42, "03", amount=4990)
ORDER = Order("sale", 4990, "EUR", number=42)
PAID = {
    "CZ": "0300", "CA": "03", "CB": "4990", "CD": "0", "CE": "978", "AE": "10",
    "AF": "01", "AA": "497010######1234", "AC": "123456", "CC": "00B", "CI": "2",
    "CG": "1234567", "AI": "A0000000421010",
}  # fmt: skip

tags = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=2)
values = st.text(
    st.characters(min_codepoint=0, max_codepoint=255), min_size=1, max_size=999
)
fields = st.lists(st.builds(Field, tags, values), max_size=12)


def message(values: dict[str, str]) -> bytes:
    return encode(Field(tag, value) for tag, value in values.items())


def chunks(stream: bytes, cuts: Iterable[int]) -> list[bytes]:
    marks = sorted({cut % (len(stream) + 1) for cut in cuts} | {0, len(stream)})
    return [stream[a:b] for a, b in zip(marks, marks[1:], strict=False)]


def judge(**changes: str | None):
    """Let the terminal give the paid answer with changes; None leaves a field out."""
    found = {**PAID, **changes}
    dialogue = Dialogue()
    dialogue.receive(message({t: v for t, v in found.items() if v is not None}))
    return caisse_ap_verdict.judge(dialogue.finish(), SALE, ORDER)


def test_the_documented_request_comes_out_byte_by_byte():
    assert encode(SALE.fields()) == EXAMPLE


def test_the_nepting_dialect_adds_the_till_reference():
    sent = encode(Request("0", 42, "03", "0320", 4990).fields())

    assert sent.startswith(b"CZ0040320")
    assert sent.endswith(b"CF012000000000042")


@pytest.mark.parametrize(("amount", "sent"), [(5, b"CB00205"), (99, b"CB00299")])
def test_an_amount_below_one_euro_has_two_digits(amount, sent):
    assert sent in encode(Request("0", 1, amount=amount).fields())


@pytest.mark.parametrize("amount", [0, -1, 10**12])
def test_an_amount_that_the_protocol_cannot_write_is_refused(amount):
    with pytest.raises(ValueError, match="amounts from 1"):
        Request("0", 1, amount=amount).fields()


@given(fields)
def test_every_message_is_read_back_as_it_was_written(sent):
    assert Decoder().feed(encode(sent)) == sent


@given(fields, fields, st.lists(st.integers(min_value=0), max_size=8))
def test_any_cuts_in_the_stream_give_the_same_fields(first, second, cuts):
    decoder = Decoder()

    found = [
        field
        for part in chunks(encode(first) + encode(second), cuts)
        for field in decoder.feed(part)
    ]

    assert found == first + second
    assert decoder.pending == 0


@given(st.builds(Field, tags, values), st.integers(min_value=1, max_value=1003))
def test_a_field_that_is_cut_off_waits_for_its_rest(field, kept):
    whole = encode([field])
    decoder = Decoder()

    assert decoder.feed(whole[: min(kept, len(whole) - 1)]) == []
    assert decoder.feed(whole[min(kept, len(whole) - 1) :]) == [field]


@pytest.mark.parametrize(
    "damaged",
    [
        b"AE000",
        b"AE0x210",
        b"AE-0110",
        b"AE 0210",
        b"ae00210",
        b"\x00\xff",
        b"A\n",
    ],
)
def test_damaged_heads_are_refused_at_once(damaged):
    with pytest.raises(ProtocolError):
        Decoder().feed(damaged)


@given(st.binary(max_size=300))
def test_random_bytes_never_crash_and_never_approve(received):
    dialogue = Dialogue()
    try:
        dialogue.receive(received)
        outcome = caisse_ap_verdict.judge(dialogue.finish(), SALE, ORDER)
    except (ProtocolError, InDoubt):
        return
    assert outcome.state != "approved"


def test_a_flood_of_fields_is_cut_off():
    with pytest.raises(ProtocolError, match="more fields"):
        Decoder().feed(b"ZZ001x" * 201)


def test_an_encoder_refuses_what_no_field_can_hold():
    for bad in (
        Field("A", "x"),
        Field("aa", "x"),
        Field("AA", ""),
        Field("AA", "x" * 1000),
    ):
        with pytest.raises(ValueError, match=r"tag|999"):
            encode([bad])


def test_the_zvt_decoder_and_this_one_do_not_read_each_other():
    zvt_sale = bytes.fromhex("06010a04000000004990490978")

    with pytest.raises(ProtocolError):
        Decoder().feed(zvt_sale)
    assert ZvtDecoder().feed(EXAMPLE[:50]) == []


def test_a_paid_answer_brings_brand_card_and_authorisation():
    outcome = judge()

    assert outcome.state == "approved"
    result = outcome.result
    assert (result.card_brand, result.entry) == ("CB", "contactless")
    assert (result.masked_pan, result.auth_code) == ("497010******1234", "123456")
    assert (result.amount, result.currency) == (4990, "EUR")
    assert result.trace_no == "000000000042"


def test_a_full_card_number_is_masked_on_receipt():
    assert judge(AA="4970101234567890").result.masked_pan == "497010******7890"


def test_leading_zeros_and_unknown_tags_change_nothing():
    assert judge(CB="000000004990", Q7="?").state == "approved"


@pytest.mark.parametrize(
    "changes",
    [
        {"CB": "4989"}, {"CB": "499000"}, {"CB": None}, {"CE": "756"}, {"CE": None},
        {"CA": "04"}, {"CA": None}, {"CD": "1"}, {"CD": None}, {"AE": None},
        {"AE": "11"}, {"AE": "99"}, {"AF": "04"}, {"AF": "08"},
        {"AE": "01", "AF": "01"}, {"CF": "000000000041"},
    ],
)  # fmt: skip
def test_whatever_does_not_fit_is_in_doubt(changes):
    with pytest.raises(InDoubt):
        judge(**changes)


@pytest.mark.parametrize(
    ("reason", "state", "code"),
    [
        ("00", "failed", "terminal_refused:00"),
        ("02", "declined", "declined:02"),
        ("04", "declined", "declined:04"),
        ("05", "declined", "declined:05"),
        ("06", "cancelled", "cancelled_by_customer"),
        ("07", "failed", "terminal_refused:07"),
        ("08", "cancelled", "timeout_customer"),
        ("09", "failed", "terminal_refused:09"),
        ("10", "failed", "terminal_refused:10"),
        ("11", "cancelled", "cancelled_by_customer"),
        ("12", "failed", "terminal_refused:12"),
        ("13", "failed", "terminal_refused:13"),
        ("77", "failed", "terminal_refused:77"),
        (None, "failed", "terminal_refused:00"),
    ],
)
def test_each_reason_of_a_refusal_has_its_own_end(reason, state, code):
    outcome = judge(AE="01", AF=reason, AC=None)

    assert (outcome.state, outcome.code) == (state, code)
    assert outcome.text == results.text(reason or "")


def test_a_reason_may_be_followed_by_sub_fields():
    assert judge(AE="01", AF="04 51 refus").code == "declined:04"


def test_an_unclear_refusal_sends_the_cashier_to_the_ticket():
    assert "ticket" in judge(AE="01", AF="07").text


def test_an_announcement_counts_only_with_its_answer():
    dialogue = Dialogue()
    dialogue.receive(message({**PAID, "AE": "11"}))
    assert dialogue.acknowledged
    assert not dialogue.complete

    dialogue.receive(message(PAID))

    assert dialogue.complete
    outcome = caisse_ap_verdict.judge(dialogue.finish(), SALE, ORDER)
    assert outcome.state == "approved"


def test_an_exact_repeat_counts_once_and_another_answer_is_in_doubt():
    dialogue = Dialogue()
    dialogue.receive(message(PAID) * 2)
    same = caisse_ap_verdict.judge(dialogue.finish(), SALE, ORDER)
    dialogue.receive(message({**PAID, "AC": "999999"}))

    assert same.state == "approved"
    with pytest.raises(InDoubt, match="two answers"):
        caisse_ap_verdict.judge(dialogue.finish(), SALE, ORDER)


def test_a_field_that_comes_twice_is_a_protocol_error():
    dialogue = Dialogue()
    dialogue.receive(message(PAID) + b"AE00210")

    with pytest.raises(ProtocolError, match="AE twice"):
        dialogue.finish()


def test_an_answer_must_begin_with_the_version():
    with pytest.raises(ProtocolError, match="begin with CZ"):
        Dialogue().receive(b"AE00210")


@pytest.mark.parametrize("dialect", ["0300", "0320"])
def test_receipts_of_both_dialects_become_slips_without_card_numbers(dialect):
    customer = "CARTE 4111111111111111\r\nTICKET CLIENT À CONSERVER"
    merchant = "TICKET COMMERCANT\x1b@"
    found = {"CZ": dialect, "ZT": customer, "AK": merchant}
    if dialect == "0320":
        for tag in ("ZT", "AK"):
            found[tag] = base64.b64encode(found[tag].encode()).decode()

    read = answer.parse(Field(tag, value) for tag, value in found.items())

    assert read.slip_customer.endswith("1111\nTICKET CLIENT À CONSERVER")
    assert "41111" not in read.slip_customer
    assert read.slip_merchant == "TICKET COMMERCANT@"


@pytest.mark.parametrize(
    ("application", "brand", "entry"),
    [
        ("001", "CB", ""), ("00B", "CB", "contactless"), ("002", "Amex", ""),
        ("00D", "Amex", "contactless"), ("003", "CB store card", ""),
        ("005", "Cofinoga", ""), ("006", "Diners", ""), ("007", "CB Pass", ""),
        ("008", "Franfinance", ""), ("009", "JCB", ""), ("00A", "Banque Accord", ""),
        ("00C", "Cheque", ""), ("00E", "CMCIC", ""), ("00I", "CPEI", ""),
        ("00U", "CUP", ""), ("000", "", ""),
    ],
)  # fmt: skip
def test_each_card_application_has_its_name(application, brand, entry):
    result = judge(CC=application, CI=None).result

    assert (result.card_brand, result.entry) == (brand, entry)


@pytest.mark.parametrize(
    ("mode", "entry"),
    [("1", "chip"), ("2", "contactless"), ("3", "magnet"), ("4", "manual")],
)
def test_each_read_mode_has_its_word(mode, entry):
    assert judge(CC="001", CI=mode).result.entry == entry
