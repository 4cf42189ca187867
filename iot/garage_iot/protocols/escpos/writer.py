"""Writes blocks to a python-escpos printer."""

from __future__ import annotations

import base64
import binascii
import io
import re
import textwrap
from collections.abc import Callable
from typing import Any

from barcode.codex import Code128  # type: ignore[import-untyped]
from escpos.printer import Dummy  # type: ignore[import-untyped]
from PIL import Image, UnidentifiedImageError

from .fields import LONGEST_TEXT, BadDocument
from .paper import Paper, font_of, letters_of

_ALIGNMENTS = ("left", "center", "right")
_LARGEST_IMAGE = 4096
_LARGEST_LETTERS = 8
_LONGEST_QR = 1000
_BARCODE = re.compile(r"[!-z]{1,40}")
# Height 80 dots, module width 2, text below, then CODE128 (GS h, GS w, GS H, GS k 73).
_CODE128 = b"\x1dh\x50\x1dw\x02\x1dH\x02\x1dk\x49"
_MOST_BLOCKS = 2000
_CELL_HEIGHT = 24

Block = dict[str, Any]


def row_lines(left: str, right: str, columns: int) -> list[str]:
    """Lay out a left and a right text; the left one wraps, the right one stays whole.

    >>> row_lines("Brake pads", "89,00", 20)
    ['Brake pads     89,00']
    """
    room = columns - len(right) - 1
    if room < 8:
        rights = [part.rjust(columns) for part in textwrap.wrap(right, columns)]
        return [*textwrap.wrap(left, columns), *rights]
    *above, last = _wrapped(left, room)
    return [*above, last.ljust(columns - len(right)) + right]


def _wrapped(text: str, columns: int) -> list[str]:
    if len(text) <= columns and "\n" not in text:
        return [text]
    return textwrap.wrap(text, columns) or [""]


class BlockWriter:
    """Writes blocks to a python-escpos printer."""

    def __init__(self, printer: Dummy, paper: Paper) -> None:
        self._printer = printer
        self._paper = paper
        self._letters = letters_of(paper.profile, paper.font)
        self._look: tuple[str, int, bool, bool] | None = None
        self._writers: dict[str, Callable[[Block], None]] = {
            "text": self._write_text,
            "row": self._write_row,
            "rule": self._write_rule,
            "ruler": self._write_ruler,
            "slip": self._write_slip,
            "qr": self._write_qr,
            "barcode": self._write_barcode,
            "image": self._write_image,
            "feed": self._write_feed,
            "cut": self._write_cut,
        }

    def document(self, blocks: Any) -> None:
        """Write a list of blocks.

        :raises BadDocument: naming what is wrong.
        """
        if not isinstance(blocks, list) or not blocks or len(blocks) > _MOST_BLOCKS:
            raise BadDocument(f"blocks must be a list of 1 to {_MOST_BLOCKS} blocks.")
        for block in blocks:
            if not isinstance(block, dict):
                raise BadDocument("Every block must be an object.")
            kind = block.get("type")
            if not isinstance(kind, str) or kind not in self._writers:
                raise BadDocument(f"Unknown block type {str(kind)[:50]}.")
            self._writers[kind](block)

    def _style(self, block: Block) -> int:
        """Set the letters of a block and return how many fit into a line."""
        size, align = block.get("size") or 1, block.get("align", "left")
        whole = isinstance(size, int) and not isinstance(size, bool)
        if not whole or not 1 <= size <= _LARGEST_LETTERS:
            words = f"size must be a whole number from 1 to {_LARGEST_LETTERS}."
            raise BadDocument(words)
        if align not in _ALIGNMENTS:
            raise BadDocument(f"align must be one of: {', '.join(_ALIGNMENTS)}.")
        bold, underline = bool(block.get("bold")), bool(block.get("underline"))
        look = (str(align), int(size), bold, underline)
        if look != self._look:
            self._set(*look)
            self._look = look
        return max(self._paper.columns // size, 1)

    def _set(self, align: str, size: int, bold: bool, underline: bool) -> None:
        self._printer.set(
            align=align,
            bold=bold,
            underline=1 if underline else 0,
            custom_size=True,
            width=size,
            height=size,
        )

    def _put(self, line: str, block: Block) -> None:
        """Print one line that is clean and fits."""
        if self._letters.needs_picture(line):
            self._draw(line, block)
        else:
            self._printer.textln(line)

    def _draw(self, line: str, block: Block) -> None:
        """Print one line as a picture in the size and place of its letters."""
        font = font_of(self._paper.font)
        if font is None:
            raise BadDocument("The font of the box is gone. Start the box again.")
        size = int(block.get("size") or 1)
        cell = (self._paper.dots // self._paper.columns * size, _CELL_HEIGHT * size)
        self._print_picture(font.draw(line, cell))

    def _write_text(self, block: Block) -> None:
        columns = self._style(block)
        for line in self._letters.clean(text_of(block, "text")).split("\n"):
            parts = [line]
            if len(line) > columns:
                parts = textwrap.wrap(line, columns, drop_whitespace=False) or [""]
            for part in parts:
                self._put(part.rstrip(), block)

    def _write_row(self, block: Block) -> None:
        columns = self._style({**block, "align": "left"})
        left = self._letters.clean(text_of(block, "left"))
        right = self._letters.clean(text_of(block, "right"))
        for line in row_lines(left, right, columns):
            self._put(line, block)

    def _write_slip(self, block: Block) -> None:
        """Lines of fixed width, as terminals send them: never wrapped at blanks."""
        self._style({})
        for line in self._letters.clean(text_of(block, "text")).splitlines():
            self._put(line, {})

    def _write_rule(self, block: Block) -> None:
        self._printer.textln("-" * self._style({}))

    def _write_ruler(self, block: Block) -> None:
        """Digits across the paper: the last one must stand at the edge."""
        columns = self._style({})
        self._printer.textln("".join(str(n % 10) for n in range(1, columns + 1)))

    def _write_qr(self, block: Block) -> None:
        native = self._paper.native_qr
        content = text_of(block, "text")
        if not 0 < len(content.encode("utf-8")) <= _LONGEST_QR:
            raise BadDocument(f"A QR code holds 1 to {_LONGEST_QR} bytes.")
        self._style({"align": "center"})
        pictures = {"impl": self._paper.images}
        self._printer.qr(content, size=6, native=native, image_arguments=pictures)
        self._printer.ln()

    def _write_barcode(self, block: Block) -> None:
        code = text_of(block, "text")
        if not _BARCODE.fullmatch(code):
            raise BadDocument("A barcode holds 1 to 40 plain letters and digits.")
        self._style({"align": "center"})
        if self._paper.native_barcode:
            content = b"{B" + code.encode("ascii")
            self._printer._raw(_CODE128 + bytes([len(content)]) + content + b"\n")
        else:
            self._print_picture(_bars(code))
            self._put(code, {})

    def _write_image(self, block: Block) -> None:
        self._style({"align": "center"})
        try:
            image = Image.open(io.BytesIO(decoded(block, "image")))
            if max(image.size) > _LARGEST_IMAGE * 2:
                raise BadDocument("The image is too large.")
            image = _on_white(image)
        except (UnidentifiedImageError, OSError, ValueError) as error:
            raise BadDocument("The image is not a PNG or JPEG.") from error
        self._print_picture(image)

    def _print_picture(self, image: Image.Image) -> None:
        if image.width > self._paper.dots:
            height = round(image.height * self._paper.dots / image.width)
            image = image.resize((self._paper.dots, max(height, 1)))
        self._printer.image(image, impl=self._paper.images)

    def _write_feed(self, block: Block) -> None:
        lines = block.get("lines", 1)
        if isinstance(lines, bool) or not isinstance(lines, int) or not 0 < lines < 51:
            raise BadDocument("lines must be a whole number from 1 to 50.")
        self._printer.print_and_feed(lines)

    def _write_cut(self, block: Block) -> None:
        self._printer.cut()


def _bars(code: str) -> Image.Image:
    """Return a CODE128 bar code with modules of two dots, 80 dots high."""
    modules = Code128(code).build()[0]
    picture = Image.new("L", (len(modules), 1), 255)
    picture.putdata([0 if module == "1" else 255 for module in modules])
    return picture.resize((len(modules) * 2, 80), Image.Resampling.NEAREST)


def _on_white(image: Image.Image) -> Image.Image:
    """Return a grey image; what was transparent becomes paper, not ink."""
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("L")


def text_of(block: Block, name: str) -> str:
    """Return a text of a block; raises ``BadDocument``."""
    value = block.get(name)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise BadDocument(f"{name} must be a text.")
    return value


def decoded(block: Block, name: str) -> bytes:
    """Return bytes that came as base64, also as data URL; raises ``BadDocument``."""
    value = block.get(name)
    if not isinstance(value, str):
        raise BadDocument(f"{name} must be base64 text.")
    try:
        return base64.b64decode(value.partition("base64,")[2] or value, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadDocument(f"{name} must be base64 text.") from error
