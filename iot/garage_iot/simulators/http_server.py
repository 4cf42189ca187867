"""The little of HTTP/1.1 that an emulator needs, so that it can break it on purpose."""

from __future__ import annotations

import re

from ..errors import ConnectionLost
from ..transports.base import Transport

_LONGEST_HEAD, _LONGEST_BODY = 16_384, 1_000_000
_SECONDS = 10.0


def read_request(transport: Transport) -> tuple[str, bytes]:
    """Return path and body of the next request.

    :raises ConnectionLost: the other side left or sent something else.
    """
    buffer = b""
    while b"\r\n\r\n" not in buffer:
        buffer += _more(transport)
        if len(buffer) > _LONGEST_HEAD:
            raise ConnectionLost("bad_request", "This is no HTTP request")
    head, _, body = buffer.partition(b"\r\n\r\n")
    first = re.match(rb"POST (\S+) HTTP/1\.1\r\n", head + b"\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d{1,7})", head)
    if first is None or length is None or int(length[1]) > _LONGEST_BODY:
        raise ConnectionLost("bad_request", "This is no HTTP request")
    while len(body) < int(length[1]):
        body += _more(transport)
    return first[1].decode("latin-1"), body[: int(length[1])]


def response(body: bytes, status: str = "200 OK", length: int | None = None) -> bytes:
    """Return an answer; ``length`` makes it lie about the size of its body."""
    size = len(body) if length is None else length
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {size}\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body


def _more(transport: Transport) -> bytes:
    received = transport.receive(_SECONDS)
    if not received:
        raise ConnectionLost("no_request", "The other side is silent")
    return received
