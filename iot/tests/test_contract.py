"""Both hosts of the box answer in exactly the shapes of ``contract/*.json``."""

from __future__ import annotations

import json
from typing import Any

import pytest
from box_support import CONTRACT, Counter, Till, contract

from garage_iot import auth
from garage_iot.simulators.switches import Mode

LINE = "0d7c1a52-6f0e-4b3a-9a55-0c6a4a1f9e11"
ANY_KIND = {"default", "minimum", "maximum"}
HOSTS = ("daemon", "iot_drivers")


def pytest_generate_tests(metafunc):
    """Run every test of a box on both hosts."""
    if "counter" in metafunc.fixturenames:
        metafunc.parametrize("counter", HOSTS, indirect=True)


def example(topic: str, name: str) -> dict[str, Any]:
    """Return one exchange by its name."""
    return next(found for found in contract(topic) if found["name"] == name)


def same_shape(wanted: Any, got: Any, where: str = "answer") -> None:
    """Assert same keys and same kinds of values; None may stand for any value."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        assert set(wanted) == set(got), where
        for name in wanted.keys() - ANY_KIND:
            same_shape(wanted[name], got[name], f"{where}.{name}")
    elif isinstance(wanted, list) and isinstance(got, list):
        for entry in got if wanted else ():
            same_shape(wanted[0], entry, f"{where}[]")
    elif wanted is not None and got is not None:
        assert type(wanted) is type(got), f"{where}: {wanted!r} / {got!r}"


def check(topic: str, name: str, status: int, body: Any, *exact: str) -> None:
    """Compare an answer with an example; fields in ``exact`` must be equal."""
    wanted = example(topic, name)["answer"]
    assert status == wanted["status"], body
    same_shape(wanted["body"], body)
    for field in exact:
        assert body[field] == wanted["body"][field]


def send(till: Till, topic: str, name: str, **changes: Any):
    """Send the request of an example with a token of just its scope."""
    request = example(topic, name)["request"]
    path = request["path"].removeprefix("/garage_iot/v1/")
    scope = request["scope"]
    scopes = (scope, "drawer") if "drawer" in request.get("body", {}) else (scope,)
    token = till.token(*scopes) if scope else ""
    body = {**request["body"], **changes} if "body" in request else None
    return till.call(request["method"], path, body, token=token)


def answer_as(till: Till, topic: str, name: str, *exact: str, **changes: Any) -> Any:
    """Send an example and check the answer against it."""
    answer = send(till, topic, name, **changes)
    check(topic, name, answer.status, answer.body, *exact)
    return answer.body


def mode(counter: Counter, name: str) -> None:
    counter.terminal.switches.set_next(Mode(name, 0.0))


def test_a_token_is_minted_and_read_as_the_contract_says():
    wanted = json.loads((CONTRACT / "token.json").read_text())

    token = auth.mint(wanted["secret"], wanted["payload"])
    grant = auth.check(wanted["secret"], "garage-box", token, now=0)

    assert token == wanted["token"]
    assert (grant.user, grant.config) == ("Kees (7)", 3)
    assert grant.scopes == {"pay", "print", "drawer", "read"}


def test_hello_and_devices(till):
    answer_as(till, "hello", "who is there", "ok", "box", "api")
    devices = answer_as(till, "devices", "all devices with their state")

    wanted = example("devices", "all devices with their state")["answer"]["body"]
    for got, described in zip(devices, wanted, strict=True):
        for field in ("id", "kind", "name", "driver", "capabilities", "simulated"):
            assert got[field] == described[field]


def test_the_doctor_reports(till):
    name = "how the box reaches its devices and the server"

    answer_as(till, "doctor", name, "box", "api", "light")


def test_the_drivers_describe_themselves(till):
    name = "what drivers there are and what they want to know"

    answer_as(till, "drivers", name)


def test_an_approved_payment_from_start_to_acknowledgement(till):
    name = "start a card sale"
    answer_as(till, "payment_create", name, "key", "line", "amount", "kind")
    final = till.follow(f"{LINE}:1")
    check("payment_poll", "approved", 200, final, "state", "paid", "text", "code")
    for key in ("amount", "currency", "terminal_id", "merchant_no"):
        wanted = example("payment_poll", "approved")["answer"]["body"]["result"]
        assert final["result"][key] == wanted[key]

    by_line = "what the till asks after a reload, before it offers a retry"
    answer_as(till, "payments_by_line", by_line)
    answer_as(till, "unacked", "final results no till has stored yet")
    acked = answer_as(till, "payment_ack", "the till has stored the result", "acked")
    assert acked["state"] == "approved"


@pytest.mark.parametrize(
    ("switch", "name"),
    [
        ("decline", "declined"),
        ("customer_cancel", "cancelled at the terminal"),
    ],
)
def test_a_payment_without_money(counter, till, switch, name):
    mode(counter, switch)
    till.start(LINE)

    final = till.follow(f"{LINE}:1")

    check("payment_poll", name, 200, final, "state", "paid", "code", "text")


def test_a_terminal_that_is_off(counter, till):
    counter.terminal.pull_plug()
    name = "terminal not reached, nothing was sent"

    final = till.pay(LINE)

    check("payment_poll", name, 200, final, "state", "code", "text", "sent_at")
    totals = "terminal does not answer"
    answer_as(till, "totals", totals, "error", "message")


def test_waiting_cancelling_and_doubt(counter, till):
    mode(counter, "manual")
    till.start(LINE)
    shown = till.follow(f"{LINE}:1", lambda attempt: attempt["step"] == "card_wanted")
    check("payment_poll", "card is wanted", 200, shown, "state", "step", "text")
    answer_as(till, "payment_ack", "not final yet", "error", "message")
    busy = "busy with a payment"
    answer_as(till, "totals", busy, "error", "message", "key")
    only = "only an attempt in doubt can be decided by hand"
    answer_as(till, "payment_resolve", only, "error", "message")

    counter.terminal.pull_plug()
    doubt = till.follow(f"{LINE}:1", lambda attempt: attempt["state"] == "in_doubt")
    name = "in doubt: answer is missing, the box asks the terminal"
    check("payment_poll", name, 200, doubt, "state", "final", "paid", "code")

    name = "a manager decides an attempt in doubt"
    answer_as(till, "payment_resolve", name, "state", "paid", "code", "text")


def test_a_cancel_request_is_answered_before_its_result(counter, till):
    mode(counter, "manual")
    till.start(LINE)
    till.follow(f"{LINE}:1", lambda attempt: attempt["step"] == "card_wanted")
    name = "ask the terminal to abort; the result still comes as a state"

    body = answer_as(till, "payment_cancel", name, "cancel_requested")

    assert body["state"] in ("sent", "cancelled")
    assert till.follow(f"{LINE}:1")["code"] == "cancelled_by_cashier"


def test_conflicts(counter, till):
    mode(counter, "manual")
    other = "77b1b3d0-54cc-4f0c-8c5c-2f7e5c0a2222"
    till.start(other)
    till.follow(f"{other}:1", lambda attempt: attempt["step"] == "card_wanted")
    name = "terminal is busy with another payment"
    answer_as(till, "payment_conflict", name, "error", "message", "key")
    counter.terminal.switches.press("cancel")
    till.follow(f"{other}:1")
    till.pay(LINE)

    for name in (
        "same key, other content",
        "the line is open or already paid",
        "bad request",
        "unknown terminal",
        "unknown payment",
    ):
        changes = {"line": "x", "key": "x:1"} if name == "unknown terminal" else {}
        answer_as(till, "payment_conflict", name, "error", "message", **changes)


def test_refunds(till):
    till.pay(LINE)
    name = "refund without an original"
    token_scope = send(till, "payment_refund", name)
    check("payment_refund", name, token_scope.status, token_scope.body, "error")

    name = "refund against the original sale"
    started = answer_as(till, "payment_refund", name, "kind", "original_key")

    assert till.follow(started["key"])["state"] == "approved"


def test_reversal(till):
    till.pay(LINE)

    name = "reversal of the line's own sale"
    started = answer_as(till, "payment_refund", name, "kind", "original_key")

    assert till.follow(started["key"])["state"] == "approved"


def test_totals_and_service(till):
    till.pay(LINE)

    answer_as(till, "totals", "the terminal's own totals since its last end of day")
    answer_as(till, "terminal_service", "connection test", "ok", "code", "text")
    answer_as(till, "terminal_service", "last transaction the terminal knows", "key")
    answer_as(till, "totals", "end of day at the terminal", "closed", "key")


def test_printing(counter, till):
    name = "print a receipt, open the drawer"
    answer_as(till, "print", name, "state", "code", "message", "drawer")
    answer_as(till, "print", "same key, other content", "error", "message")
    answer_as(till, "printer_status", "all well")

    counter.printer.set_paper("out")
    name = "out of paper: the box keeps the job and prints it after the refill"
    kept = answer_as(till, "print", name, "state", "code", "message", key="kept:1")
    assert kept["key"] == "kept:1"
    name = "out of paper"
    answer_as(till, "printer_status", name, "state", "code", "message", "paper")
    answer = till.call("POST", "print/kept:1/cancel", {})
    name = "give up a kept job"
    check("print", name, answer.status, answer.body, "state", "code", "message")


@pytest.mark.parametrize("name", [found["name"] for found in contract("documents")])
def test_documents(till, name):
    exact = (
        ("error", "message")
        if "error" in example("documents", name)["answer"]["body"]
        else ("state", "kind")
    )
    answer_as(till, "documents", name, *exact)


def test_drawer(counter, till):
    name = "open the drawer with a reason"
    answer_as(till, "drawer", name, "state", "code", "message")
    answer_as(till, "drawer", "no reason", "error", "message")

    counter.printer.pull_plug()

    name = "printer does not answer"
    answer_as(till, "drawer", name, "state", "code", "message")
    name = "no answer"
    answer_as(till, "printer_status", name, "state", "code", "message", "paper")


def test_scans(counter, till):
    counter.box.scans.put("counter", "8711327402157")

    body = answer_as(till, "scans", "barcodes read since n", "next")

    assert body["scans"][0]["code"] == "8711327402157"


def test_refusals(till):
    answer_as(till, "refusals", "no token", "error", "message", "reason")
    name = "token without the scope"
    answer_as(till, "refusals", name, "error", "message", "scope")
    answer_as(till, "refusals", "unknown path", "error", "message")
    name = "device with a wrong setting"
    answer_as(till, "refusals", name, "error", "message", "problems")

    headers = {"Origin": "https://evil.example"}
    answer = till.call("GET", "devices", headers=headers)
    name = "page of a foreign origin"
    check("refusals", name, answer.status, answer.body, "error", "message")

    headers = {"Content-Type": "text/plain"}
    answer = till.call("POST", "payments", b"{}", headers=headers)
    check("refusals", "body is not JSON", answer.status, answer.body, "error")
