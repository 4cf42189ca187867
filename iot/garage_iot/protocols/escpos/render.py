"""Print jobs to ESC/POS bytes, with python-escpos.

A job holds a document of structured data (:mod:`.documents`) or free blocks; both are
described in ``docs/iot-protocol.md``.
"""

from __future__ import annotations

from typing import Any

from escpos.exceptions import Error  # type: ignore[import-untyped]

from . import documents
from .fields import BadDocument
from .paper import Paper, new_printer
from .writer import BlockWriter, decoded, text_of

FREE_KINDS = ("label", "slip", "image", "raw")
KINDS = (*documents.KINDS, *FREE_KINDS)


def render(kind: str, data: dict[str, Any], paper: Paper) -> bytes:
    """Return the bytes of a job.

    :param kind: a document of :data:`documents.KINDS`; label (``blocks``), slip
        (``text``), image (``image``), raw (``bytes``). Documents may be free
        ``blocks``, too.
    :raises BadDocument: naming what is wrong.
    """
    if kind == "raw":
        return decoded(data, "bytes")
    printer = new_printer(paper)
    try:
        BlockWriter(printer, paper).document(_blocks(kind, data))
        printer.cut()
    except Error as error:
        raise BadDocument(f"This printer cannot print that: {error}") from error
    return bytes(printer.output)


def _blocks(kind: str, data: dict[str, Any]) -> Any:
    if kind == "slip":
        return [{"type": "slip", "text": text_of(data, "text")}]
    if kind == "image":
        return [{"type": "image", "image": data.get("image")}]
    if kind in documents.KINDS and "blocks" not in data:
        return documents.build(kind, data)
    return data.get("blocks")


def pulse() -> bytes:
    """Return the drawer pulse ``ESC p 0`` (100 ms on)."""
    return b"\x1b\x70\x00\x32\xfa"


def realtime_pulse() -> bytes:
    """Return the pulse ``DLE DC4 1 0 1``: obeyed even when the paper is out."""
    return b"\x10\x14\x01\x00\x01"
