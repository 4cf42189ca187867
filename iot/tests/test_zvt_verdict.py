"""What finished and broken ZVT dialogues mean; approved only when it is certain."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from garage_iot.devices import zvt_verdict
from garage_iot.devices.base import Baseline, Hint, InDoubt, Order, Outcome, Undecided
from garage_iot.errors import ProtocolError
from garage_iot.framing.zvt import Apdu
from garage_iot.protocols.zvt import commands
from garage_iot.protocols.zvt.dialogue import Dialogue
from garage_iot.simulators.ledger import Booking
from garage_iot.simulators.zvt_answers import status_information

NOW = datetime(2026, 11, 22, 14, 30, 5, tzinfo=timezone.utc)
SALE = Order("sale", 4990, "EUR")
BOOKED = Booking("sale", 4990, "EUR", 0, "0045", "000123", at=NOW.isoformat())
OK, DONE = Apdu(0x8000), Apdu(0x060F)
TOLERANCE = zvt_verdict.Tolerance()


def dialogue(*apdus: Apdu) -> Dialogue:
    found = Dialogue(commands.authorisation(4990, "EUR"))
    for apdu in apdus:
        found.receive(apdu)
    return found


def judge(*apdus: Apdu, order: Order = SALE) -> Outcome:
    return zvt_verdict.judge(dialogue(*apdus), order, NOW)


def match(booking: Booking | None, hint: Hint, order: Order = SALE):
    found = Dialogue(commands.repeat_status("000000"))
    found.receive(OK)
    if booking is not None:
        found.receive(status_information(booking))
    info = found.infos[-1] if found.infos else None
    return zvt_verdict.match(info, order, hint, TOLERANCE)


def hint(receipt: str | None = "0044", **changes) -> Hint:
    baseline = Baseline(receipt, "000122", 0.0) if receipt is not None else None
    return replace(Hint(NOW - timedelta(seconds=3), baseline), **changes)


def test_result_and_completion_are_an_approval():
    outcome = judge(OK, status_information(BOOKED), DONE)

    assert (outcome.state, outcome.code) == ("approved", None)
    assert outcome.result is not None
    assert outcome.result.receipt_no == "0045"


def test_the_same_result_twice_is_one_approval():
    twice = status_information(BOOKED)

    assert judge(OK, twice, twice, DONE).state == "approved"


def test_completion_without_result_is_in_doubt():
    with pytest.raises(InDoubt) as doubt:
        judge(OK, DONE)

    assert doubt.value.code == "no_answer"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": 4989}, "amount_mismatch"),
        ({"currency": "CHF"}, "amount_mismatch"),
    ],
)
def test_another_amount_or_currency_is_in_doubt(changes, code):
    with pytest.raises(InDoubt) as doubt:
        judge(OK, status_information(replace(BOOKED, **changes)), DONE)

    assert doubt.value.code == code


def test_two_different_approvals_are_in_doubt():
    other = replace(BOOKED, trace_no="000124", receipt_no="0046")

    with pytest.raises(InDoubt):
        judge(OK, status_information(BOOKED), status_information(other), DONE)


def test_approval_and_then_abort_is_in_doubt():
    with pytest.raises(InDoubt):
        judge(OK, status_information(BOOKED), Apdu(0x061E, b"\x6c"))


def test_a_stale_result_of_the_sale_before_is_ignored():
    order = replace(SALE, baseline=Baseline("0045", "000123"))

    with pytest.raises(InDoubt):
        judge(OK, status_information(BOOKED), DONE, order=order)


@pytest.mark.parametrize(
    ("apdus", "state", "code"),
    [
        ([OK, Apdu(0x061E, b"\x05")], "declined", "declined:05"),
        ([OK, Apdu(0x061E, b"\x6c")], "cancelled", "cancelled_by_customer"),
        ([OK, Apdu(0x061E, b"\xf0")], "failed", "terminal_refused:f0"),
        ([Apdu(0x849C)], "failed", "terminal_busy"),
        ([Apdu(0x8483)], "failed", "terminal_refused:83"),
    ],
)
def test_refusals_have_a_code_and_words(apdus, state, code):
    outcome = judge(*apdus)

    assert (outcome.state, outcome.code) == (state, code)
    assert outcome.text


def test_a_message_before_the_acknowledgement_is_a_protocol_error():
    with pytest.raises(ProtocolError):
        dialogue(DONE)


def test_an_unknown_request_is_answered_as_not_supported():
    found = dialogue(OK)

    assert found.receive(Apdu(0x0699)).send == (commands.not_supported(),)
    assert not found.done


def test_an_abort_is_asked_once_and_only_while_the_terminal_leads():
    found = Dialogue(commands.authorisation(4990, "EUR"))

    assert found.request_abort() == ()
    found.receive(OK)
    assert found.request_abort() == (commands.abort(),)
    assert found.request_abort() == ()
    assert not found.done


def test_a_new_transaction_that_fits_is_the_lost_approval():
    verdict = match(BOOKED, hint())

    assert isinstance(verdict, Outcome)
    assert verdict.state == "approved"


def test_the_transaction_known_before_means_not_charged():
    verdict = match(BOOKED, hint("0045", baseline=Baseline("0045", "000123", 0.0)))

    assert isinstance(verdict, Outcome)
    assert verdict.code == "not_known_to_terminal"


def test_an_earlier_order_of_the_box_means_not_charged():
    verdict = match(BOOKED, hint(earlier=frozenset({("0045", "000123")})))

    assert isinstance(verdict, Outcome)
    assert verdict.code == "not_known_to_terminal"


def test_a_terminal_that_never_charged_anything_means_not_charged():
    verdict = match(None, Hint(NOW, Baseline()))

    assert isinstance(verdict, Outcome)
    assert verdict.code == "not_known_to_terminal"


@pytest.mark.parametrize(
    "booking",
    [
        None,
        replace(BOOKED, amount=4989),
        replace(BOOKED, at=(NOW - timedelta(minutes=5)).isoformat()),
    ],
)
def test_anything_else_stays_undecided(booking):
    assert isinstance(match(booking, hint()), Undecided)


def test_a_sale_that_the_terminal_took_back_is_not_paid():
    reversal = replace(BOOKED, kind="reversal", original_trace_no="000123")

    verdict = match(reversal, hint())

    assert isinstance(verdict, Outcome)
    assert (verdict.state, verdict.code) == ("failed", "reversed_by_terminal")


def test_a_terminal_clock_that_is_an_hour_ahead_is_allowed_for_once_known():
    ahead = replace(BOOKED, at=(NOW + timedelta(hours=1)).isoformat())
    earlier = replace(BOOKED, at=(NOW + timedelta(minutes=55)).isoformat())
    known = hint(baseline=Baseline("0044", "000122", 3600.0))

    assert isinstance(match(ahead, known), Outcome)
    assert isinstance(match(earlier, known), Undecided)
