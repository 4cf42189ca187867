"""Slips from the terminal: print lines ``06 D1``, print blocks ``06 D3``.

PA00P015, 3.5 and 3.6. Attribute byte of a line: FF means that the text byte is a
number of line feeds; a set top bit (not FF, not 80) marks the last line of a receipt;
40 centred, 20 double width, 10 double height, the low nibble indents.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..masking import mask_card_numbers
from . import bitmaps, charsets, const, containers, tlv

_FEED = 0xFF
_LAST = 0x80
_CENTRED = 0x40
_INDENT = 0x0F
_RECEIPT_TYPES = {b"\x01": "merchant", b"\x02": "customer", b"\x03": "administrative"}
_MERCHANT_WORDS = ("HÄNDLER", "HAENDLER", "MERCHANT", "WINKELIER", "COMMER")
_MOST_LINES = 1000


@dataclass(frozen=True)
class Line:
    """One line of a slip; double width and height have no place in plain text."""

    text: str
    centred: bool = False


def styled(text: str, attribute: int) -> Line:
    """Return a line with its attribute; the bits of a last line mean nothing else."""
    if attribute & _LAST:
        return Line(text)
    if attribute & _CENTRED:
        return Line(text, centred=True)
    return Line(" " * (attribute & _INDENT) + text if text else text)


@dataclass
class SlipCollector:
    """Puts print messages together to slips: ``merchant``, ``customer``, ..."""

    charset: str = charsets.DEFAULT
    slips: dict[str, str] = field(default_factory=dict)
    _lines: list[Line] = field(default_factory=list)
    _kind: str = ""

    def print_line(self, data: bytes) -> None:
        """Take the data of ``06 D1``: attribute byte and text.

        Some terminals append ``06 04 1F 07 01 0x`` with the receipt type.
        """
        if not data:
            return
        attribute, (raw, found) = data[0], containers.split_line(data[1:])
        self._turn_to(_receipt_type(found))
        if attribute == _FEED:
            self._add(*[Line("")] * (raw[0] if raw else 1))
            return
        self._add(styled(self._text(raw), attribute))
        if attribute & _LAST and attribute != _LAST:
            self._finish()

    def print_block(self, data: bytes) -> None:
        """Take the data of ``06 D3``; an empty text is a blank line.

        A block whose last text is followed by a line attribute with its top bit set
        (81 and FF are seen) ends the receipt; without it the next block of the same
        type goes on with it. A terminal that names neither type nor end sends whole
        receipts.

        :raises ProtocolError: damaged.
        """
        found = tlv.parse(bitmaps.parse(data).get(bitmaps.TLV, b""))
        kind = _receipt_type(found)
        self._turn_to(kind)
        texts = tlv.find(found, const.TAG_PRINT_TEXTS)
        attribute, marked, ended = 0, False, False
        for child in texts.children if texts is not None else ():
            if child.tag == const.TAG_LINE_ATTRIBUTE:
                attribute = child.value[0] if child.value else 0
                marked = True
                ended = bool(attribute & _LAST) and attribute != _LAST
            elif child.tag == const.TAG_TEXT:
                self._add(styled(self._text(child.value), attribute))
                attribute, ended = 0, False
        if ended or not (kind or marked or self._kind):
            self._finish()

    def close(self) -> None:
        """Take lines whose receipt never got its last line."""
        if self._lines:
            self._finish()

    def _turn_to(self, kind: str) -> None:
        """Begin another receipt when the type changes."""
        if kind and self._kind and kind != self._kind:
            self._finish()
        self._kind = kind or self._kind

    def _add(self, *lines: Line) -> None:
        """Keep lines; what no receipt needs is dropped."""
        self._lines += lines[: max(_MOST_LINES - len(self._lines), 0)]

    def _text(self, raw: bytes) -> str:
        return mask_card_numbers(charsets.decode(raw, self.charset).rstrip())

    def _finish(self) -> None:
        lines, kind = self._lines, self._kind
        self._lines, self._kind = [], ""
        width = max((len(line.text) for line in lines), default=0)
        texts = [
            line.text.center(width).rstrip() if line.centred else line.text
            for line in lines
        ]
        text = "\n".join(texts).strip("\n")
        if not text:
            return
        kind = kind or _by_heading(text)
        known = self.slips.get(kind)
        self.slips[kind] = f"{known}\n{text}" if known else text


def _receipt_type(found: tuple[tlv.Tlv, ...]) -> str:
    kind = tlv.find(found, const.TAG_RECEIPT_TYPE)
    return _RECEIPT_TYPES.get(kind.value, "") if kind is not None else ""


def _by_heading(text: str) -> str:
    upper = text.upper()
    return "merchant" if any(word in upper for word in _MERCHANT_WORDS) else "customer"
