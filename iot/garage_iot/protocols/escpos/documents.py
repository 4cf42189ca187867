"""Documents of a garage, from structured data to blocks.

The till sends what stands on the paper, words included and translated; the box decides
how it looks on the paper that its printer has. Fields: ``docs/iot-protocol.md``,
examples: ``contract/documents.json``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .fields import BadDocument, Fields

Block = dict[str, Any]
_RULE: Block = {"type": "rule"}
_TEST_LETTERS = "ÄÖÜ äöüß éèêë çœ ñ ø Łódź ĳ € № Привет"


def _text(value: str, **style: Any) -> Block:
    return {"type": "text", "text": value, **style}


def _center(value: str, **style: Any) -> Block:
    return _text(value, align="center", **style)


def _row(left: str, right: str, **style: Any) -> Block:
    return {"type": "row", "left": left, "right": right, **style}


def _rows(pairs: list[tuple[str, str]], **style: Any) -> list[Block]:
    return [_row(left, right, **style) for left, right in pairs]


def _feed(lines: int) -> Block:
    return {"type": "feed", "lines": lines}


def _lines(text: str, **style: Any) -> list[Block]:
    return [_text(line, **style) for line in text.split("\n")] if text else []


def _section(blocks: list[Block]) -> list[Block]:
    return [_RULE, *blocks] if blocks else []


def build(kind: str, data: dict[str, Any]) -> list[Block]:
    """Return the blocks of a document.

    :param kind: one of :data:`KINDS`.
    :raises BadDocument: naming the field that is wrong.
    """
    fields = Fields(data)
    blocks = _BUILDERS[kind](fields)
    fields.done()
    return blocks


def _receipt(doc: Fields) -> list[Block]:
    return [
        *_head(doc),
        *[_text(value) for value in doc.texts("above")],
        _RULE,
        *[block for line in doc.many("lines") for block in _receipt_line(line)],
        _RULE,
        *[block for tax in doc.many("taxes") for block in _amount(tax)],
        *_total(doc),
        *[block for payment in doc.many("payments") for block in _amount(payment)],
        *_amounts(doc, "change"),
        *[b for slip in doc.texts("slips") for b in (_RULE, _slip_block(slip))],
        *_foot(doc),
    ]


def _head(doc: Fields) -> list[Block]:
    """Logo, company, what the paper is, and rows such as number and date."""
    logo, company = doc.picture("logo"), doc.one("company")
    blocks: list[Block] = [{"type": "image", "image": logo}] if logo else []
    if company is not None:
        name = company.needed("name")
        blocks.append(_center(name, bold=True, size=2))
        blocks += [_center(line) for line in company.texts("lines")]
        blocks.append(_feed(1))
        company.done()
    title = doc.text("title")
    if title:
        blocks.append(_center(title, bold=True, size=2))
    return [*blocks, *_rows(doc.pairs("info")), *map(_text, doc.texts("notes"))]


def _foot(doc: Fields) -> list[Block]:
    footer, barcode = doc.text("footer"), doc.text("barcode")
    blocks = _section([_center(line) for line in footer.split("\n")] if footer else [])
    blocks += _qr(doc)
    if barcode:
        blocks += [_feed(1), {"type": "barcode", "text": barcode}]
    return [*blocks, _feed(2)]


def _qr(doc: Fields) -> list[Block]:
    code = doc.one("qr")
    if code is None:
        return []
    caption = code.text("caption")
    blocks: list[Block] = [{"type": "qr", "text": code.needed("text")}]
    code.done()
    return [*blocks, *([_center(caption)] if caption else [])]


def _receipt_line(line: Fields) -> list[Block]:
    details = [line.text("detail"), *line.text("note").split("\n")]
    return [
        _row(line.needed("name"), line.text("amount")),
        *[_text(f"  {detail}") for detail in details if detail],
    ]


def _amount(entry: Fields, **style: Any) -> list[Block]:
    return [_row(entry.needed("name"), entry.needed("amount"), **style)]


def _total(doc: Fields) -> list[Block]:
    found = _amounts(doc, "total", bold=True, size=2)
    if not found:
        raise BadDocument("total is missing.")
    return found


def _amounts(doc: Fields, name: str, **style: Any) -> list[Block]:
    entry = doc.one(name)
    if entry is None:
        return []
    blocks = _amount(entry, **style)
    entry.done()
    return blocks


def _slip_block(text: str) -> Block:
    return {"type": "slip", "text": text}


def _card_slip(doc: Fields) -> list[Block]:
    return [
        *_head(doc),
        _slip_block(doc.needed("text")),
        *_signatures(doc),
        *_foot(doc),
    ]


def _signatures(doc: Fields) -> list[Block]:
    blocks: list[Block] = []
    for label in doc.texts("signatures"):
        blocks += [_feed(3), _RULE, _text(label)]
    return blocks


def _workorder(doc: Fields) -> list[Block]:
    return [
        *_head(doc),
        *_amounts(doc, "key_tag", bold=True, size=2),
        *_section(_lines(doc.text("complaint"))),
        *[block for job in doc.many("jobs") for block in _job(job)],
        *_signatures(doc),
        *_foot(doc),
    ]


def _job(job: Fields) -> list[Block]:
    return [
        _RULE,
        _row(job.needed("name"), job.text("hours"), bold=True),
        *[_text(value) for value in job.texts("notes")],
        *_rows([(f"[ ] {name}", number) for name, number in job.pairs("lines")]),
    ]


def _key_tag(doc: Fields) -> list[Block]:
    """A label for the key ring: the tag's number can be read from two metres."""
    blocks = [_center(doc.needed("tag"), bold=True, size=6)]
    plate = doc.text("plate")
    if plate:
        blocks.append(_center(plate, bold=True, size=3))
    return [*blocks, *map(_center, doc.texts("lines")), *_foot(doc)]


def _report(doc: Fields) -> list[Block]:
    """Z report and till closing: rows of amounts under headings."""
    return [
        *_head(doc),
        *[block for part in doc.many("sections") for block in _report_section(part)],
        *_signatures(doc),
        *_foot(doc),
    ]


def _report_section(part: Fields) -> list[Block]:
    title = part.text("title")
    return [
        _RULE,
        *([_text(title, bold=True)] if title else []),
        *[block for entry in part.many("rows") for block in _report_row(entry)],
        *map(_text, part.texts("texts")),
    ]


def _report_row(entry: Fields) -> list[Block]:
    details = entry.pairs("details")
    head = _row(entry.needed("name"), entry.text("amount"), bold=bool(details))
    return [head, *_rows([(f"  {left}", right) for left, right in details])]


def _test_page(doc: Fields) -> list[Block]:
    """Everything a receipt may need, to look at: letters, widths, codes, cut."""
    sample = doc.text("letters") or _TEST_LETTERS
    return [
        *_head(doc),
        {"type": "ruler"},
        *_lines(sample),
        *_lines(sample, bold=True),
        *_lines(sample, underline=True),
        *_lines(sample, size=2),
        _row("left", "right"),
        _RULE,
        *_foot(doc),
    ]


_BUILDERS: dict[str, Callable[[Fields], list[Block]]] = {
    "receipt": _receipt,
    "card_slip": _card_slip,
    "workorder": _workorder,
    "key_tag": _key_tag,
    "z_report": _report,
    "closing": _report,
    "test_page": _test_page,
}
KINDS = tuple(_BUILDERS)

__all__ = ["KINDS", "BadDocument", "build"]
