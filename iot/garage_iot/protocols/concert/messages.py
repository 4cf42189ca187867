"""Request (34 characters) and answer (25 characters or more) of Concert V2.

Field order as in two implementations by the same authors, used with real terminals
[1]; PayXpert's table gives the last two fields one character each. Example for
49.90 EUR: ``01 00004990 0 1 0 978 (10 blanks) A010 B010``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ... import damage
from ...errors import ProtocolError
from ..masking import mask_pan

ACCEPTED, NOT_ACCEPTED = "0", "7"
CARD, CHEQUE = "1", "C"
NO_EXTRA, EXTRA_PAN, EXTRA_TLV = "0", "1", "2"
HIGHEST_AMOUNT = 99_999_999
PRIVATE_SIZE = 10
_DEBIT = "0"
_AT_THE_END = "A010"
_TERMINAL_DECIDES = "B010"
_HEAD, _TAIL = 12, 13
SHORTEST = _HEAD + _TAIL
_PAN = re.compile(r"[0-9*#xX.]{12,19}")


@dataclass(frozen=True)
class Request:
    """One debit. ``amount`` in minor units, ``currency`` three digits.

    ``answer_flag``: what the answer shall bring beside the result (0 nothing, 1 the
    card number, 2 TLV); ``private`` comes back as it was sent.
    """

    amount: int
    currency: str
    till: str = "01"
    mode: str = CARD
    answer_flag: str = NO_EXTRA
    private: str = ""

    def encode(self) -> bytes:
        """Return the text of the frame; the answer is asked for at the end.

        :raises ValueError: the amount has more than eight digits.
        """
        if not 0 < self.amount <= HIGHEST_AMOUNT:
            raise ValueError("Concert takes amounts from 1 to 99999999 cents")
        text = (
            f"{self.till}{self.amount:08d}{self.answer_flag}{self.mode}{_DEBIT}"
            f"{self.currency}{self.private:<10}{_AT_THE_END}{_TERMINAL_DECIDES}"
        )
        return text.encode("ascii")


@dataclass(frozen=True)
class Answer:
    """What the terminal says; the card is masked, other extra data are left out."""

    till: str
    result: str
    amount: int
    mode: str
    currency: str
    private: str
    masked_pan: str = ""


@damage.tells
def parse(text: bytes, request: Request) -> Answer:
    """Read an answer.

    The extra data of answer flags 1 and 2 stand behind the mode with some terminals
    and at the end with others: the place where the asked currency stands decides.

    :raises ProtocolError: too short, not ASCII, or an amount that is no number.
    """
    if len(text) < SHORTEST or not text.isascii():
        raise ProtocolError("The terminal's answer is too short or no text")
    whole = text.decode("ascii")
    amount = whole[3:11]
    if not amount.isdecimal():
        raise ProtocolError("The terminal sent an amount that is no number")
    tail, extra = _split(whole, request.currency)
    return Answer(
        till=whole[:2],
        result=whole[2],
        amount=int(amount),
        mode=whole[11],
        currency=tail[:3],
        private=tail[3:].rstrip(),
        masked_pan=_pan(extra) if request.answer_flag == EXTRA_PAN else "",
    )


def _split(whole: str, currency: str) -> tuple[str, str]:
    """Return currency with private data, and the extra data."""
    behind = whole[_HEAD:SHORTEST], whole[SHORTEST:]
    before = whole[-_TAIL:], whole[_HEAD:-_TAIL]
    fits = before[0].startswith(currency) and not behind[0].startswith(currency)
    return before if fits else behind


def _pan(extra: str) -> str:
    found = _PAN.search(extra)
    return mask_pan(found.group()) if found is not None else ""


def build(answer: Answer, extra: str = "") -> bytes:
    """Return the text of an answer, with extra data at its end."""
    text = (
        f"{answer.till}{answer.result}{answer.amount:08d}{answer.mode}"
        f"{answer.currency}{answer.private:<10}{extra}"
    )
    return text.encode("ascii")
