"""Tokens, origins, hosts and bodies that the box refuses."""

import time

import pytest
from box_support import ORIGIN, SECRET, Till

from garage_iot import auth
from garage_iot.errors import ApiError
from garage_iot.service import http


def reason(token: str) -> str:
    with pytest.raises(ApiError) as refusal:
        auth.check(SECRET, "garage-box", token, time.time())
    assert refusal.value.status == 401
    return str(refusal.value.extra["reason"])


def test_a_token_is_refused_for_the_right_reason():
    good = Till.token("pay")
    first, _, signature = good.partition(".")

    assert reason(Till.token("pay", exp=int(time.time()) - 1)) == "expired"
    assert reason(Till.token("pay", box="other-box")) == "box"
    assert reason(f"{first}x.{signature}") == "signature"
    assert reason(auth.mint("00" * 32, {"box": "garage-box"})) == "signature"
    assert reason(first) == "malformed"
    assert reason("é.é") == "malformed"
    assert (
        reason(auth.mint(SECRET, {"box": "garage-box", "exp": "soon"})) == "malformed"
    )


def test_unknown_scopes_give_no_right():
    grant = auth.check(SECRET, "garage-box", Till.token("pay", "root"), time.time())

    assert grant.scopes == {"pay"}


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", "payments", "pay"),
        ("GET", "unacked", "pay"),
        ("POST", "payments/x:1/resolve", "manage"),
        ("POST", "print", "print"),
        ("POST", "drawer", "drawer"),
        ("GET", "terminals/terminal/totals", "read"),
        ("POST", "terminals/terminal/settle", "pay"),
        ("GET", "scans", "read"),
    ],
)
def test_every_call_needs_its_scope(till, method, path, scope):
    others = {"pay", "print", "drawer", "read", "manage"} - {scope}

    answer = till.call(method, path, {}, token=till.token(*others))

    assert (answer.status, answer.body["scope"]) == (403, scope)


def test_raw_bytes_need_a_manager(till):
    body = {"key": "k", "printer": "printer", "kind": "raw", "data": {"bytes": "QQ=="}}

    assert till.call("POST", "print", body, token=till.token("print")).status == 403


def test_an_allowed_page_gets_its_own_origin_and_never_a_star(till):
    answer = till.call("GET", "hello", token="", headers={"Origin": ORIGIN})

    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Vary"] == "Origin"


def test_a_preflight_answers_without_token_and_allows_the_private_network(till):
    headers = {"Origin": ORIGIN, "Access-Control-Request-Private-Network": "true"}

    answer = till.call("OPTIONS", "payments", token="", headers=headers)

    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Private-Network"] == "true"
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


def test_a_preflight_of_a_foreign_page_is_refused(till):
    headers = {"Origin": "https://evil.example"}

    answer = till.call("OPTIONS", "payments", token="", headers=headers)

    assert answer.status == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_rebound_host_name_is_refused(till):
    answer = till.call("GET", "hello", token="", headers={"Host": "evil.example:8169"})

    assert (answer.status, answer.body["error"]) == (421, "host")


@pytest.mark.parametrize(
    "host",
    ["192.168.1.20:8169", "[::1]:8169", "[::1]", "localhost", "box.local", "BOX"],
)
def test_addresses_and_own_names_are_this_box(host):
    http.check_host(host, frozenset({"box"}))


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"[]", 400), (b"{", 400), (b"\xff\xfe", 400), (b"{" * 5000, 400), (b"{}", 400)],
)
def test_a_body_that_is_no_payment_is_refused_in_words(till, body, status):
    answer = till.call("POST", "payments", body)

    assert (answer.status, answer.body["error"]) == (status, "bad_parameters")
    assert answer.body["message"].endswith(".")


def test_a_body_above_ten_megabytes_is_refused_unread(till):
    headers = {"Content-Length": str(11 * 1024 * 1024)}

    answer = till.call("POST", "print", b"{}", headers=headers)

    assert (answer.status, answer.body["error"]) == (413, "too_large")


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 49.9},
        {"amount": True},
        {"amount": "4990"},
        {"amount": -1},
        {"amount": 10**13},
        {"kind": "theft"},
        {"currency": "euro"},
        {"key": "line-1"},
        {"key": "line-2:1"},
        {"reference": "x" * 300},
        {"terminal": ["terminal"]},
    ],
)
def test_a_payment_with_a_wrong_field_is_not_started(till, changes):
    answer = till.start("line-1", **changes)

    assert (answer.status, answer.body["error"]) == (400, "bad_parameters")
    assert till.get("payments?line=line-1") == []


def test_a_foreign_currency_and_an_amount_above_the_limit_are_refused(till):
    assert till.start("line-1", currency="CHF").body["error"] == "currency"
    assert till.start("line-1", amount=5_000_001).body["error"] == "above_limit"
