"""A barcode scanner: bytes come from a link, codes come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from ..transports.base import Connect

_PAUSE = 0.15  # a scanner sends a whole code without such a gap


class Decoder(Protocol):
    """Cuts the bytes of one connection into codes."""

    def feed(self, received: bytes) -> list[str]:
        """Take bytes and return the codes that are complete."""

    def flush(self) -> list[str]:
        """Return what counts as a code after a pause."""


class Scanner:
    """Driver of one scanner. One thread reads."""

    capabilities = frozenset({"scan"})

    def __init__(self, connect: Connect, decoder: Callable[[], Decoder]) -> None:
        self._connect = connect
        self._decoder = decoder

    def codes(
        self, opened: Callable[[], None], alive: Callable[[], bool]
    ) -> Iterator[str]:
        """Yield codes as they are read, until ``alive`` says no.

        :param opened: called as soon as the scanner is there.
        :raises Unreachable: it is not there.
        :raises ConnectionLost: it was unplugged.
        """
        line, decoder = self._connect(), self._decoder()
        try:
            opened()
            pending = False
            while alive():
                received = line.receive(_PAUSE if pending else 1.0)
                pending = bool(received)
                yield from decoder.feed(received) if received else decoder.flush()
        finally:
            line.close()
