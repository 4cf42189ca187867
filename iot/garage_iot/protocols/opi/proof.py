"""What a slip proves about a payment whose answer is missing.

OPI knows no question for an earlier payment, so a merchant slip that came on channel 1
is the only trace that a program can read. A slip is free text: by itself it decides
nothing, because a terminal prints slips of declined payments too. Only where the shop
has said which words its acquirer prints on approved slips alone, and amount, STAN and
those words stand on a slip of exactly this request, it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .desk import Papers

_STAN = re.compile(
    r"(?i)\b(?:STAN|TA-Nr|Trace(?:-Nr|[ ]no)?|Trace-?Nummer)\.?[ ]*:?[ ]*0*(\d{1,6})\b"
)
_NUMBER = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[.,' ]\d{3}){0,4}(?:[.,]\d{2,3})?(?![\d.,]*\d)"
)


@dataclass(frozen=True)
class Proof:
    """What stands on the merchant slip; ``approved`` only when all of it fits."""

    stan: str = ""
    amount_found: bool = False
    approved: bool = False


def read(papers: Papers, amount: Decimal, approval_words: tuple[str, ...]) -> Proof:
    """Return what the merchant slip says about a payment.

    :param amount: what the till asked for, in major units with all its decimals.
    :param approval_words: printed on approved slips only, as the shop configured.
    """
    slip = papers.merchant
    stans = {found.zfill(6) for found in _STAN.findall(slip)}
    stan = stans.pop() if len(stans) == 1 else ""
    found = amount in set(_amounts(slip, -int(amount.as_tuple().exponent)))
    said = any(words.lower() in slip.lower() for words in approval_words if words)
    return Proof(stan, found, bool(stan and found and said))


def _amounts(slip: str, decimals: int) -> list[Decimal]:
    """Return every number on a slip that can be an amount with these decimals."""
    found = []
    for written in _NUMBER.findall(slip):
        parts = re.split(r"[.,]", written)
        if decimals and (len(parts) < 2 or len(parts[-1]) != decimals):
            continue
        digits = re.sub(r"\D", "", written)
        found.append(Decimal(digits).scaleb(-decimals))
    return found
