"""Driver descriptions, and terminals that can do less than others."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from box_support import Counter

from garage_iot.devices.base import (
    CAPABILITIES,
    Health,
    InDoubt,
    Outcome,
    TerminalBase,
)
from garage_iot.devices.registry import Parameter, drivers, find, validate
from garage_iot.errors import ConfigError, Refused
from garage_iot.service import schema
from garage_iot.service.attempts import AttemptStore
from garage_iot.service.journal import Journal

TERMINALS = [spec for spec in drivers() if spec.kind == "terminal"]


class Plain(TerminalBase):
    """A terminal that takes payments and can do nothing else."""

    def __init__(self) -> None:
        self.answers: list[Outcome | Exception] = []
        self.orders = []

    def connect(self) -> Plain:
        return self

    def close(self) -> None:
        pass

    def request_abort(self) -> None:
        raise AssertionError("it cannot be stopped")

    def perform(self, session, order, progress) -> Outcome:
        self.orders.append(order)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ping(self) -> Health:
        return Health(True, None, "Ready", 1)


@pytest.fixture
def plain(counter: Counter) -> Plain:
    driver = Plain()
    counter.box.lines["terminal"].driver = driver
    return driver


@pytest.mark.parametrize("spec", TERMINALS, ids=lambda spec: spec.name)
def test_a_driver_speaks_of_known_capabilities_and_says_what_doubt_means(spec):
    assert spec.capabilities <= CAPABILITIES
    assert spec.doubts.endswith(".")


@pytest.mark.parametrize("spec", drivers(), ids=lambda spec: spec.name)
def test_the_usual_values_of_a_driver_are_valid(spec):
    usual = {p.name: p.default for p in spec.all_parameters}

    missing = [p.label for p in spec.all_parameters if p.required and not p.default]

    assert validate(spec, usual) == [f"{label} is missing." for label in missing]


@pytest.mark.parametrize(
    ("parameter", "value", "words"),
    [
        (Parameter("a", "Lane", "integer"), 1.5, "Lane must be a whole number."),
        (Parameter("a", "Lane", "integer"), True, "Lane must be a whole number."),
        (Parameter("a", "Wait", "number", minimum=1), 0, "Wait must be 1 or more."),
        (Parameter("a", "Wait", "number"), float("nan"), "Wait must be a number."),
        (Parameter("a", "Beep", "boolean"), "yes", "Beep must be yes or no."),
        (
            Parameter("a", "Mode", "choice", choices=("x", "y")),
            "z",
            "Mode must be one of: x, y.",
        ),
        (
            Parameter("a", "Number", "text"),
            12,
            "Number must be a text; put quotes around digits.",
        ),
        (
            Parameter("a", "Key", "secret"),
            "a\nb",
            "Key must be one line without control characters.",
        ),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence(parameter, value, words):
    spec = replace(find("zvt"), parameters=(parameter,))

    assert validate(spec, {"a": value}) == [words]


def test_a_terminal_that_cannot_be_asked_leaves_the_doubt_to_a_person(till, plain):
    plain.answers = [InDoubt("no_answer", "The connection broke.")]
    till.start("line-1")

    doubt = till.follow("line-1:1", lambda attempt: attempt["code"] == "undecided")

    assert doubt["state"] == "in_doubt"
    assert till.start("line-2").body["error"] == "terminal_busy"
    wish = {"outcome": "paid", "user": "Karin", "reason": "slip 0045"}
    assert till.post("payments/line-1:1/resolve", wish)["paid"] is True
    plain.answers = [Outcome("approved", None, "Approved")]
    assert till.pay("line-2")["paid"] is True


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "terminals/terminal/totals"),
        ("POST", "terminals/terminal/settle"),
        ("GET", "terminals/terminal/last"),
        ("POST", "terminals/terminal/reprint"),
    ],
)
def test_what_a_terminal_cannot_do_is_refused_in_a_sentence(till, plain, method, path):
    answer = till.call(method, path, {"key": "day-1"} if method == "POST" else None)

    assert (answer.status, answer.body["error"]) == (422, "not_supported")
    assert answer.body["message"].endswith("Do it at the terminal itself.")


@pytest.mark.parametrize("kind", ["refund", "reversal"])
def test_money_back_that_a_terminal_cannot_make_is_not_even_journalled(
    till, plain, kind
):
    plain.answers = [Outcome("approved", None, "Approved")]
    till.pay("line-1")

    answer = till.start("line-1", n=2, kind=kind, original_key="line-1:1")

    assert (answer.status, answer.body["error"]) == (422, "not_supported")
    assert len(till.get("payments?line=line-1")) == 1
    assert len(plain.orders) == 1


def test_an_order_that_a_driver_refuses_has_charged_nothing(till, plain):
    plain.answers = [Refused("bad_parameters", "The amount has too many digits.")]

    attempt = till.pay("line-1")

    assert (attempt["state"], attempt["code"]) == ("failed", "bad_parameters")


def test_each_order_has_its_own_number_and_the_reference_of_the_till(till, plain):
    plain.answers = [Outcome("approved", None, "Approved")] * 2

    till.pay("line-1", reference="Order 7 " + "x" * 100)
    till.pay("line-2")

    first, second = plain.orders
    assert second.number == first.number + 1
    assert first.reference == "Order 7 " + "x" * 52


def test_a_journal_of_the_first_version_gets_numbers_and_keeps_its_rows(tmp_path):
    path = tmp_path / "journal.sqlite"
    old = sqlite3.connect(path)
    old.executescript(schema.STEPS[0])
    old.execute(
        "INSERT INTO attempt (key, line, terminal, kind, amount, currency, reference,"
        " state, created_at) VALUES ('l:1', 'l', 't', 'sale', 100, 'EUR', 'r',"
        " 'approved', '2026-11-22T13:00:00.000Z')"
    )
    old.commit()
    old.close()

    journal = Journal(path)
    known = AttemptStore(journal).get("l:1")
    fresh = journal.next_number("attempt")
    journal.close()

    assert (known.number, known.amount, known.baseline) == (1, 100, None)
    assert fresh > 1


def test_a_journal_of_a_newer_box_is_not_touched(tmp_path):
    path = tmp_path / "journal.sqlite"
    Journal(path).close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()

    with pytest.raises(ConfigError, match="newer version"):
        Journal(path)


def test_a_lost_journal_repeats_no_number(tmp_path):
    first = Journal(tmp_path / "one.sqlite").next_number("attempt")

    assert first > 400_000


def begun_at(folder: Path, now: str) -> int:
    """The first number of a journal that is made while the clock shows ``now``."""
    path = folder / f"{now}.sqlite"
    db = sqlite3.connect(path)

    def strftime(_form: str, moment: str) -> int:
        day = now if moment == "now" else moment
        return int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())

    db.create_function("strftime", 2, strftime)
    schema.upgrade(db)
    db.close()
    journal = Journal(path)
    found = journal.next_number("attempt")
    journal.close()
    return found


def test_a_journal_made_while_the_clock_stands_wrong_repeats_no_number(tmp_path):
    found = {begun_at(tmp_path, f"{year}-01-01") for year in (1970, 2000, 2019)}

    assert len(found) == 3
    assert all(40_000_000 < number <= 80_000_000 for number in found)
    assert begun_at(tmp_path, "2027-01-01") == 365 * 24 * 60 + 1


def test_a_copy_that_is_put_back_repeats_no_number_used_since(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite")
    journal.copy(tmp_path / "copy.sqlite")
    used = [journal.next_number("attempt") for _ in range(50)]
    journal.close()
    restored = Journal(tmp_path / "copy.sqlite")

    assert restored.next_number("attempt") > max(used)
    restored.close()
