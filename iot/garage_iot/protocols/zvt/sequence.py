"""Message numbers: tag 1F73, three bytes BCD (PA00P015, chapter 5).

Till and terminal share one count. The receiver of a message echoes its number in the
acknowledgement, a repeated message keeps its number, and 999999 is followed by 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import ProtocolError
from ...framing.zvt import Apdu
from . import bcd, const, containers, tlv

_LAST = 999_999
_TAG = const.TAG_MESSAGE_ID.to_bytes(2, "big")


@dataclass
class Sequence:
    """The count since the registration, which starts at 0."""

    number: int = 0

    def stamp_next(self, apdu: Apdu) -> Apdu:
        """Return a message of ours with the next number."""
        self.number = self.number % _LAST + 1
        return stamp(apdu, self.number)

    def saw(self, number: int) -> None:
        """Take over the number of a message of the other side."""
        self.number = number


def tag(number: int) -> tlv.Tlv:
    """Return the element with a message number."""
    return tlv.Tlv(const.TAG_MESSAGE_ID, bcd.encode(number, 3))


def stamp(apdu: Apdu, number: int) -> Apdu:
    """Return the message with its number."""
    return containers.add(apdu, tag(number))


def read(apdu: Apdu) -> int | None:
    """Return the number of a message, None when it carries none.

    A message that cannot be read carries none: whoever needs its content complains.
    """
    if _TAG not in apdu.data:  # most messages: spares looking through all of it
        return None
    try:
        found = tlv.find(containers.elements(apdu), const.TAG_MESSAGE_ID)
        return int(bcd.digits(found.value)) if found and found.value else None
    except ProtocolError:
        return None
