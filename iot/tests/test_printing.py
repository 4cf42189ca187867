"""Receipts, drawer and printer trouble: nothing printed twice, nothing lost."""

from __future__ import annotations

import base64
import io
import time
from pathlib import Path

import pytest
from box_support import PATIENCE, BoxProcess, Counter, Till, config
from PIL import Image

from garage_iot.protocols.escpos import render, status
from garage_iot.protocols.escpos.paper import Paper
from garage_iot.protocols.escpos.reader import Reader
from garage_iot.protocols.escpos.writer import row_lines
from garage_iot.simulators.printer import PrinterSimulator


def blocks(*texts: str) -> dict:
    return {"blocks": [{"type": "text", "text": text} for text in texts]}


def job(key: str, data: dict | None = None, kind: str = "receipt", **more) -> dict:
    data = data or blocks("hello")
    return {"key": key, "printer": "printer", "kind": kind, "data": data, **more}


def wait_for(printer: PrinterSimulator, enough) -> None:
    deadline = time.monotonic() + PATIENCE
    with printer.changed:
        while not enough():
            assert printer.changed.wait(deadline - time.monotonic()), "nothing happened"


def follow(till: Till, key: str, state: str) -> dict:
    deadline = time.monotonic() + PATIENCE
    found = till.get(f"print/{key}")
    while found["state"] != state:
        assert time.monotonic() < deadline, found
        found = till.get(f"print/{key}?state={found['state']}&wait=5")
    return found


@pytest.mark.parametrize(
    ("answers", "code", "paper"),
    [
        ({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}, None, "ok"),
        ({}, None, "ok"),
        ({1: 0x1A, 2: 0x32, 4: 0x7E}, "paper_out", "out"),
        ({1: 0x1A, 2: 0x16}, "cover_open", "ok"),
        ({4: 0x1E}, "paper_near_end", "near_end"),
        ({1: 0x1A}, "offline", "ok"),
        ({1: 0x1A, 3: 0x1A}, "cutter_error", "ok"),
        ({1: 0x1A, 3: 0x32}, "offline", "ok"),
        ({1: 0x1A, 2: 0x52}, "offline", "ok"),
    ],
)
def test_status_bytes_of_the_printer_are_put_into_words(answers, code, paper):
    found = status.parse(answers)

    assert (found.code, found.paper) == (code, paper)
    assert found.can_print is (code in (None, "paper_near_end"))


def test_the_drawer_pin_is_read():
    assert status.parse({1: 0x16}).drawer_open is True


def test_a_status_byte_is_told_from_a_confirmation():
    assert status.is_realtime(0x12)
    assert status.is_realtime(0x7E)
    assert not status.is_realtime(0x00)
    assert not status.is_realtime(0x0C)


def test_a_receipt_comes_out_as_it_was_described(counter, till):
    data = {
        "blocks": [
            {"type": "text", "text": "Garage Jänsen", "align": "center", "size": 2},
            {"type": "rule"},
            {"type": "row", "left": "Remblokken voor", "right": "89,00 €"},
            {"type": "text", "text": "Заказ-наряд, Łódź", "bold": True},
            {"type": "qr", "text": "https://garage.example/r/7"},
            {"type": "barcode", "text": "WO-2026-00012"},
            {"type": "feed", "lines": 2},
        ]
    }

    assert till.post("print", job("k1", data))["state"] == "printed"

    lines = counter.printer.receipts[0].lines
    assert (lines[0].text, lines[0].align, lines[0].big) == (
        "Garage Jänsen",
        "center",
        True,
    )
    assert lines[1].text == "-" * 48
    assert lines[2].text == "Remblokken voor".ljust(41) + "89,00 €"
    assert (lines[3].text, lines[3].bold) == ("Заказ-наряд, Łódź", True)
    codes = [(line.kind, line.text) for line in lines if line.kind != "text"]
    assert codes == [
        ("qr", "https://garage.example/r/7"),
        ("barcode", "WO-2026-00012"),
    ]


def test_long_texts_break_and_amounts_stay_whole():
    assert row_lines("Brake pads", "89,00", 20) == ["Brake pads     89,00"]
    assert row_lines("Brake pads for the front axle", "89,00", 20) == [
        "Brake pads for",
        "the front axle 89,00",
    ]
    assert row_lines("Total", "EUR 123.456,78", 16) == [
        "Total",
        "  EUR 123.456,78",
    ]


def test_control_characters_in_a_text_cannot_command_the_printer(counter, till):
    till.post("print", job("k1", blocks("evil\x1bp0\x10\x14\x01\x00\x01 text")))

    assert counter.printer.pulses == 0
    assert "evilp0 text" in counter.printer.receipts[0].text


def test_every_european_language_comes_out(counter, till):
    texts = [
        "Größe, Straße, „Öl“ …",
        "réparation, œuvre, à l’été",
        "Łódź, żółć, příliš žluťoučký",
        "Ремонт двигателя № 5",
        "Επισκευή, ğüşıİöç, ãõ",
    ]

    till.post("print", job("k1", blocks(*texts)))

    assert counter.printer.receipts[0].text.split("\n") == texts


def test_an_image_is_printed_at_paper_width(counter, till):
    picture = io.BytesIO()
    Image.new("RGB", (800, 400), "white").save(picture, "PNG")
    data = {"image": base64.b64encode(picture.getvalue()).decode()}

    till.post("print", job("k1", data, kind="image"))

    image = counter.printer.receipts[0].lines[0]
    assert (image.kind, image.text) == ("image", "576x288")


def test_a_slip_of_the_terminal_is_printed_line_by_line(counter, till):
    till.post("print", job("k1", {"text": "HÄNDLERBELEG\nBetrag"}, kind="slip"))

    assert counter.printer.receipts[0].text == "HÄNDLERBELEG\nBetrag"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"blocks": []},
        {"blocks": ["text"]},
        {"blocks": [{"type": "shell", "text": "rm"}]},
        {"blocks": [{"type": "text"}]},
        {"blocks": [{"type": "text", "text": "x", "align": "up"}]},
        {"blocks": [{"type": "image", "image": "AAAA"}]},
        {"blocks": [{"type": "image", "image": "%%%"}]},
        {"blocks": [{"type": "feed", "lines": 10**9}]},
        {"blocks": [{"type": "barcode", "text": "é"}]},
        {"blocks": [{"type": "barcode", "text": ""}]},
        {"blocks": [{"type": "barcode", "text": "{C"}]},
        {"blocks": [{"type": "qr", "text": ""}]},
        {"blocks": [{"type": "qr", "text": "x" * 1001}]},
    ],
)
def test_a_document_that_makes_no_sense_is_refused_in_words(counter, till, data):
    answer = till.call("POST", "print", {**job("k1"), "data": data})

    assert (answer.status, answer.body["error"]) == (400, "bad_parameters")
    assert counter.printer.receipts == []


def test_the_same_job_twice_prints_once(counter, till):
    till.post("print", job("k1"))
    till.post("print", job("k1"))

    assert len(counter.printer.receipts) == 1


def test_out_of_paper_keeps_the_receipt_and_prints_it_once_after_the_refill(
    counter, till
):
    counter.printer.set_paper("out")
    kept = till.post("print", job("k1"))
    assert (kept["state"], kept["code"]) == ("queued", "paper_out")

    counter.printer.set_paper("ok")

    assert follow(till, "k1", "printed")["code"] is None
    assert [receipt.text for receipt in counter.printer.receipts] == ["hello"]


def test_paper_that_ends_in_the_middle_of_a_receipt_is_not_printed_again(counter, till):
    counter.printer.stop_after_lines = 3
    held = till.post("print", job("k1", blocks(*"abcdef")))
    assert (held["state"], held["code"]) == ("sent", "paper_out")

    counter.printer.set_paper("ok")

    follow(till, "k1", "printed")
    assert [r.text for r in counter.printer.receipts] == ["a\nb\nc\nd\ne\nf"]


def test_receipts_wait_in_order_while_the_printer_is_off(counter, till):
    counter.printer.pull_plug()
    first = till.post("print", job("k1", blocks("one")))
    till.post("print?wait=0", job("k2", blocks("two")))
    assert (first["state"], first["code"]) == ("queued", "unreachable")

    counter.printer.plug_in()
    follow(till, "k2", "printed")

    assert [receipt.text for receipt in counter.printer.receipts] == ["one", "two"]


def test_a_printer_that_dies_while_printing_leaves_an_unconfirmed_job(counter, till):
    counter.printer.stop_after_lines = 2
    till.post("print", job("k1", blocks(*"abcdef")))

    counter.printer.pull_plug()

    found = follow(till, "k1", "unconfirmed")
    assert found["code"] == "not_confirmed"
    counter.printer.set_paper("ok")
    counter.printer.plug_in()
    till.post("print", job("k2", blocks("next")))
    assert [receipt.text for receipt in counter.printer.receipts] == ["next"]


def test_kept_jobs_survive_a_restart_of_the_box(counter: Counter):
    counter.printer.set_paper("out")
    counter.till.post("print", job("k1"))

    counter.restart()
    counter.printer.set_paper("ok")

    follow(counter.till, "k1", "printed")
    assert len(counter.printer.receipts) == 1


def test_a_job_on_its_way_during_a_crash_is_unconfirmed_and_not_repeated(
    tmp_path: Path,
):
    printer = PrinterSimulator()
    printer.stop_after_lines = 2
    found = config(tmp_path / "box", printer_port=printer.port)
    box = BoxProcess(found)
    assert box.till.post("print", job("k1", blocks(*"abcd")))["state"] == "sent"

    box.kill()
    printer.set_paper("ok")
    again = BoxProcess(found)

    assert again.till.get("print/k1")["state"] == "unconfirmed"
    wait_for(printer, lambda: len(printer.receipts) == 1)
    again.till.post("print", job("k2", blocks("next")))
    assert [receipt.text for receipt in printer.receipts] == ["a\nb\nc\nd", "next"]
    again.kill()
    printer.stop()


def test_the_drawer_opens_once_for_a_key_and_the_reason_is_logged(counter, till):
    body = {"key": "d1", "printer": "printer", "reason": "change", "user": "Kees"}
    till.post("drawer", body)
    till.post("drawer", body)

    wait_for(counter.printer, lambda: counter.printer.pulses == 1)
    log = counter.box.journal.rows("SELECT detail FROM log WHERE what = 'drawer'")
    assert [row["detail"] for row in log] == ['{"reason": "change", "user": "Kees"}']


def test_the_drawer_opens_for_cash_even_without_paper(counter, till):
    counter.printer.set_paper("out")

    kept = till.post("print", job("k1", drawer={"reason": "cash", "user": "Kees"}))

    assert (kept["state"], kept["drawer"]) == ("queued", "pulsed")
    wait_for(counter.printer, lambda: counter.printer.drawer_open)
    counter.printer.set_paper("ok")
    follow(till, "k1", "printed")
    assert counter.printer.pulses == 1


def test_the_reader_understands_any_fragmentation():
    paper = Paper()
    picture = io.BytesIO()
    Image.new("L", (64, 16)).save(picture, "PNG")
    image = base64.b64encode(picture.getvalue()).decode()
    kinds = [
        {"type": "text", "text": "Grüße €", "bold": True},
        {"type": "qr", "text": "x"},
        {"type": "barcode", "text": "A1"},
        {"type": "image", "image": image},
    ]
    data = render.render("receipt", {"blocks": kinds}, paper) + render.pulse()

    whole = Reader().feed(data)
    reader = Reader()
    pieces = [act for byte in data for act in reader.feed(bytes([byte]))]

    def text(acts):
        return "".join(act.value for act in acts if act.kind == "text")

    assert text(pieces) == text(whole)
    assert [a for a in pieces if a.kind != "text"] == [
        a for a in whole if a.kind != "text"
    ]
