"""HTTP as a browser, a proxy or an attacker on the network speaks it to the box."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from dataclasses import replace

import pytest
from box_support import SECRET, Counter, Till, config

from garage_iot import certificate
from garage_iot.cli import main
from garage_iot.config import load
from garage_iot.errors import ConfigError
from garage_iot.service.box import Box

HELLO = "/garage_iot/v1/hello"


def talk(port: int, *lines: str, body: bytes = b"") -> bytes:
    """Send a request as it stands and return all that comes until the end."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        line.shutdown(socket.SHUT_WR)
        found = b""
        while part := line.recv(65536):
            found += part
        return found


@pytest.fixture
def port(counter: Counter) -> int:
    return counter.box.host.port


def test_a_connection_is_used_again(port):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    answers = []
    for _ in range(3):
        line.request("GET", HELLO)
        own = line.sock.getsockname()
        answers.append((own, json.loads(line.getresponse().read())["ok"]))

    assert len(set(answers)) == 1
    line.close()


@pytest.mark.parametrize(
    ("lines", "status", "word"),
    [
        (("GET " + HELLO + " HTTP/1.1", "Host: evil.example"), 421, "host"),
        (("GET " + HELLO + " HTTP/1.1", "Host: localhost.evil"), 421, "host"),
        (("GET " + HELLO + " HTTP/1.1",), 421, "host"),
        (
            (
                "POST /garage_iot/v1/payments HTTP/1.1",
                "Host: localhost",
                "Content-Length: 10485761",
            ),
            413,
            "too_large",
        ),
        (
            (
                "POST /garage_iot/v1/payments HTTP/1.1",
                "Host: localhost",
                "Transfer-Encoding: chunked",
            ),
            411,
            "length",
        ),
        (
            (
                "POST /garage_iot/v1/payments HTTP/1.1",
                "Host: localhost",
                "Content-Length: 2",
                "Content-Length: 20",
            ),
            400,
            "bad_request",
        ),
        (
            (
                "POST /garage_iot/v1/payments HTTP/1.1",
                "Host: localhost",
                "Content-Length: -1",
            ),
            400,
            "bad_request",
        ),
        (("BREW /pot HTTP/1.1", "Host: localhost"), 501, "bad_request"),
        (("garbage",), 400, "bad_request"),
    ],
)
def test_what_no_till_sends_is_refused_in_json(port, till, lines, status, word):
    answer = talk(port, *lines)

    head, _, body = answer.partition(b"\r\n\r\n")
    if b"HTTP/1.1" in head:
        assert f" {status} " in head.decode().splitlines()[0]
    assert json.loads(body or answer)["error"] == word
    assert till.get("devices")


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"],
)
def test_a_form_of_a_foreign_page_cannot_start_a_payment(counter, till, kind):
    wish = {"key": "l:1", "line": "l", "terminal": "terminal", "kind": "sale"}
    body = json.dumps({**wish, "amount": 1, "currency": "EUR", "reference": "r"})

    answer = till.call(
        "POST", "payments", body.encode(), headers={"Content-Type": kind}
    )

    assert (answer.status, answer.body["error"]) == (415, "content_type")
    assert till.get("payments?line=l") == []


@pytest.mark.parametrize("origin", ["null", "https://till.example.evil", "http://till"])
def test_a_page_of_another_origin_gets_nothing(till, origin):
    answer = till.call("GET", "devices", headers={"Origin": origin})

    assert (answer.status, answer.body["error"]) == (403, "origin")
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_body_that_is_not_read_is_no_second_request(port):
    hidden = b"GET " + HELLO.encode() + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"

    answer = talk(
        port,
        "POST /garage_iot/v1/payments HTTP/1.1",
        "Host: localhost",
        f"Content-Length: {11_000_000}",
        body=hidden,
    )

    assert answer.count(b"HTTP/1.1 ") == 1


def test_a_box_with_a_certificate_speaks_https_only(tmp_path, capsys):
    folder = str(tmp_path)
    assert main(["certificate", "127.0.0.1", "counter.local", "--folder", folder]) == 0
    files = {"certificate": tmp_path / "box.crt", "key": tmp_path / "box.key"}
    box = Box(replace(config(tmp_path / "box"), **files))
    box.start()
    trust = ssl.create_default_context(cafile=files["certificate"])

    line = http.client.HTTPSConnection(
        "127.0.0.1", box.host.port, timeout=10, context=trust
    )
    line.request("GET", HELLO)
    answer = json.loads(line.getresponse().read())
    with pytest.raises((OSError, http.client.HTTPException)):
        Till(box.host.port).call("GET", "hello")

    line.close()
    box.stop()
    assert answer["ok"] is True
    assert "SHA-256 fingerprint: " in capsys.readouterr().out
    assert files["key"].stat().st_mode & 0o077 == 0


def test_a_certificate_is_never_overwritten(tmp_path):
    paths = tmp_path / "box.crt", tmp_path / "box.key"
    certificate.make(["10.0.0.5"], 30, *paths)

    with pytest.raises(ConfigError, match="there already"):
        certificate.make(["10.0.0.5"], 30, *paths)


@pytest.mark.parametrize(
    ("names", "days"), [([], 30), (["box"], 0), (["box"], 5000), (["böx"], 3)]
)
def test_a_certificate_that_no_browser_takes_is_not_made(tmp_path, names, days):
    with pytest.raises(ConfigError):
        certificate.make(names, days, tmp_path / "box.crt", tmp_path / "box.key")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("key: box.key", "must be set together"),
        ("max_amount: 10.5", "whole number of minor units"),
    ],
)
def test_a_setting_that_weakens_the_box_is_refused(tmp_path, setting, words):
    (tmp_path / "box.secret").write_text(SECRET)
    path = tmp_path / "box.yaml"
    path.write_text(f"box: b\n{setting}\n")

    with pytest.raises(ConfigError, match=words):
        load(path)


def test_files_that_are_no_certificate_are_told_in_a_sentence(tmp_path):
    for name in ("box.crt", "box.key"):
        (tmp_path / name).write_text("nothing")
    files = {"certificate": tmp_path / "box.crt", "key": tmp_path / "box.key"}

    with pytest.raises(ConfigError, match="no certificate with its key"):
        Box(replace(config(tmp_path / "box"), **files))
