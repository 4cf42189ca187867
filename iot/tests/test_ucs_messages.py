"""UCS messages, dialogue and reports, as bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage_iot.devices import ucs_verdict
from garage_iot.devices.base import InDoubt, Order
from garage_iot.errors import ProtocolError
from garage_iot.framing.concert import Decoder as ConcertDecoder
from garage_iot.framing.ucs import Decoder, Message, encode
from garage_iot.protocols import report
from garage_iot.protocols.ucs import answers, const, requests
from garage_iot.protocols.ucs.dialogue import Dialogue

TERMINAL = "0001234567"
EXAMPLE = b"1000012345670C000000004990"  # a sale of 49.90 as documented
SALE = requests.sale(TERMINAL, 4990)
ORDER = Order("sale", 4990, "RUB")
FIELDS = {
    "operation": "0", "amount": "000000004990", "currency": "643",
    "stamp": "20261122143005", "merchant": "980012345678901",
    "rrn": "632600000045", "code": "00", "auth": "654321",
}  # fmt: skip

kinds = st.from_regex(r"[0-9][0-9A-Z]", fullmatch=True)
terminals = st.from_regex(r"[0-9]{10}", fullmatch=True)
sent_messages = st.builds(Message, kinds, terminals, st.binary(max_size=255))


def result(card: str = "427600******1234=2812", **changes: str) -> Message:
    fixed = "".join({**FIELDS, **changes}.values())
    parts = [fixed, card, "*** VISA ***", "ОДОБРЕНО"]
    data = "\x1b".join(parts).encode(const.ENCODING)
    return Message(const.AUTHORISATION, TERMINAL, data)


def answer(kind: str, text: str = "", terminal: str = TERMINAL) -> Message:
    return Message(kind, terminal, text.encode(const.ENCODING))


def judge(*messages: Message, request: Message = SALE, known: str = ""):
    dialogue = Dialogue(request, known)
    for message in messages:
        dialogue.receive(message)
    return ucs_verdict.judge(dialogue, ORDER)


def test_the_documented_sale_comes_out_byte_by_byte():
    assert encode(SALE) == EXAMPLE
    assert Decoder().feed(EXAMPLE) == [SALE]


def test_every_request_has_its_own_form():
    wishes = [
        requests.login(TERMINAL), requests.refund(TERMINAL, 100),
        requests.reversal(TERMINAL, "632600000045", 4990),
        requests.finalise_day(TERMINAL), requests.report(TERMINAL, const.X_REPORT),
    ]  # fmt: skip

    assert [encode(wish) for wish in wishes] == [
        b"30000123456700",
        b"1400012345670C000000000100",
        b"1A000123456718632600000045000000004990",
        b"21000123456700",
        b"250001234567013",
    ]


def test_a_printed_terminal_number_of_eight_digits_gets_two_zeros():
    assert requests.terminal_id("20001234") == "0020001234"


@pytest.mark.parametrize("amount", [0, -1, 10**12])
def test_an_amount_that_the_protocol_cannot_write_is_refused(amount):
    with pytest.raises(ValueError, match="amounts from 1"):
        requests.sale(TERMINAL, amount)


@given(st.lists(sent_messages, max_size=4), st.data())
def test_every_message_is_read_back_however_it_was_cut(sent, data):
    stream = b"".join(encode(message) for message in sent)
    decoder, found = Decoder(), []

    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        found += decoder.feed(stream[:cut])
        stream = stream[cut:]

    assert (found, decoder.pending) == (sent, 0)


@given(sent_messages, st.integers(1, 269))
def test_a_message_that_is_cut_off_waits_for_its_rest(message, kept):
    whole, decoder = encode(message), Decoder()
    kept = min(kept, len(whole) - 1)

    assert decoder.feed(whole[:kept]) == []
    assert decoder.feed(whole[kept:]) == [message]


@pytest.mark.parametrize(
    "damaged", [b"\x00", b"X0", b"1x", b"10123456789 0C", b"100001234567G0", b"10-"]
)
def test_damaged_heads_are_refused_at_once(damaged):
    with pytest.raises(ProtocolError):
        Decoder().feed(damaged)


def test_an_encoder_refuses_what_no_message_can_hold():
    wrong = [("1", TERMINAL, b""), ("10", "123", b""), ("10", TERMINAL, b"x" * 256)]
    for parts in wrong:
        with pytest.raises(ValueError, match=r"class|ten digits|255"):
            encode(Message(*parts))


@given(st.binary(max_size=400))
def test_random_bytes_never_crash_and_never_approve(received):
    dialogue = Dialogue(SALE)
    try:
        for message in Decoder().feed(received):
            dialogue.receive(message)
        outcome = ucs_verdict.judge(dialogue, ORDER)
    except (ProtocolError, InDoubt):
        return
    assert outcome.state != "approved"


@given(st.binary(max_size=255))
def test_random_data_in_a_result_never_crash_and_never_approve(data):
    try:
        outcome = judge(Message(const.AUTHORISATION, TERMINAL, data))
    except (ProtocolError, InDoubt):
        return
    assert outcome.state != "approved"


def test_a_message_is_noise_to_the_concert_decoder():
    assert ConcertDecoder().feed(EXAMPLE) == []


def test_the_result_is_read_at_the_documented_positions():
    whole = encode(result()).decode(const.ENCODING)
    found = answers.authorisation(result())

    assert (whole[30:38], whole[38:44]) == ("20261122", "143005")
    assert (whole[44:59], whole[59:71]) == (found.merchant, found.rrn)
    assert whole[71:73] == found.code == "00"
    assert (found.auth_code, found.card_brand) == ("654321", "VISA")
    assert (found.masked_pan, found.text) == ("427600******1234", "ОДОБРЕНО")


def test_an_approval_names_the_transaction_by_its_reference_number():
    outcome = judge(result())

    assert outcome.state == "approved"
    assert outcome.result.transaction_id == "632600000045"
    assert outcome.result.terminal_time == "2026-11-22T14:30:05"


def test_a_full_card_number_is_masked_on_receipt():
    outcome = judge(result(card="4276001234561234=2812"))

    assert outcome.result.masked_pan == "427600******1234"
    assert "4276001234561234" not in str(outcome)


def test_the_old_number_of_the_rouble_is_taken():
    assert judge(result(currency="810")).state == "approved"


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "000000004989"}, {"currency": "978"}, {"currency": "   "},
        {"operation": "A"}, {"operation": "4"},
    ],
)  # fmt: skip
def test_an_approval_that_does_not_fit_is_in_doubt(changes):
    with pytest.raises(InDoubt):
        judge(result(**changes))


@pytest.mark.parametrize(
    "messages",
    [
        [], [answer(const.ACCEPTED)], [answer(const.HOLD)] * 3,
        [result(), result(rrn="632600000046")],
    ],
)  # fmt: skip
def test_no_result_or_two_are_in_doubt(messages):
    with pytest.raises(InDoubt):
        judge(*messages)


@pytest.mark.parametrize(
    "messages",
    [
        [answer(const.AUTHORISATION, "0" * 58)],
        [result(amount="00000000499X")],
        [answer(const.HOLD, terminal="0009999999")],
    ],
)
def test_a_result_that_is_none_is_a_protocol_error(messages):
    with pytest.raises(ProtocolError):
        judge(*messages)


@pytest.mark.parametrize(
    ("message", "state", "code"),
    [
        (result(code="05"), "declined", "declined:05"),
        (result(code="17"), "cancelled", "cancelled_by_customer"),
        (answer(const.ERROR, "99Занят"), "failed", "terminal_refused:5X99"),
        (answer(const.ERROR, "10Сверка"), "failed", "terminal_refused:5X10"),
        (answer(const.NO_SUCH_TRANSACTION), "failed", "not_reversible"),
    ],
)
def test_a_refusal_is_final(message, state, code):
    outcome = judge(message)

    assert (outcome.state, outcome.code) == (state, code)
    assert outcome.text


def test_an_end_of_day_that_is_due_is_told_in_a_sentence():
    assert "Close the day" in judge(answer(const.ERROR, "10Сверка")).text


def test_a_repeat_is_one_result_and_an_error_afterwards_changes_nothing():
    outcome = judge(result(), result(), answer(const.ERROR, "33printer"))

    assert outcome.state == "approved"


def test_the_result_of_the_sale_before_is_left_aside():
    outcome = judge(result(), result(rrn="632600000046"), known="632600000045")

    assert outcome.result.transaction_id == "632600000046"


def test_steps_and_texts_of_the_terminal_are_shown():
    dialogue = Dialogue(SALE)
    shown = [
        dialogue.receive(answer(kind, "Связь"))
        for kind in ("50", "52", "53", "5M", "55", "57")
    ]

    assert [found and found[0] for found in shown] == [
        "card_wanted", "pin_entry", "authorising", "authorising", None, None,
    ]  # fmt: skip
    assert shown[3][1] == "Связь"
    assert not dialogue.settled


@pytest.mark.parametrize("first", [True, False])
def test_slip_lines_come_before_or_after_the_result(first):
    lines = [answer("32", "0Сумма 49.90"), answer("32", "1Карта 4111111111111111")]
    dialogue = Dialogue(SALE)
    for message in [*lines, result()] if first else [result(), *lines]:
        assert not dialogue.done
        dialogue.receive(message)

    assert dialogue.done
    assert dialogue.slip == "Сумма 49.90\nКарта ************1111"


def test_a_login_tells_when_the_day_must_be_closed():
    assert answers.day_end_due(answer(const.LOGGED_IN, "01"))
    assert not answers.day_end_due(answer(const.LOGGED_IN, "00"))
    assert not answers.day_end_due(answer(const.LOGGED_IN))


@pytest.mark.parametrize(
    ("slip", "count", "amount"),
    [
        ("ИТОГО 3 / 149.90", 3, 14990),
        ("ИТОГО 3 49.90", 3, 4990),
        ("Сумма 5,00\nИтого: 12 операций 1234,50 RUB", 12, 123450),
        ("ИТОГО 149.90", 0, 14990),
        ("ИТОГО 1 -10.00", 1, -1000),
        ("ИТОГО 2 1.00\nИТОГО 1 0.50", 1, 50),
    ],
)
def test_the_figures_of_a_report_are_in_the_line_of_the_total(slip, count, amount):
    assert report.find(slip, "ИТОГО") == report.Figures(count, amount)


@pytest.mark.parametrize(
    "slip", ["", "ИТОГО", "Всего 1 5.00", "ИТОГО 12", "ИТОГО 3 149.90"]
)
def test_a_report_without_total_has_no_figures(slip):
    assert report.find(slip, "ИТОГО") is None
