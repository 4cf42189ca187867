"""OPI messages on TCP: four bytes of length, high byte first, then XML."""

from __future__ import annotations

from .. import damage
from ..errors import ProtocolError

LIMIT = 1_000_000
_HEAD = 4


def encode(document: bytes) -> bytes:
    """Return the bytes of a document.

    :raises ValueError: it is empty or longer than :data:`LIMIT`.
    """
    if not 0 < len(document) <= LIMIT:
        raise ValueError(f"An OPI message holds 1 to {LIMIT} bytes")
    return len(document).to_bytes(_HEAD, "big") + document


class Decoder:
    """Cuts a byte stream into documents, whatever way it was fragmented."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @damage.tells
    def feed(self, received: bytes) -> list[bytes]:
        """Take bytes and return the documents that became complete.

        :raises ProtocolError: an impossible length; the stream is lost.
        """
        self._buffer += received
        complete: list[bytes] = []
        while (document := self._cut()) is not None:
            complete.append(document)
        return complete

    @property
    def pending(self) -> int:
        """Number of bytes that wait for the rest of their message."""
        return len(self._buffer)

    def _cut(self) -> bytes | None:
        if len(self._buffer) < _HEAD:
            return None
        size = int.from_bytes(self._buffer[:_HEAD], "big")
        if not 0 < size <= LIMIT:
            raise ProtocolError(f"A message of {size} bytes cannot be")
        if len(self._buffer) < _HEAD + size:
            return None
        document = bytes(self._buffer[_HEAD : _HEAD + size])
        del self._buffer[: _HEAD + size]
        return document
