"""Slips from the terminal: print lines ``06 D1``, print blocks ``06 D3``.

PA00P015, 3.5 and 3.6. A line's attribute byte FF means the text byte is a number of
line feeds; a set top bit marks the last line of a receipt.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..masking import mask_card_numbers
from . import const, tlv

_FEED = 0xFF
_LAST = 0x80
_RECEIPT_TYPES = {b"\x01": "merchant", b"\x02": "customer", b"\x03": "administrative"}
_MERCHANT_WORDS = ("HÄNDLER", "HAENDLER", "MERCHANT", "WINKELIER", "COMMER")


@dataclass
class SlipCollector:
    """Puts print messages together to slips: ``merchant``, ``customer``, ..."""

    charset: str = "cp437"
    slips: dict[str, str] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)

    def print_line(self, data: bytes) -> None:
        """Take the data of ``06 D1``: attribute byte and text.

        Some terminals append ``06 04 1F 07 01 0x`` with the receipt type.
        """
        if not data:
            return
        attribute, raw = data[0], data[1:]
        kind = ""
        if raw[-6:-1] == b"\x06\x04\x1f\x07\x01":
            kind, raw = _RECEIPT_TYPES.get(raw[-1:], ""), raw[:-6]
        if attribute == _FEED:
            self._lines += [""] * (raw[0] if raw else 1)
            return
        self._lines.append(self._text(raw))
        if attribute & _LAST and attribute != _LAST:
            self._finish(kind)

    def print_block(self, container: bytes) -> None:
        """Take the TLV container of ``06 D3``; an empty text is a blank line."""
        elements = tlv.parse(container)
        kind = tlv.find(elements, const.TAG_RECEIPT_TYPE)
        texts = tlv.find(elements, const.TAG_PRINT_TEXTS)
        for child in texts.children if texts is not None else ():
            if child.tag == const.TAG_TEXT:
                self._lines.append(self._text(child.value))
        self._finish(_RECEIPT_TYPES.get(kind.value, "") if kind is not None else "")

    def close(self) -> None:
        """Take lines whose receipt never got its last line."""
        if self._lines:
            self._finish("")

    def _text(self, raw: bytes) -> str:
        return mask_card_numbers(raw.decode(self.charset, "replace").rstrip())

    def _finish(self, kind: str) -> None:
        text = "\n".join(self._lines).strip("\n")
        self._lines = []
        if not kind:
            upper = text.upper()
            merchant = any(word in upper for word in _MERCHANT_WORDS)
            kind = "merchant" if merchant else "customer"
        known = self.slips.get(kind)
        self.slips[kind] = f"{known}\n{text}" if known else text
