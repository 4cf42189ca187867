"""Receipts from structured data to ESC/POS bytes, with python-escpos.

A document is a list of blocks, see ``contract/print.json``.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from escpos.magicencode import MagicEncode  # type: ignore[import-untyped]
from escpos.printer import Dummy  # type: ignore[import-untyped]
from PIL import Image, UnidentifiedImageError

from ...errors import BoxError
from .letters import Letters

_ALIGNMENTS = ("left", "center", "right")
_LARGEST_IMAGE = 4096
_LONGEST_TEXT = 4000
_LONGEST_QR = 1000
_BARCODE = re.compile(r"[!-z]{1,40}")
# Height 80 dots, module width 2, text below, then CODE128 (GS h, GS w, GS H, GS k 73).
_CODE128 = b"\x1dh\x50\x1dw\x02\x1dH\x02\x1dk\x49"
_MOST_BLOCKS = 1000

Block = dict[str, Any]


class BadDocument(BoxError):
    """The document to print is not what the contract describes."""

    def __init__(self, message: str) -> None:
        super().__init__("bad_parameters", message)


@dataclass(frozen=True)
class Paper:
    """Printer profile of python-escpos and how it prints.

    ``columns`` is the number of normal letters in a line, ``dots`` the width of
    images, ``native_qr`` whether the printer draws QR codes itself.
    """

    profile: str = "TM-T20II"
    columns: int = 48
    dots: int = 576
    native_qr: bool = True


def new_printer(paper: Paper) -> Dummy:
    """Return a python-escpos printer that writes into memory."""
    printer = Dummy(profile=paper.profile)
    printer.magic = MagicEncode(printer, encoder=letters_of(paper.profile).encoder())
    printer.hw("INIT")
    return printer


@lru_cache
def letters_of(profile: str) -> Letters:
    """Return the letters of a printer profile."""
    return Letters(profile)


def render(kind: str, data: dict[str, Any], paper: Paper) -> bytes:
    """Return the bytes of a job.

    :param kind: receipt or label (``blocks``), slip (``text``), image (``image``),
        raw (``bytes``).
    :raises BadDocument: naming what is wrong.
    """
    if kind == "raw":
        return _decoded(data, "bytes")
    printer = new_printer(paper)
    writer = BlockWriter(printer, paper)
    if kind == "slip":
        writer.slip(_text(data, "text"))
    elif kind == "image":
        writer.write({"type": "image", "image": data.get("image")})
    else:
        writer.document(data.get("blocks"))
    printer.cut()
    return bytes(printer.output)


def pulse() -> bytes:
    """Return the drawer pulse ``ESC p 0`` (100 ms on)."""
    return b"\x1b\x70\x00\x32\xfa"


def realtime_pulse() -> bytes:
    """Return the pulse ``DLE DC4 1 0 1``: obeyed even when the paper is out."""
    return b"\x10\x14\x01\x00\x01"


def row_lines(left: str, right: str, columns: int) -> list[str]:
    """Lay out a left and a right text; the left one wraps, the right one stays whole.

    >>> row_lines("Brake pads", "89,00", 20)
    ['Brake pads     89,00']
    """
    right = right[: columns - 1]
    room = columns - len(right) - 1
    if room < 8:
        return [*textwrap.wrap(left, columns), right.rjust(columns)]
    parts = textwrap.wrap(left, room) or [""]
    lines = [part for part in parts[:-1]]
    lines.append(parts[-1].ljust(columns - len(right)) + right)
    return lines


class BlockWriter:
    """Writes blocks to a python-escpos printer."""

    def __init__(self, printer: Dummy, paper: Paper) -> None:
        self._printer = printer
        self._paper = paper
        self._letters = letters_of(paper.profile)
        self._writers: dict[str, Callable[[Block], None]] = {
            "text": self._write_text,
            "row": self._write_row,
            "rule": self._write_rule,
            "qr": self._write_qr,
            "barcode": self._write_barcode,
            "image": self._write_image,
            "feed": self._write_feed,
            "cut": self._write_cut,
        }

    def document(self, blocks: Any) -> None:
        """Write a list of blocks."""
        if not isinstance(blocks, list) or not blocks or len(blocks) > _MOST_BLOCKS:
            raise BadDocument(f"blocks must be a list of 1 to {_MOST_BLOCKS} blocks.")
        for block in blocks:
            if not isinstance(block, dict):
                raise BadDocument("Every block must be an object.")
            self.write(block)

    def write(self, block: Block) -> None:
        """Write one block."""
        kind = block.get("type")
        if not isinstance(kind, str) or kind not in self._writers:
            raise BadDocument(f"Unknown block type {kind}.")
        self._writers[kind](block)

    def slip(self, text: str) -> None:
        """Write lines of fixed width, as terminals send them."""
        self._style({})
        for line in self._letters.clean(text).splitlines():
            self._printer.textln(line)

    def _style(self, block: Block) -> int:
        """Set the letters of a block and return how many fit into a line."""
        size = 2 if block.get("size") == 2 else 1
        align = block.get("align", "left")
        if align not in _ALIGNMENTS:
            raise BadDocument(f"align must be one of: {', '.join(_ALIGNMENTS)}.")
        self._printer.set(
            align=align,
            bold=bool(block.get("bold")),
            underline=1 if block.get("underline") else 0,
            custom_size=True,
            width=size,
            height=size,
        )
        return self._paper.columns // size

    def _write_text(self, block: Block) -> None:
        columns = self._style(block)
        for line in self._letters.clean(_text(block, "text")).split("\n"):
            for part in textwrap.wrap(line, columns, drop_whitespace=False) or [""]:
                self._printer.textln(part.rstrip())

    def _write_row(self, block: Block) -> None:
        columns = self._style({**block, "align": "left"})
        left = self._letters.clean(_text(block, "left"))
        right = self._letters.clean(_text(block, "right"))
        for line in row_lines(left, right, columns):
            self._printer.textln(line)

    def _write_rule(self, block: Block) -> None:
        self._printer.textln("-" * self._style({}))

    def _write_qr(self, block: Block) -> None:
        self._style({})
        native = self._paper.native_qr
        content = _text(block, "text")
        if not 0 < len(content.encode("utf-8")) <= _LONGEST_QR:
            raise BadDocument(f"A QR code holds 1 to {_LONGEST_QR} bytes.")
        self._printer.qr(content, size=6, native=native, center=not native)
        self._printer.ln()

    def _write_barcode(self, block: Block) -> None:
        code = _text(block, "text")
        if not _BARCODE.fullmatch(code):
            raise BadDocument("A barcode holds 1 to 40 plain letters and digits.")
        self._style({"align": "center"})
        content = b"{B" + code.encode("ascii")
        self._printer._raw(_CODE128 + bytes([len(content)]) + content + b"\n")

    def _write_image(self, block: Block) -> None:
        self._style({"align": "center"})
        try:
            image = Image.open(io.BytesIO(_decoded(block, "image")))
            if max(image.size) > _LARGEST_IMAGE * 2:
                raise BadDocument("The image is too large.")
            image = image.convert("L")
        except (UnidentifiedImageError, OSError, ValueError) as error:
            raise BadDocument("The image is not a PNG or JPEG.") from error
        if image.width > self._paper.dots:
            height = round(image.height * self._paper.dots / image.width)
            image = image.resize((self._paper.dots, max(height, 1)))
        self._printer.image(image, impl="bitImageRaster")

    def _write_feed(self, block: Block) -> None:
        lines = block.get("lines", 1)
        if isinstance(lines, bool) or not isinstance(lines, int) or not 0 < lines < 51:
            raise BadDocument("lines must be a whole number from 1 to 50.")
        self._printer.print_and_feed(lines)

    def _write_cut(self, block: Block) -> None:
        self._printer.cut()


def _text(block: Block, name: str) -> str:
    value = block.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise BadDocument(f"{name} must be a text.")
    return value


def _decoded(block: Block, name: str) -> bytes:
    value = block.get(name)
    if not isinstance(value, str):
        raise BadDocument(f"{name} must be base64 text.")
    try:
        return base64.b64decode(value.partition("base64,")[2] or value, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadDocument(f"{name} must be base64 text.") from error
