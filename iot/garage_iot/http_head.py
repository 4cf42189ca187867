"""The head of an HTTP request: strict, and quicker than a reader of e-mail.

RFC 9112, chapters 3 and 5. What a browser never sends is refused instead of guessed:
two readings of one head are how requests are smuggled past a proxy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LINE = 65536
MOST_FIELDS = 100
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VERSION = re.compile(r"HTTP/(\d)\.(\d)")
_ONCE = frozenset({"authorization", "content-length", "content-type", "host", "origin"})


class BadHead(ValueError):
    """The head is no HTTP/1; ``status`` is what to answer."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class RequestLine:
    """Method, target and version (``HTTP/1.0`` or ``HTTP/1.1``)."""

    method: str
    target: str
    version: str


def request_line(line: str) -> RequestLine:
    """Read the first line, without its end.

    :raises BadHead: 400 no request line, 505 another HTTP.
    """
    words = line.split(" ")
    if len(words) != 3 or not words[1] or not _NAME.fullmatch(words[0]):
        raise BadHead(400, "This is no HTTP request")
    version = _VERSION.fullmatch(words[2])
    if version is None:
        raise BadHead(400, "This is no HTTP request")
    if version[1] != "1":
        raise BadHead(505, "This box speaks HTTP/1.1")
    return RequestLine(words[0], words[1], words[2])


def fields(lines: Iterable[bytes]) -> dict[str, str]:
    """Read header lines up to the empty one; names become lower case.

    A field that comes again goes on the list of the first, but for those that mean
    one thing.

    :raises BadHead: 400 damaged, 431 too long or too many.
    """
    found: dict[str, str] = {}
    for count, raw in enumerate(lines):
        if len(raw) > LONGEST_LINE or count > MOST_FIELDS:
            raise BadHead(431, "The head of the request is too long")
        line = raw.decode("latin-1").rstrip("\r\n")
        if not line:
            return found
        name, colon, value = line.partition(":")
        if not colon or not _NAME.fullmatch(name) or "\r" in value or "\0" in value:
            raise BadHead(400, "A header of the request is damaged")
        name, value = name.lower(), value.strip(" \t")
        if name in found and name in _ONCE:
            raise BadHead(400, f"Send one {name}")
        found[name] = f"{found[name]}, {value}" if name in found else value
    raise BadHead(400, "The head of the request has no end")


def stays_open(version: str, headers: dict[str, str]) -> bool:
    """Tell whether the connection goes on after the answer."""
    words = {word.strip() for word in headers.get("connection", "").lower().split(",")}
    if "close" in words:
        return False
    return version != "HTTP/1.0" or "keep-alive" in words
