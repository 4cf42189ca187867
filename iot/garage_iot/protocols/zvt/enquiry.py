"""Completions of registration, status enquiry and end of day (PA00P015, 2.1 ff.)."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import ProtocolError
from . import bcd, bitmaps, charsets, const, containers, results, tlv


@dataclass(frozen=True)
class Registered:
    """What a terminal agreed to; ``charset`` None: it named none."""

    charset: str | None
    message_ids: bool
    terminal_id: str
    needs: int


_NEEDS = (
    (0x01, results.INITIALISATION_REQUIRED),
    (0x02, results.DIAGNOSIS_REQUIRED),
)
"""Bits of the status byte (BMP 19) and the terminal status of the same meaning."""


def registered(completion: bytes) -> Registered:
    """Read the data of ``06 0F`` behind a registration.

    A charset is in force only if the terminal echoes tag 14; message numbers only if
    it echoes tag 1F73 (2.1, chapter 5). ``needs`` is a terminal status, 0 for none.

    :raises ProtocolError: damaged.
    """
    fields = bitmaps.parse(completion)
    found = tlv.parse(fields.get(bitmaps.TLV, b""))
    charset = tlv.find(found, const.TAG_CHARSET)
    number = charset.value[:1] if charset is not None else b""
    status = fields.get(0x19, b"\x00")[0]
    needs = next((code for bit, code in _NEEDS if status & bit), results.OK)
    return Registered(
        charset=charsets.by_number(number[0]) if number else None,
        message_ids=tlv.find(found, const.TAG_MESSAGE_ID) is not None,
        terminal_id=bcd.digits(fields.get(0x29, b"")) if 0x29 in fields else "",
        needs=needs,
    )


def terminal_status(completion: bytes) -> int:
    """Return the status byte of a completed status enquiry (``05 01``).

    :raises ProtocolError: no status byte.
    """
    return containers.split_enquiry(completion)[0]


def completion_code(completion: bytes) -> int:
    """Return BMP 27 of a completion, e.g. E0: a software update follows the end of
    day and the terminal is deaf meanwhile; 0 when nothing is said.
    """
    try:
        return bitmaps.parse(completion).get(0x27, b"\x00")[0]
    except ProtocolError:
        return results.OK


def open_preauthorisations(data: bytes) -> tuple[str, ...]:
    """Return receipt numbers of open reservations from ``06 1E`` behind ``06 23``.

    They stand in BMP 87 (one) or tag 23 with tags 08 (several); FFFF means none.
    """
    if data[:1] != bytes([results.OPEN_PREAUTHORISATIONS]):
        return ()
    fields = bitmaps.parse(data[1:])
    found = tlv.find(tlv.parse(fields.get(bitmaps.TLV, b"")), const.TAG_OPEN_RECEIPTS)
    numbers = [child.value for child in found.children] if found is not None else []
    if not numbers and 0x87 in fields:
        numbers = [fields[0x87]]
    return tuple(bcd.digits(number) for number in numbers if number != b"\xff\xff")
