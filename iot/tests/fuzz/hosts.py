"""What reaches the box from tills, browsers, print servers, scanners and files."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

from garage_iot import auth, config, http_head
from garage_iot.framing import ipp
from garage_iot.protocols.arcus2 import operations
from garage_iot.protocols.escpos import render, status
from garage_iot.protocols.escpos.paper import Paper
from garage_iot.protocols.keyboard import KeyCodes
from garage_iot.protocols.sberbank import totals
from garage_iot.protocols.scan_lines import LineCodes
from garage_iot.service.box import BoxCore
from garage_iot.service.device_book import DeviceBook
from garage_iot.service.http import Request

_SECRET = "5e" * 32
_ORIGIN = "https://till.example"
_CALLS = (
    ("POST", "payments"), ("GET", "payments"), ("POST", "payments/l:1/ack"),
    ("POST", "payments/l:1/resolve"), ("POST", "print"), ("POST", "drawer"),
    ("PUT", "devices/new"), ("POST", "terminals/t/settle"), ("GET", "scans"),
    ("POST", "display/d"), ("GET", "payments/l:1"), ("DELETE", "devices/t"),
)  # fmt: skip
_NEVER = datetime(2100, 1, 1, tzinfo=timezone.utc).timestamp()


def http_request(data: bytes) -> None:
    """The head of a request; what is taken means one thing only."""
    line, *rest = data.split(b"\n")
    try:
        http_head.request_line(line.decode("latin-1").rstrip("\r"))
        found = http_head.fields([part + b"\n" for part in rest])
    except http_head.BadHead:
        return
    assert all(name == name.lower() and "\r" not in name for name in found)
    assert not any(letter in value for value in found.values() for letter in "\r\n\0")


def token(data: bytes) -> None:
    """An access token: whoever does not know the secret gets nothing.

    :raises AssertionError: bytes that nobody signed were believed.
    """
    auth.check(_SECRET, "box", data.decode("latin-1"), 0.0)
    raise AssertionError("a token without a signature")


def token_payload(data: bytes) -> None:
    """A signed token whose content is anything."""
    try:
        payload = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(payload, dict):
        grant = auth.check(_SECRET, "box", auth.mint(_SECRET, payload), 0.0)
        assert grant.scopes <= auth.SCOPES


@cache
def _box() -> BoxCore:
    """A box that was never started: it takes requests, and nobody carries them out."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-box-"))
    (folder / "box.secret").write_text(_SECRET)
    settings: dict[str, Any] = {"box": "box", "origins": [_ORIGIN], "hw_proxy": True}
    address = {"host": "127.0.0.1", "port": 9}
    settings["devices"] = [
        {"id": "t", "kind": "terminal", **address},
        {"id": "p", "kind": "printer", **address},
    ]
    return BoxCore(config.from_settings(settings, folder))


def api_call(data: bytes) -> None:
    """A call with anything in its body or behind its question mark.

    :raises AssertionError: the box failed at it instead of refusing it.
    """
    if not data:
        return
    method, path = _CALLS[data[0] % len(_CALLS)]
    _ask(method, f"/garage_iot/v1/{path}", data[1:])


def hw_proxy(data: bytes) -> None:
    """A call of the stock point of sale with anything in its body."""
    if data:
        calls = ("handshake", "status_json", "default_printer_action")
        _ask("POST", f"/hw_proxy/{calls[data[0] % len(calls)]}", data[1:])


def _ask(method: str, path: str, body: bytes) -> None:
    payload = {"box": "box", "user": "f", "scope": sorted(auth.SCOPES)}
    bearer = auth.mint(_SECRET, {**payload, "exp": int(_NEVER)})
    query = "" if method in ("POST", "PUT") else body.decode("latin-1")
    headers = {
        "host": "localhost",
        "origin": _ORIGIN,
        "authorization": f"Bearer {bearer}",
        "content-type": "application/json",
    }
    seconds = "wait=0" if method == "POST" else f"wait=0&{query}"
    request = Request(method, path, seconds, headers, body, "127.0.0.1")
    assert _box().api.handle(request).status != 500


def configuration(data: bytes) -> None:
    """The box's own file, and the devices that were set up over the network."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box.yaml"
        (path.parent / "box.secret").write_text(_SECRET)
        path.write_bytes(data)
        config.load(path)


def device_file(data: bytes) -> None:
    """The file of devices that were set up over the network."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "devices.json").write_bytes(data)
        known = config.BoxConfig("box", _SECRET, Path(folder), ())
        DeviceBook(known).merged()


def document(data: bytes) -> None:
    """A document to print, each kind of it."""
    try:
        wish = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(wish, dict):
        for kind in render.KINDS:
            try:
                render.render(kind, wish, Paper())
            except render.BadDocument:
                continue


def print_server(data: bytes) -> None:
    """An IPP answer."""
    try:
        found = ipp.decode(data)
    except ipp.BadIpp:
        return
    for name in found.attributes:
        found.number(name)
        found.words(name)


def printer_status(data: bytes) -> None:
    """Status bytes of a printer: out of paper or open never prints."""
    found = status.parse(dict(zip((1, 2, 3, 4), data, strict=False)))
    assert not (found.can_print and (found.paper == "out" or found.cover_open))


def scanners(data: bytes) -> None:
    """Lines of serial scanners and events of keyboards, whatever way they are cut."""
    size, stream = (data[0] % 31 + 1, data[1:]) if data else (1, b"")
    for make in (LineCodes, KeyCodes):
        whole, cut = make(), make()
        found = [
            code
            for at in range(0, len(stream), size)
            for code in cut.feed(stream[at : at + size])
        ]
        if len(stream) <= 4096:  # longer noise is dropped where it is noticed
            assert found == whole.feed(stream)
        assert all(code.isprintable() for code in found + cut.flush())


def program_lists(data: bytes) -> None:
    """The list of a program's operations, and a totals slip."""
    lines = operations.parse(data)
    operations.by_role(lines)
    operations.has_needed_line(lines)
    totals.parse(data.decode("cp866", "replace"))
