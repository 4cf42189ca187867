"""Reads ESC/POS bytes back into text and acts: the simulator's eye."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from escpos.capabilities import get_profile  # type: ignore[import-untyped]

_PYTHON_CODECS = {"OEM850": "cp850", "TCVN-3-1": "cp1258"}

# Bytes that follow the command (ESC x, GS x, FS x), fixed lengths only.
_ESC = {
    "@": 0, "!": 1, "a": 1, "E": 1, "-": 1, "M": 1, "t": 1, "d": 1, "J": 1, "{": 1,
    "2": 0, "3": 1, "p": 3, "R": 1, "G": 1, "V": 1, " ": 1, "$": 2, "c": 2, "S": 0,
    "L": 0, "r": 1, "=": 1,
}  # fmt: skip
_GS = {
    "!": 1, "B": 1, "b": 1, "h": 1, "w": 1, "f": 1, "H": 1, "r": 1, "L": 2, "W": 2,
    "P": 2, "a": 1, "I": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Act:
    """Something the printer does: text, feed, cut, pulse, realtime_pulse, qr, barcode,
    image, status, confirm, align, bold, size.

    ``value`` is the text or a number that belongs to it.
    """

    kind: str
    value: str = ""
    number: int = 0


class Incomplete(Exception):
    """More bytes are needed for the command at hand."""


class Reader:
    """Cuts a byte stream into acts, whatever way it was fragmented."""

    def __init__(self, profile: str = "TM-T20II") -> None:
        self._buffer = bytearray()
        self._pages = get_profile(profile).profile_data["codePages"]
        self._codec = "cp437"
        self._qr = ""
        self._commands: dict[int, Callable[[], tuple[int, Act | None]]] = {
            0x1B: self._escape,
            0x1D: self._group,
            0x10: self._realtime,
            0x1C: lambda: (3, None),
            0x0A: lambda: (1, Act("feed", number=1)),
        }

    def feed(self, received: bytes) -> list[Act]:
        """Take bytes and return the acts that became complete."""
        self._buffer += received
        acts: list[Act] = []
        while self._buffer:
            try:
                size, act = self._next()
                if size > len(self._buffer):
                    break
            except Incomplete:
                break
            del self._buffer[:size]
            if act is not None:
                acts.append(act)
        return acts

    def _next(self) -> tuple[int, Act | None]:
        command = self._commands.get(self._buffer[0])
        if command is not None:
            return command()
        end = 0
        while end < len(self._buffer) and self._buffer[end] >= 0x20:
            end += 1
        if not end:
            return 1, None
        return end, Act("text", self._buffer[:end].decode(self._codec, "replace"))

    def _byte(self, at: int) -> int:
        if at >= len(self._buffer):
            raise Incomplete
        return self._buffer[at]

    def _escape(self) -> tuple[int, Act | None]:
        letter = chr(self._byte(1))
        if letter == "*":
            return self._columns()
        size = 2 + _ESC.get(letter, 0)
        self._byte(size - 1)
        value = self._byte(2) if size > 2 else 0
        if letter == "t":
            self._codec = self._codec_of(value)
        if letter == "p":
            return size, Act("pulse", number=value)
        if letter == "d":
            return size, Act("feed", number=value)
        if letter == "a":
            return size, Act("align", number=value)
        if letter == "E":
            return size, Act("bold", number=value)
        return size, None

    def _group(self) -> tuple[int, Act | None]:
        letter = chr(self._byte(1))
        special = {
            "V": self._cut, "v": self._raster, "(": self._function, "k": self._barcode,
        }.get(letter)  # fmt: skip
        if special is not None:
            return special()
        size = 2 + _GS.get(letter, 0)
        self._byte(size - 1)
        if letter == "r":
            return size, Act("confirm", number=self._byte(2))
        if letter == "!":
            return size, Act("size", number=self._byte(2))
        return size, None

    def _realtime(self) -> tuple[int, Act | None]:
        if self._byte(1) == 0x14:
            self._byte(4)
            return 5, Act("realtime_pulse", number=self._byte(3))
        return 3, Act("status", number=self._byte(2))

    def _cut(self) -> tuple[int, Act | None]:
        return (4 if self._byte(2) >= 65 else 3), Act("cut")

    def _raster(self) -> tuple[int, Act | None]:
        width = self._byte(4) + (self._byte(5) << 8)
        height = self._byte(6) + (self._byte(7) << 8)
        return 8 + width * height, Act("image", f"{width * 8}x{height}")

    def _columns(self) -> tuple[int, Act | None]:
        """A strip of a picture (``ESC * m nL nH``), 8 or 24 dots high."""
        tall = self._byte(2) >= 32
        width = self._byte(3) + (self._byte(4) << 8)
        return 5 + width * (3 if tall else 1), Act(
            "image", f"{width}x{24 if tall else 8}"
        )

    def _function(self) -> tuple[int, Act | None]:
        size = 5 + self._byte(3) + (self._byte(4) << 8)
        self._byte(size - 1)
        body = bytes(self._buffer[5:size])
        if self._byte(2) == ord("k") and body[:2] == b"1P":
            self._qr = body[3:].decode("utf-8", "replace")
        if self._byte(2) == ord("k") and body[:2] == b"1Q":
            return size, Act("qr", self._qr)
        return size, None

    def _barcode(self) -> tuple[int, Act | None]:
        if self._byte(2) >= 65:
            size = 4 + self._byte(3)
            self._byte(size - 1)
            code = bytes(self._buffer[4:size])
        else:
            end = self._buffer.find(0, 3)
            if end < 0:
                raise Incomplete
            size, code = end + 1, bytes(self._buffer[3:end])
        text = code.decode("ascii", "replace").removeprefix("{B")
        return size, Act("barcode", text)

    def _codec_of(self, page: int) -> str:
        name = str(self._pages.get(str(page), "CP437"))
        codec = _PYTHON_CODECS.get(name, name.lower().replace("-", "_"))
        try:
            "".encode(codec)
        except LookupError:
            return "cp437"
        return codec
