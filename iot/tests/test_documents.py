"""Documents of the garage as they come out of the printer, in four languages."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from box_support import contract
from PIL import Image

from garage_iot.protocols.escpos import documents, letters, render
from garage_iot.protocols.escpos.fields import BadDocument
from garage_iot.protocols.escpos.paper import PROFILES, Paper, paper_of
from garage_iot.protocols.escpos.picture import LineFont, installed_font
from garage_iot.protocols.escpos.reader import Reader

EXAMPLES = {
    exchange["request"]["body"]["kind"]: exchange["request"]["body"]["data"]
    for exchange in contract("documents")
    if exchange["answer"]["status"] == 200
}
EPSON = Paper()


def printed(kind: str, data: dict[str, Any], paper: Paper = EPSON) -> str:
    """Return what stands on the paper: the bytes, read back as a printer does."""
    acts = Reader(paper.profile).feed(render.render(kind, data, paper))
    return "".join("\n" if a.kind == "feed" else a.value for a in acts)


def texts(value: Any) -> list[str]:
    """Return every text of a document, however deep."""
    if isinstance(value, str):
        return [value]
    entries = value.values() if isinstance(value, dict) else value
    return [text for entry in entries for text in texts(entry)]


def words(text: str) -> list[str]:
    return text.replace("\u00a0", " ").replace("₽", "RUB").split()


@pytest.mark.parametrize("columns", [48, 42, 32])
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_every_word_of_a_document_is_on_the_paper(kind, columns):
    paper = Paper(columns=columns, dots=columns * 12)
    data = {name: EXAMPLES[kind][name] for name in EXAMPLES[kind] if name != "logo"}

    found = words(printed(kind, data, paper))

    joined = "".join(found)
    missing = [w for text in texts(data) for w in words(text) if w not in joined]
    assert missing == []


def test_amounts_of_a_receipt_stand_at_the_right_edge():
    lines = printed("receipt", EXAMPLES["receipt"]).split("\n")

    assert "Remschijf ø 312 mm".ljust(40) + "130,00 €" in lines
    assert "TOTAAL".ljust(16) + "339,00 €" in lines
    assert "Kas".ljust(41) + "50,00 €" in lines


def test_a_receipt_holds_logo_qr_code_bar_code_and_cut_in_this_order():
    data = render.render("receipt", EXAMPLES["receipt"], EPSON)

    acts = [
        a for a in Reader().feed(data) if a.kind in ["image", "qr", "barcode", "cut"]
    ]

    assert [a.kind for a in acts] == ["image", "qr", "barcode", "cut"]
    assert acts[1].value == "https://garage.example/r/7"
    assert acts[2].value == "2026-001-0007"


def test_a_logo_may_be_large():
    content = io.BytesIO()
    Image.effect_noise((256, 256), 90).save(content, "PNG")
    logo = base64.b64encode(content.getvalue()).decode()

    data = {"logo": logo, "total": {"name": "T", "amount": "1"}}

    assert len(logo) > 40_000
    assert printed("receipt", data).startswith("256x256")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({}, "total is missing."),
        ({"total": "1"}, "total must be an object."),
        ({"total": {"name": "T"}}, "total.amount is missing."),
        ({"lines": [{"amount": "1"}]}, "lines[0].name is missing."),
        ({"lines": [7]}, "lines[0] must be an object."),
        ({"lines": {}}, "lines must be a list of at most 500 entries."),
        ({"info": [["a"]]}, "info must be a list of [left, right] texts."),
        ({"notes": [1]}, "notes must be a list of texts."),
        (
            {"footer": 1, "total": {"name": "T", "amount": "1"}},
            "footer must be a text of at most 4000 characters.",
        ),
    ],
)
def test_a_wrong_field_is_named(data, complaint):
    with pytest.raises(BadDocument) as refused:
        documents.build("receipt", data)

    assert refused.value.message == complaint


def test_a_field_that_does_not_exist_is_named():
    with pytest.raises(BadDocument, match=r"There is no field lines\[0\]\.prize\."):
        documents.build(
            "receipt",
            {
                "total": {"name": "T", "amount": "1"},
                "lines": [{"name": "Oil", "prize": "1"}],
            },
        )


@pytest.mark.parametrize("profile", PROFILES)
def test_every_printer_of_python_escpos_prints_every_document(profile):
    paper = paper_of(profile)

    for kind, data in EXAMPLES.items():
        if paper.columns < 32:
            continue
        assert "?" not in printed(kind, data, paper).replace("�", "?"), kind


def test_letters_without_a_page_are_substituted_and_never_become_question_marks():
    found = letters.Letters("TM-T20II").clean("5 ₽ 😀 中 ﬁn ẵ\u202f!\x1bp")

    assert found == "5 RUB [U+1F600] [U+4E2D] fin a !p"


@pytest.mark.skipif(not installed_font(), reason="no font of fixed width is installed")
def test_a_line_with_letters_that_only_the_font_has_is_printed_as_a_picture():
    paper = Paper(profile="TM-T88IV-SA", columns=42, dots=504, font=installed_font())
    data = {"blocks": [{"type": "text", "text": t} for t in ("plain", "Привет")]}

    acts = Reader(paper.profile).feed(render.render("label", data, paper))

    kinds = [(a.kind, a.value) for a in acts if a.kind in ("text", "image")]
    assert kinds == [("text", "plain"), ("image", "72x24")]


@pytest.mark.skipif(not installed_font(), reason="no font of fixed width is installed")
def test_a_font_knows_which_letters_it_has():
    font = LineFont(installed_font())

    assert font.has("Ж")
    assert not font.has("\U0010ffff")
