"""The process that reads a supplier's file: the file in, rows of COPY text out.

Started by `aside.py` with the number of the file's descriptor. Speaks in lines of JSON:
gets the order and answers to its questions, gives pieces (each followed by the text
of its tables) and the result. Whoever is at work in Odoo's process goes first: this
one has a lower priority and its own interpreter.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import types
from dataclasses import asdict
from pathlib import Path
from typing import Any

_PACKAGE = "catalogue_reader"  # the add-on's own package would load Odoo
_NICE = 10
_GARBAGE = 200_000  # rows die with their piece: looking for cycles finds next to none


def _say(message: dict[str, Any], *texts: bytes) -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(message).encode() + b"\n")
    out.writelines(texts)
    out.flush()


class _AskedIds:
    """Numbers of records, asked of the process that knows the database."""

    def _ask(self, what: str, *words: Any) -> Any:
        _say({"ask": what, "of": words})
        return json.loads(sys.stdin.buffer.readline())

    def brands(self, names: list[str]) -> list[int]:
        """See ``Ids``."""
        return list(self._ask("brands", names))

    def coded_brand(self, code: str, name: str) -> int:
        """See ``Ids``."""
        return int(self._ask("coded_brand", code, name))

    def kinds(self, names: list[str]) -> list[int]:
        """See ``Ids``."""
        return list(self._ask("kinds", names))

    def part_types(self, numbers: list[int]) -> list[int]:
        """See ``Ids``."""
        return list(self._ask("part_types", numbers))


def _read(descriptor: int) -> None:
    from catalogue_reader.domain.issues import (  # type: ignore[import-not-found]
        CatalogFileError,
    )
    from catalogue_reader.reading.here import (  # type: ignore[import-not-found]
        stager,
    )
    from catalogue_reader.reading.order import (  # type: ignore[import-not-found]
        ReadingOrder,
    )

    order = ReadingOrder(**json.loads(sys.stdin.buffer.readline()))
    reader = stager(order, _AskedIds())
    try:
        with open(descriptor, "rb") as stream:
            stream.seek(0)
            for piece in reader.pieces(stream):
                _say_piece(piece)
        _say({"result": reader.result()})
    except CatalogFileError as error:
        _say({"refused": [error.code, error.line, error.value]})


def _say_piece(piece: Any) -> None:
    texts = {name: text.getvalue().encode() for name, text in piece.tables.items()}
    message = {
        "sizes": {name: len(text) for name, text in texts.items()},
        "read": piece.read,
        "damaged": piece.damaged,
        "issues": [[one.line, one.code, one.value] for one in piece.issues],
        "discounts": [
            asdict(row) | {"value": str(row.value)} for row in piece.discounts
        ],
        "groups": [asdict(row) for row in piece.groups],
        "position": piece.position,
    }
    _say(message, *texts.values())


def _main() -> None:
    os.nice(_NICE)
    gc.set_threshold(_GARBAGE)
    package = types.ModuleType(_PACKAGE)
    package.__path__ = [str(Path(__file__).parents[1])]
    sys.modules[_PACKAGE] = package
    try:
        _read(int(sys.argv[1]))
    except BrokenPipeError:
        os._exit(1)  # nobody wants to know any more


if __name__ == "__main__":
    _main()
