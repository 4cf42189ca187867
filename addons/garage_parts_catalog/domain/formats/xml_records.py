"""Records of XML catalogues: one at a time is kept in memory, as a small tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import IO, Any

from ..amounts import parse_amount
from ..issues import CatalogFileError
from .xml_stream import XmlStream

NODES = 5000  # elements of one record
CHARACTERS = 1024 * 1024  # of text in one record


@dataclass(frozen=True, slots=True)
class PartChoice:
    """What to take when a file says the same thing in several ways.

    ``languages`` are two-letter codes in capitals and ``cost_types`` kinds of price,
    both in the order of preference; ``on`` is the day on which prices must be valid.
    """

    currency: str = ""
    languages: Sequence[str] = ("EN",)
    cost_types: Sequence[str] = ("JBR",)
    on: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the choice as plain values that can be written as JSON."""
        return {**asdict(self), "on": self.on and self.on.isoformat()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> PartChoice:
        """Return the choice of :meth:`to_dict`."""
        on = values.get("on")
        return cls(**{**values, "on": date.fromisoformat(on) if on else None})


@dataclass(slots=True)
class Node:
    """One element of a record, with what stands in it."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    nodes: list[Node] = field(default_factory=list)

    def all(self, *path: str) -> Iterator[Node]:
        """Yield the elements at the end of a path of names."""
        for node in self.nodes:
            if node.name == path[0]:
                if len(path) == 1:
                    yield node
                else:
                    yield from node.all(*path[1:])

    def get(self, name: str) -> str:
        """Return the text of an element, or the attribute of that name, or ""."""
        found = next(self.all(name), None)
        return found.text if found else self.attributes.get(name, "")

    def first(self, names: Iterable[str]) -> str:
        """Return the text of the first of these elements that says something."""
        return next(filter(None, map(self.get, names)), "")


class RecordStream(XmlStream):
    """Gathers records; heirs say which (``ROOT``, ``RECORDS``) and read them.

    ``_line`` is where the record began, ``_nodes`` how many elements it has: more than
    :data:`NODES` were not kept, nor text beyond :data:`CHARACTERS`.
    """

    ROOT = ""
    RECORDS: frozenset[tuple[str, ...]] = frozenset()
    #: the code of the CatalogFileError for another kind of XML
    WRONG = ""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self._open: list[Node] = []
        self._nodes = 0
        self._characters = 0
        self._line = 0

    def _read_record(self, record: Node) -> None:
        """Take a complete record."""
        raise NotImplementedError

    def _read_other(self, name: str, text: str) -> None:
        """Look at an element outside records; ``_path`` is where it stands."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._characters += sum(map(len, attributes.values()))
        if self._characters > CHARACTERS:
            attributes = {}
        if not self._path and name != self.ROOT:
            raise CatalogFileError(self.WRONG, value=name[:40])
        if not self._open and (*self._path[1:], name) in self.RECORDS:
            self._line = self._parser.CurrentLineNumber
            self._nodes = self._characters = 0
            self._open.append(Node(name, attributes))
        elif self._open:
            self._nodes += 1
            node = Node(name, attributes)
            if self._nodes <= NODES:
                self._open[-1].nodes.append(node)
            self._open.append(node)
        self._text.clear()
        self._path.append(name)

    def _end(self, name: str) -> None:
        name = self._path.pop()
        text = "".join(self._text).strip()
        self._text.clear()
        if not self._open:
            self._read_other(name, text)
            return
        node = self._open.pop()
        node.text = text[: max(CHARACTERS - self._characters, 0)]
        self._characters += len(text)
        if not self._open:
            self._read_record(node)


def read_amount(text: str) -> Decimal | None:
    """Return an amount as XML catalogues write it, None for what is no amount."""
    try:
        return parse_amount(text, ".") if text else None
    except ValueError:
        return None


def read_gtin(text: str) -> str | None:
    """Return the number as a scanner reads it: without the zeros of a longer form."""
    if not (text.isascii() and text.isdigit() and 8 <= len(text) <= 14):
        return None
    for length in (14, 13):
        if len(text) == length and text.startswith("0"):
            text = text[1:]
    return text if len(text) in (8, 12, 13, 14) and text.strip("0") else None
