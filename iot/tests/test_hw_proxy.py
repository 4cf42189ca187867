"""The stock point of sale prints, opens the drawer and scans through the box."""

from __future__ import annotations

import base64
import io
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from box_support import ORIGIN, PATIENCE, Counter
from PIL import Image

from garage_iot.errors import ApiError
from garage_iot.service.http import Request
from garage_iot.service.hw_proxy import HwProxy


class StockTill:
    """Calls the box as Odoo's own JavaScript does."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}/hw_proxy/"

    def call(self, name: str, params: Any = None, origin: str = ORIGIN) -> Any:
        body = {"jsonrpc": "2.0", "id": 7, "method": "call", "params": params or {}}
        headers = {"Content-Type": "application/json"}
        headers |= {"Origin": origin} if origin else {}
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.base + name, data, headers)
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = json.load(response)
        assert answer["id"] == 7
        return answer["result"]

    def refused(self, name: str, origin: str) -> int:
        with pytest.raises(urllib.error.HTTPError) as error:
            self.call(name, {}, origin)
        return error.value.code

    def act(self, **data: Any) -> bool:
        return self.call("default_printer_action", {"data": data})


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Counter]:
    found = Counter(tmp_path, hw_proxy=True)
    yield found
    found.close()


@pytest.fixture
def stock(shop: Counter) -> StockTill:
    return StockTill(shop.box.host.port)


def picture() -> str:
    content = io.BytesIO()
    Image.new("RGB", (512, 64), "white").save(content, "JPEG")
    return base64.b64encode(content.getvalue()).decode()


def test_hello_is_answered_as_a_plain_ping(stock):
    request = urllib.request.Request(stock.base + "hello", headers={"Origin": ORIGIN})
    with urllib.request.urlopen(request, timeout=5) as response:
        assert response.read() == b"ping"
        assert response.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_the_handshake_connects_the_till_and_the_status_names_the_printer(stock):
    assert stock.call("handshake") is True

    deadline = time.monotonic() + PATIENCE  # until the box has asked its printer
    while stock.call("status_json")["printer"]["status"] != "connected":
        assert time.monotonic() < deadline


def test_a_receipt_as_a_picture_is_printed(shop, stock):
    assert stock.act(action="print_receipt", receipt=picture()) is True

    assert [line.text for line in shop.printer.receipts[0].lines] == ["512x64"]


def test_the_drawer_opens(shop, stock):
    assert stock.act(action="cashbox") is True

    assert shop.printer.drawer_open


def test_a_retry_after_the_refill_does_not_print_the_receipt_twice(
    shop, stock, monkeypatch
):
    monkeypatch.setattr("garage_iot.service.hw_proxy._PRINT_SECONDS", 0.5)
    shop.printer.set_paper("out")
    assert stock.act(action="print_receipt", receipt=picture()) is False
    shop.printer.set_paper("ok")

    assert stock.act(action="print_receipt", receipt=picture()) is True

    assert len(shop.printer.receipts) == 1


def test_the_same_receipt_can_be_printed_again_on_purpose(shop, stock):
    stock.act(action="print_receipt", receipt=picture())
    stock.act(action="print_receipt", receipt=picture())

    assert len(shop.printer.receipts) == 2


def test_a_scan_reaches_the_waiting_till_at_once(shop, stock):
    got: list[str] = []
    waiting = threading.Thread(target=lambda: got.append(stock.call("scanner")))
    waiting.start()
    while "127.0.0.1" not in shop.box.proxy._seen:
        time.sleep(0.005)
    started = time.monotonic()
    shop.box.scans.put("counter", "8711327402157")
    shop.box.scans.put("counter", "second")
    waiting.join(10)

    assert time.monotonic() - started < 0.5
    assert [*got, stock.call("scanner")] == ["8711327402157", "second"]


@pytest.mark.parametrize("origin", ["https://evil.example", ""])
def test_foreign_pages_and_programs_are_refused(stock, origin):
    assert stock.refused("default_printer_action", origin) == 403


def test_a_caller_from_outside_the_local_network_is_refused():
    proxy = HwProxy({}, None, None)  # type: ignore[arg-type]
    request = Request("GET", "/hw_proxy/hello", headers={}, peer="8.8.8.8")

    with pytest.raises(ApiError, match="Only the local network"):
        proxy.handle(request)


def test_it_is_off_unless_the_configuration_says_otherwise(counter):
    assert StockTill(counter.box.host.port).refused("handshake", ORIGIN) == 404


def test_odoos_own_box_answers_the_handshake_that_it_lacks(runtime):
    stock = StockTill(runtime.port)

    assert stock.call("handshake") is True
    assert isinstance(stock.call("status_json"), dict)
    assert runtime.get("/hw_proxy/hello") == b"ping"
