"""The rules of matching with their scores.

A score from 90 (the usual threshold) posts by itself. Scores are steps of a
ladder, not probabilities: what names the invoice and agrees in the amount stands
on top, what only agrees in the amount at the bottom.
"""

from __future__ import annotations

# Scores by rule.
EXACT = {
    "reference": 100,
    "number": 98,
    "several": 97,
    "digits": 95,
    "token": 94,
}
DIFFERENCE = {"reference": 95, "number": 93}
PART = {"reference": 92, "number": 84}
PART_PAYER_KNOWN = {"reference": 94, "number": 91}
TAIL_PAYER_KNOWN, TAIL = 92, 78
TYPO_PAYER_KNOWN, TYPO = 93, 80
SUBSET_OF_NAMED = 92
TOKEN_SUM = 93
NAMED_AND_MORE = 88
NAMED_OVERPAID = 75
NAMED_MANY_PART = 70
LOOSE_MENTION_PAYER_KNOWN, LOOSE_MENTION = 80, 60
ACROSS_CUSTOMERS = 80

IBAN = {"amount": 92, "all": 91, "sum": 91, "long_sum": 84, "near": 78, "oldest": 55}
NAME = {"amount": 82, "all": 80, "sum": 72, "long_sum": 68, "near": 60, "oldest": 45}
AMBIGUOUS_PAYER = 75
AMOUNT_ALONE, AMOUNT_SEVERAL = 50, 35

# A sum is only trusted among few items: the more items, the more sums fit.
FEW_ITEMS = 6
# The best proposal must lead by so much to be posted.
LEAD = 5


def confidence(score: int) -> str:
    """Return the word for a score: certain, likely, possible or weak."""
    if score >= 90:
        return "certain"
    if score >= 75:
        return "likely"
    if score >= 50:
        return "possible"
    return "weak"
