"""The head of a request: what a browser sends is read, anything else is refused."""

from __future__ import annotations

import pytest
from box_support import Counter
from test_http_host import HELLO, talk

from garage_iot import http_head

GET = f"GET {HELLO} HTTP/1.1"


@pytest.fixture
def port(counter: Counter) -> int:
    return counter.box.host.port


def lines(*texts: str) -> list[bytes]:
    return [f"{text}\r\n".encode("latin-1") for text in (*texts, "")]


def test_names_are_lower_case_and_values_bare():
    found = http_head.fields(lines("Host:box.local", "X-Empty:", "ACCEPT:\t a,b  "))

    assert found == {"host": "box.local", "x-empty": "", "accept": "a,b"}


def test_a_list_may_come_in_pieces():
    found = http_head.fields(lines("Connection: a", "connection: close"))

    assert found["connection"] == "a, close"
    assert not http_head.stays_open("HTTP/1.1", found)


@pytest.mark.parametrize(
    "damaged",
    [
        ("Host: a", "Host: b"),
        ("Authorization: Bearer a", "authorization: Bearer b"),
        ("Content-Length : 5",),
        (" folded",),
        ("Host: a", " b"),
        ("no colon",),
        (": no name",),
        ("X: a\rHost: b",),
        ("X: \0",),
    ],
)
def test_what_two_readers_could_read_in_two_ways_is_refused(damaged):
    with pytest.raises(http_head.BadHead) as refusal:
        http_head.fields(lines(*damaged))

    assert refusal.value.status == 400


@pytest.mark.parametrize(
    "head",
    [
        [b"X: " + b"x" * http_head.LONGEST_LINE + b"\r\n", b"\r\n"],
        lines(*(f"X-{number}: 1" for number in range(200))),
    ],
)
def test_a_head_has_an_end(head):
    with pytest.raises(http_head.BadHead) as refusal:
        http_head.fields(head)

    assert refusal.value.status == 431


@pytest.mark.parametrize(
    ("line", "status"),
    [("", 400), ("GET /", 400), ("GET  / HTTP/1.1", 400), ("GET / HTTP/2.0", 505)],
)
def test_another_protocol_is_refused(line, status):
    with pytest.raises(http_head.BadHead) as refusal:
        http_head.request_line(line)

    assert refusal.value.status == status


def test_a_till_that_asks_first_is_told_to_go_on(port):
    answer = talk(port, GET, "Host: localhost", "Expect: 100-continue")

    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize(
    ("version", "said", "answers"),
    [
        ("1.0", "X: 1", 1),
        ("1.0", "Connection: keep-alive", 2),
        ("1.1", "X: 1", 2),
        ("1.1", "Connection: Close", 1),
    ],
)
def test_a_connection_stays_open_as_the_till_wishes(port, version, said, answers):
    request = (f"GET {HELLO} HTTP/{version}", "Host: localhost", said)

    answer = talk(port, *request, "", *request)

    assert answer.count(b"HTTP/1.1 200 OK") == answers


def test_a_head_without_an_end_is_refused(port):
    answer = talk(port, GET, "Host: localhost", body=b"")
    cut = talk(port, GET, "Host: localhost\r\nX")

    assert b" 200 " in answer
    assert b" 400 " in cut.splitlines()[0]
