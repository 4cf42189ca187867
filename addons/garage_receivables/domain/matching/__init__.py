"""Which open items does a payment on the bank statement pay?

Pure Python: the models hand over plain values, the engine answers with ranked
proposals, each with its rule, a score and the facts that the rule rests on.
"""

from .engine import Matcher, decide
from .values import BankLine, Knowledge, OpenItem, Proposal, Settings

__all__ = [
    "BankLine",
    "Knowledge",
    "Matcher",
    "OpenItem",
    "Proposal",
    "Settings",
    "decide",
]
