"""In which encoding a supplier writes: marks first, then what the bytes look like."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 1024
_HIGH = bytes(range(0x80, 0x100))
# Letters of German, Dutch and French in code page 850; in Windows-1252 the same
# bytes are rare signs such as the low quotation mark.
_LETTERS_850 = (
    b"\x80\x81\x82\x84\x85\x87\x88\x89\x8a\x8b\x8c\x8e\x90\x94\x96\x97\x99\x9a"
)
# 0xE1 is the frequent sharp s of code page 850 as well
_LETTERS_1252 = bytes(range(0xC0, 0x100)).replace(b"\xe1", b"")
# Cyrillic words consist of high bytes only; elsewhere they stand alone or in pairs.
_WORD = re.compile(rb"[\x80-\xaf\xb8\xc0-\xff]{4,}")
_RULER = re.compile(rb"([\x80-\xff])\1{3,}")  # a frame of one sign
# Capitals and the first small letters of code page 866; signs in Windows-1251.
_LETTERS_866 = bytes(range(0x80, 0xB0))
# Letters of Windows-1251; frames in code page 866, but for the last small letters.
_LETTERS_1251 = bytes(range(0xC0, 0xE0)) + bytes(range(0xF0, 0x100))


@dataclass(slots=True)
class _Votes:
    """What the lines that are no UTF-8 speak for, in letters."""

    good: int = 0
    bad: int = 0
    in_850: int = 0
    in_1252: int = 0
    in_866: int = 0
    in_1251: int = 0
    cyrillic: int = 0
    high: int = 0

    def count(self, line: bytes) -> None:
        try:
            line.decode("utf-8")
            self.good += 1
        except UnicodeDecodeError:
            self.bad += 1
            self._count_letters(line)

    def _count_letters(self, line: bytes) -> None:
        line = _RULER.sub(b"", line)
        self.in_850 += _held(line, _LETTERS_850)
        self.in_1252 += _held(line, _LETTERS_1252)
        self.high += _held(line, _HIGH)
        for word in _WORD.findall(line):
            self.cyrillic += len(word)
            self.in_866 += _held(word, _LETTERS_866)
            self.in_1251 += _held(word, _LETTERS_1251)

    def winner(self, otherwise: str) -> str:
        if self.good >= self.bad:
            return "utf-8"
        if self.cyrillic * 2 > self.high:
            return "cp866" if self.in_866 > self.in_1251 else "cp1251"
        if self.in_850 == self.in_1252:
            return otherwise
        return "cp850" if self.in_850 > self.in_1252 else "cp1252"


def _held(text: bytes, letters: bytes) -> int:
    return len(text) - len(text.translate(None, letters))


def detect_encoding(stream: BinaryIO, otherwise: str = "cp1252") -> str:
    """Return the encoding of the whole stream; leaves the stream at its start.

    ``otherwise`` is what the format says when the letters tell nothing.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if name := wide_encoding(head):
        return name
    votes = _Votes()
    for line in stream:
        if not line.isascii():
            votes.count(line)
    stream.seek(0)
    return votes.winner(otherwise)


def wide_encoding(head: bytes) -> str:
    """Return the name of UTF-16 without its mark, "" when it is something else.

    Blanks, digits and separators of any list have a zero beside them there.
    """
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < len(head) // 8 or not head:
        return ""
    if not even:
        return "utf-16-le"
    return "" if odd else "utf-16-be"
