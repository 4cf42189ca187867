"""Reading a file in a process of its own, which dies with this one's wish to read.

Reading is pure computing: in a thread of Odoo's process it would hold every other
request up, which waits for the interpreter after each statement. Small files are read
here, as starting a process takes longer.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, BinaryIO

from ..domain.issues import CatalogFileError, LineIssue
from ..domain.rows import DiscountGroup, ProductGroup
from .here import stager
from .order import Ids, Piece, ReadingOrder

SMALL = 256 * 1024
_CHILD = Path(__file__).with_name("child.py")
_BUFFER = 1 << 20
_QUESTIONS = {"brands", "coded_brand", "kinds", "part_types"}


class ReaderGoneError(Exception):
    """The process that read the file ended before the file did."""


class Reading:
    """One file being read; iterate over the pieces, then see ``result``."""

    def __init__(self, stream: BinaryIO, order: ReadingOrder, ids: Ids) -> None:
        self._stream = stream
        self._order = order
        self._ids = ids
        self.result: dict[str, Any] = {}
        self.size = stream.seek(0, io.SEEK_END)
        stream.seek(0)

    def __iter__(self) -> Iterator[Piece]:
        if self.size < SMALL:
            reader = stager(self._order, self._ids)
            yield from reader.pieces(self._stream)
            self.result = reader.result()
        else:
            yield from self._read_aside()

    def _read_aside(self) -> Iterator[Piece]:
        with _with_descriptor(self._stream) as file:
            child = subprocess.Popen(
                [sys.executable, "-I", str(_CHILD), str(file.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=[file.fileno()],
                bufsize=_BUFFER,
            )
            try:
                yield from self._listen(child)
            finally:
                child.kill()
                child.communicate()

    def _listen(self, child: subprocess.Popen[bytes]) -> Iterator[Piece]:
        self._tell(child, asdict(self._order))
        while message := self._hear(child):
            if "ask" in message:
                self._tell(child, self._answer(message["ask"], message["of"]))
            elif "refused" in message:
                raise CatalogFileError(*message["refused"])
            elif "result" in message:
                self.result = message["result"]
                return
            else:
                yield _piece(message, child)
        raise ReaderGoneError(str(child.wait()))

    def _answer(self, question: str, words: list[Any]) -> Any:
        if question not in _QUESTIONS:
            raise ReaderGoneError(question[:40])
        return getattr(self._ids, question)(*words)

    @staticmethod
    def _tell(child: subprocess.Popen[bytes], message: Any) -> None:
        assert child.stdin
        try:
            child.stdin.write(json.dumps(message).encode() + b"\n")
            child.stdin.flush()
        except BrokenPipeError as error:
            raise ReaderGoneError(str(child.wait())) from error

    @staticmethod
    def _hear(child: subprocess.Popen[bytes]) -> dict[str, Any]:
        """Return what the child says next, nothing when it has ended."""
        assert child.stdout
        line = child.stdout.readline()
        return dict(json.loads(line)) if line.endswith(b"\n") else {}


class _Text(io.RawIOBase):
    """The text of one table, as it comes from the child."""

    def __init__(self, child: subprocess.Popen[bytes], size: int) -> None:
        assert child.stdout
        self._child = child
        self._source = child.stdout
        self._left = size

    def read(self, size: int = -1) -> bytes:  # pylint: disable=method-required-super
        """Return up to so many bytes; raises ReaderGoneError when they end early."""
        if not self._left:
            return b""
        data = self._source.read(min(size, self._left) if size >= 0 else self._left)
        if not data:
            raise ReaderGoneError(str(self._child.wait()))
        self._left -= len(data)
        return data


def _piece(message: dict[str, Any], child: subprocess.Popen[bytes]) -> Piece:
    tables = {name: _Text(child, size) for name, size in message["sizes"].items()}
    return Piece(
        tables=dict[str, IO[Any]](tables),
        read=message["read"],
        damaged=message["damaged"],
        issues=[LineIssue(*issue) for issue in message["issues"]],
        discounts=[
            DiscountGroup(**{**row, "value": Decimal(row["value"])})
            for row in message["discounts"]
        ],
        groups=[ProductGroup(**row) for row in message["groups"]],
        position=message["position"],
    )


def _with_descriptor(stream: BinaryIO) -> IO[bytes]:
    """Return the content as a file that another process can read.

    Its own descriptor: closing it leaves the caller's file open.
    """
    copy = tempfile.TemporaryFile()  # noqa: SIM115 (the caller closes it)
    try:
        number = stream.fileno()
    except (AttributeError, OSError):
        shutil.copyfileobj(stream, copy)
        copy.flush()
        return copy
    copy.close()
    return open(number, "rb", closefd=False)
