"""A supplier's file as rows of the staging tables: bytes in, COPY text out.

Knows nothing of Odoo and its database: also runs in a process of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from ..domain.issues import LineIssue
from ..tools.bulk_tables import copy_text
from .order import CHUNK, LOGGED_ISSUES, Ids, Piece, ReadingOrder


class Stager:
    """Reads one file; heirs give ``_rows``, ``_stage`` and ``result``."""

    def __init__(self, order: ReadingOrder, ids: Ids) -> None:
        self._order = order
        self._ids = ids
        self._piece = Piece()
        self._brands: dict[str, int] = {}
        self._kinds: dict[str | int, int] = {}

    def pieces(self, stream: BinaryIO) -> Iterator[Piece]:
        """Yield the file piece by piece; raises CatalogFileError where it ends it."""
        rows = self._rows(stream)
        while chunk := list(islice(rows, CHUNK)):
            piece = self._piece = Piece(read=len(chunk))
            self._note(row for row in chunk if isinstance(row, LineIssue))
            self._stage([row for row in chunk if not isinstance(row, LineIssue)])
            piece.position = stream.tell()
            yield piece

    def result(self) -> dict[str, Any]:
        """Return what the file says about itself, known at its end."""
        raise NotImplementedError

    def _rows(self, stream: BinaryIO) -> Iterator[Any]:
        raise NotImplementedError

    def _stage(self, rows: list[Any]) -> None:
        raise NotImplementedError

    def _put(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        self._put_text(table, copy_text(rows))

    def _put_text(self, table: str, text: str) -> None:
        if text:
            self._piece.tables[table] = io.StringIO(text)

    def _note(self, issues: Iterable[LineIssue]) -> None:
        for issue in issues:
            self._piece.damaged += 1
            if len(self._piece.issues) < LOGGED_ISSUES:
                self._piece.issues.append(issue)

    def _know_brands(self, names: set[str]) -> None:
        if missing := sorted(names - self._brands.keys()):
            found = self._ids.brands(missing)
            self._brands.update(zip(missing, found, strict=True))

    def _know_kinds(self, names: set[str]) -> None:
        if missing := sorted(names - self._kinds.keys()):
            found = self._ids.kinds(missing)
            self._kinds.update(zip(missing, found, strict=True))

    def _know_part_types(self, numbers: set[int]) -> None:
        if missing := sorted(numbers - self._kinds.keys()):
            found = self._ids.part_types(missing)
            self._kinds.update(zip(missing, found, strict=True))
