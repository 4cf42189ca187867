"""The simulators themselves: ledger, virtual counter."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest
from box_support import Counter, Till

from garage_iot.http_host import HttpHost
from garage_iot.simulators.clock import local_now
from garage_iot.simulators.counter import VirtualCounter
from garage_iot.simulators.ledger import Booking, Ledger


def test_the_ledger_survives_a_restart(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append(Booking("sale", 1000, "EUR", 0), local_now())
    ledger.settle()
    ledger.append(Booking("sale", 500, "EUR", 0), local_now())
    ledger.append(Booking("sale", 700, "EUR", 5), local_now())

    again = Ledger(tmp_path / "ledger.jsonl")

    assert again.all() == ledger.all()
    assert again.charged() == 1500
    assert [booking.amount for booking in again.batch()] == [500]
    assert again.last().receipt_no == "0003"


@pytest.fixture
def page(counter: Counter):
    virtual = VirtualCounter(counter.terminal, counter.printer, frozenset())
    host = HttpHost("127.0.0.1", 0, virtual)
    host.start()
    yield host
    host.stop()


def do(page: HttpHost, **act) -> dict:
    request = urllib.request.Request(
        f"http://127.0.0.1:{page.port}/do",
        data=json.dumps(act).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.loads(response.read())


def test_the_virtual_counter_is_marked_as_a_simulator(page):
    with urllib.request.urlopen(f"http://127.0.0.1:{page.port}/") as response:
        text = response.read().decode()

    assert "Simulator: no real money" in text


def test_buttons_of_the_virtual_counter_decide_a_payment(till: Till, page):
    do(page, device="terminal", act="mode", mode="manual", once=True)
    till.start("line-1")
    till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")

    do(page, device="terminal", act="press", button="decline")

    assert till.follow("line-1:1")["state"] == "declined"
    state = do(page, device="printer", act="close_drawer")
    assert state["terminal"]["ledger"][0]["result"] == 5


def test_the_paper_is_taken_out_and_put_back(page, till):
    do(page, device="printer", act="paper", paper="out")
    assert till.get("printers/printer/status")["code"] == "paper_out"

    do(page, device="printer", act="paper", paper="near_end")

    found = till.get("printers/printer/status")
    assert (found["state"], found["code"]) == ("warning", "paper_near_end")


@pytest.mark.parametrize(
    "act",
    [
        {"device": "terminal", "act": "explode"},
        {"device": "terminal", "act": "mode", "mode": "magic"},
        {"device": "printer", "act": "paper", "paper": "gold"},
        {"device": "terminal", "act": "press", "button": "x"},
        {"device": "scanner", "act": "scan", "code": "1"},
    ],
)
def test_an_act_that_does_not_exist_is_refused(page, act):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        do(page, **act)

    assert refusal.value.code == 400
