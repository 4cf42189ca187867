"""How a simulated ZVT terminal is built: what differs from one maker to the next."""

from __future__ import annotations

from dataclasses import dataclass

from ..protocols.zvt import charsets

UTF_8 = "utf-8"
WRITERS = ("whole", "bytewise", "merged", "long_length", "trailing")


@dataclass(frozen=True)
class Traits:
    """What does not change from one payment to the next.

    ``charset``: the one it speaks; UTF-8 only if the till offers it, else code page
    437. ``keep``: chapter 4 of PA00P015, it never reverses by itself, sends its receipt
    number in tag 1F1F and compares the till's. ``lines``: slips come as 06 D1,
    ``suffix``: with the receipt type behind the text, as seen in Austria.
    ``without_slips``: no slip is ever sent. ``message_ids``: numbers its messages when
    the till offers it. ``writer``: how bytes leave it, see ``ZvtWriter``.
    ``card_minutes``: time-out told with "insert card". ``ack_seconds``: how long it
    waits for an acknowledgement before it repeats (twice in all). ``totals_short``: its
    totals lack the last sale. ``update_seconds``: how long it updates itself after an
    end of day. ``wide_card_type``: the card type has two bytes (tag 41).
    ``preauthorised``: receipt numbers of open reservations.
    """

    charset: str = UTF_8
    keep: bool = False
    lines: bool = False
    suffix: bool = False
    without_slips: bool = False
    message_ids: bool = False
    writer: str = "whole"
    card_minutes: int | None = 1
    ack_seconds: float = 3.0
    totals_short: bool = False
    update_seconds: float = 0.0
    wide_card_type: bool = False
    preauthorised: tuple[str, ...] = ()

    def charset_for(self, offered: int | None) -> tuple[str, int | None]:
        """Return the charset after a registration and the value of tag 14 to echo."""
        if self.charset != UTF_8:
            return self.charset, None
        if offered == charsets.number_of(UTF_8):
            return UTF_8, offered
        return charsets.DEFAULT, None
