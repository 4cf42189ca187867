"""What XML catalogues have in common: read in pieces, entities refused, cut-off told.

Memory stays bounded whatever the file holds: texts, attributes, nesting and elements
of one record have limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from ..issues import CatalogFileError

CHUNK = 64 * 1024
_TEXT_PIECES = 64  # of a piece of text at most 8 kB each
_TOKEN_LIMIT = 4 * 1024 * 1024
_DEPTH_LIMIT = 64
_CUT_OFF = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


class XmlStream:
    """Feeds a stream to a parser; heirs fill ``_ready`` and give ``_start``, ``_end``.

    Raises CatalogFileError when the file is empty, no XML, cut off or declares a
    document type.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._ready: list[Any] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._fed = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._refuse_entities

    def __iter__(self) -> Iterator[Any]:
        self._stream.seek(0)
        empty = True
        while chunk := self._stream.read(CHUNK):
            empty = empty and not chunk.strip()
            self._feed(chunk, final=False)
            self._bound()
            yield from self._ready
            self._ready.clear()
        if empty:
            raise CatalogFileError("empty")
        self._feed(b"", final=True)
        self._check()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError

    def _check(self) -> None:
        """Compare what the file tells about itself with what it held."""

    def _trim(self) -> None:
        """Keep what a record holds within its limit."""

    def _feed(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            code = "truncated" if final and error.code in _CUT_OFF else "not_xml"
            reason = expat.errors.messages.get(error.code, "")
            raise CatalogFileError(code, error.lineno, reason) from error
        except (LookupError, ValueError) as error:
            # the declaration names an encoding that does not exist
            raise CatalogFileError("not_xml", 1, str(error)[:80]) from error
        self._fed += len(data)

    def _bound(self) -> None:
        """Keep a hostile or broken file from filling the memory."""
        del self._text[_TEXT_PIECES:]
        self._trim()
        waiting = self._fed - max(self._parser.CurrentByteIndex, 0)
        if waiting > _TOKEN_LIMIT or len(self._path) > _DEPTH_LIMIT:
            raise CatalogFileError("not_xml", self._parser.CurrentLineNumber)

    def _refuse_entities(self, *_declaration: object) -> None:
        raise CatalogFileError("entities", self._parser.CurrentLineNumber)
