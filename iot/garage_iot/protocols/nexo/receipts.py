"""Card slips in nexo answers: lines of text, Adyen's pairs, or XHTML (DataMesh)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from ..masking import mask_card_numbers
from . import fields

_PAIR = re.compile(r"(name|value|key)=")
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4"})
_CUSTOMER, _MERCHANT = "CustomerReceipt", "CashierReceipt"


@dataclass(frozen=True)
class Receipts:
    """Both slips as plain text; ``signature``: the customer has to sign."""

    customer: str = ""
    merchant: str = ""
    signature: bool = False


def read(body: Mapping[str, Any]) -> Receipts:
    """Return the slips of a PaymentReceipt list; card numbers are masked."""
    slips: dict[str, list[str]] = {}
    signature = False
    for receipt in fields.parts(body, "PaymentReceipt"):
        kind = fields.text(receipt, "DocumentQualifier")
        slips.setdefault(kind, []).append(content(receipt))
        signature = signature or receipt.get("RequiredSignatureFlag") is True
    return Receipts(
        "\n".join(slips.get(_CUSTOMER, [])),
        "\n".join(slips.get(_MERCHANT, [])),
        signature,
    )


def content(owner: Mapping[str, Any]) -> str:
    """Return the OutputContent of a receipt, a print or a display request."""
    found = fields.part(owner, "OutputContent")
    xhtml = fields.text(found, "OutputXHTML")
    shown = _from_xhtml(xhtml) if xhtml else _from_texts(found)
    return mask_card_numbers(shown)


def _from_texts(found: Mapping[str, Any]) -> str:
    line, lines = "", []
    for piece in fields.parts(found, "OutputText"):
        line += _words(fields.text(piece, "Text"))
        if piece.get("EndOfLineFlag") is not False:
            lines.append(line)
            line = ""
    return "\n".join([*lines, line] if line else lines).strip("\n")


def _words(text: str) -> str:
    """Return what to print: a pair's name and value; ``key=filler`` is a blank line."""
    if not _PAIR.match(text):
        return text
    found = fields.pairs(text)
    return " ".join(found[part] for part in ("name", "value") if found.get(part))


class _Words(HTMLParser):
    """Collects the words of XHTML; a block starts a line."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line before a block."""
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take text; its own line ends mean nothing."""
        self.words.append(re.sub(r"\s+", " ", data))


def _from_xhtml(xhtml: str) -> str:
    reader = _Words()
    with contextlib.suppress(AssertionError):  # markup that the parser gives up at
        reader.feed(xhtml)
    lines = [line.strip() for line in "".join(reader.words).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
