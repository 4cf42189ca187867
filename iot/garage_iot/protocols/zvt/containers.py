"""Where the TLV container (BMP 06) stands in each message, to read and to extend it.

Most messages are data objects in free order behind a head of fixed size; others put
the container behind a code (``06 1E``), a status (``04 FF``, completion of ``05 01``)
or a text (``06 D1``; PA00P015, chapters 2, 3 and 9).
"""

from __future__ import annotations

from ...errors import ProtocolError
from ...framing.zvt import Apdu
from . import bitmaps, const, results, tlv

_PASSWORD = 3
_HEADS = {
    const.REGISTRATION: _PASSWORD + 3,
    const.SEND_TOTALS: _PASSWORD,
    const.REPEAT_RECEIPT: _PASSWORD,
    const.REVERSAL: _PASSWORD,
    const.REFUND: _PASSWORD,
    const.END_OF_DAY: _PASSWORD,
    const.SET_CLOCK: _PASSWORD,
    const.INITIALISATION: _PASSWORD,
    const.STATUS_ENQUIRY: _PASSWORD,
}
_TRAILING = (
    const.INTERMEDIATE_STATUS,
    const.ABORTED,
    const.PRINT_LINE,
    const.COMPLETION,
)
_LINE_TAGS = frozenset({const.TAG_RECEIPT_TYPE, const.TAG_MESSAGE_ID})

Elements = tuple[tlv.Tlv, ...]


def split_status(data: bytes) -> tuple[int | None, Elements]:
    """Return the time-out byte (or none) and the container of ``04 FF``.

    ``status [timeout] [06 TLV]``, and a time-out of 6 minutes is also 06: with two
    data bytes the second is the time-out; a 06 whose TLV length takes exactly the
    rest is the container (chapter 5 shows this form); else the time-out comes first.
    """
    rest = data[1:]
    if len(rest) < 2:
        return (rest[0] if rest else None), ()
    whole = _exact(rest)
    if whole is not None:
        return None, whole
    return rest[0], _exact(rest[1:]) or ()


def split_abort(data: bytes) -> tuple[bytes, Elements]:
    """Return the currency (two bytes or none) and the container of ``06 1E``.

    Data are ``code [CC if the code is 6F] [06 TLV]``.
    """
    rest = data[1:]
    currency = b""
    if data[:1] == bytes([results.WRONG_CURRENCY]) and _exact(rest) is None:
        currency, rest = rest[:2], rest[2:]
    return currency, _exact(rest) or ()


def split_line(raw: bytes) -> tuple[bytes, Elements]:
    """Return text and container of a print line (``06 D1`` without its attribute).

    The container follows the text without any mark: it is there when a 06 is found
    whose length takes exactly the rest and which holds nothing but a receipt type
    (seen in Austria) or a message number.
    """
    for at in range(len(raw) - 2, max(len(raw) - 24, -1), -1):
        found = _exact(raw[at:])
        if found and all(element.tag in _LINE_TAGS for element in found):
            return raw[:at], found
    return raw, ()


def split_enquiry(data: bytes) -> tuple[int, Elements]:
    """Return status and container of a completed status enquiry.

    Data are ``[LLLVAR version] status [06 TLV]``; a status byte may itself be 06 or
    F0. A version is there when a whole LLLVAR head (nibbles F and decimal digits)
    stands in front and a status follows it.

    :raises ProtocolError: no status byte.
    """
    at = 0
    if len(data) >= 4 and all(byte & 0xF0 == 0xF0 for byte in data[:3]):
        digits = [byte & 0x0F for byte in data[:3]]
        size = digits[0] * 100 + digits[1] * 10 + digits[2]
        if max(digits) <= 9 and 3 + size < len(data):
            at = 3 + size
    if at >= len(data):
        raise ProtocolError("Status enquiry without a status byte")
    return data[at], _exact(data[at + 1 :]) or ()


def elements(apdu: Apdu) -> Elements:
    """Return the container of any message; empty when it has none.

    :raises ProtocolError: the message is damaged.
    """
    if apdu.control == const.INTERMEDIATE_STATUS:
        return split_status(apdu.data)[1]
    if apdu.control == const.ABORTED:
        return split_abort(apdu.data)[1]
    if apdu.control == const.PRINT_LINE:
        return split_line(apdu.data[1:])[1]
    try:
        fields = bitmaps.parse(apdu.data[_HEADS.get(apdu.control, 0) :])
    except ProtocolError:
        if apdu.control != const.COMPLETION:
            raise
        return split_enquiry(apdu.data)[1]
    return tlv.parse(fields.get(bitmaps.TLV, b""))


def add(apdu: Apdu, *more: tlv.Tlv) -> Apdu:
    """Return the message with ``more`` at the end of its container.

    :raises ProtocolError: the message is damaged.
    """
    if apdu.control in _TRAILING:
        there = elements(apdu)
        tail = len(_container(there)) if there else 0
        bare = apdu.data[: len(apdu.data) - tail]
        return Apdu(apdu.control, bare + _container(there + more))
    size = _HEADS.get(apdu.control, 0)
    fields = bitmaps.parse(apdu.data[size:])
    there = tlv.parse(fields.pop(bitmaps.TLV, b""))
    body = bitmaps.build(fields.items()) + _container(there + more)
    return Apdu(apdu.control, apdu.data[:size] + body)


def _container(found: Elements) -> bytes:
    return bitmaps.build([(bitmaps.TLV, tlv.build(found))])


def _exact(data: bytes) -> Elements | None:
    """Return the elements of a container that takes exactly ``data``, else None."""
    if data[:1] != bytes([bitmaps.TLV]):
        return None
    try:
        size, start = tlv.read_length(data, 1)
        return tlv.parse(data[start:]) if start + size == len(data) else None
    except ProtocolError:
        return None
