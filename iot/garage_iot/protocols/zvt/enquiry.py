"""Completions of registration and status enquiry (PA00P015, 2.1 and 2.55)."""

from __future__ import annotations

from ...errors import ProtocolError
from . import bitmaps, const, tlv


def agreed_charset(completion: bytes, default: str) -> str:
    """Return the codec of texts after a registration.

    A charset is in force only if the terminal echoes tag 14 (2.1).
    """
    container = bitmaps.parse(completion).get(bitmaps.TLV, b"")
    tag = tlv.find(tlv.parse(container), const.TAG_CHARSET)
    if tag is None or not tag.value:
        return default
    return const.CHARSETS.get(tag.value[0], default)


def terminal_status(completion: bytes) -> int:
    """Return the status byte of a completed status enquiry.

    Data are ``[LLLVAR version] status [06 TLV]``; a version is present when the
    first byte starts with nibble F and at least four bytes follow each other.

    :raises ProtocolError: no status byte.
    """
    at = 0
    if len(completion) >= 4 and completion[0] & 0xF0 == 0xF0:
        size = int("".join(str(byte & 0x0F) for byte in completion[:3]))
        at = 3 + size
    if at >= len(completion):
        raise ProtocolError("Status enquiry without a status byte")
    return completion[at]
