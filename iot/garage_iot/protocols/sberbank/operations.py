"""Operations of the UPOS tools and how each tool is asked for them.

``sb_pilot`` and ``loadparm`` take small numbers, ``sbcall`` takes four digits. As read
in a C# wrapper, integrations of tills and the units of kutsoff/pilot_nt.sberbank; how
sure each one is stands beside it. Operation 13 has no confirmed meaning: never used.
"""

from __future__ import annotations

from dataclasses import dataclass

PILOT, CALL = "pilot", "sbcall"


@dataclass(frozen=True)
class Operation:
    """One operation: its arguments for either tool; empty: the tool cannot do it.

    ``{amount}`` stands for the amount in kopecks.
    """

    pilot: str
    call: str


SALE = Operation("1 {amount}", "4000 {amount} 1 1")  # both in two or more sources
REFUND = Operation("3 {amount}", "4002 {amount} 1 1")  # both in two or more sources
CANCEL = Operation("8 {amount}", "4003 {amount} 1 1")  # 8 unconfirmed, 4003 one source
SETTLE = Operation("7", "6000")  # two or more sources
REPORT = Operation("9", "6002")  # 9 unconfirmed, 6002 one source
TEST = Operation("47 2", "")  # one source
LAST_SLIP = Operation("", "7001")  # one source
COMMIT = Operation("", "6001 {amount}")  # number: one source, argument: as in the DLL

# Where one form rests on a source and the other on nothing, the former goes first.
_CALL_FIRST = (CANCEL, REPORT)


def choose(operation: Operation, available: frozenset[str]) -> str | None:
    """Return the tool (``pilot`` or ``sbcall``) for an operation, None: none can."""
    order = (CALL, PILOT) if operation in _CALL_FIRST else (PILOT, CALL)
    forms = {PILOT: operation.pilot, CALL: operation.call}
    for tool in order:
        if tool in available and forms[tool]:
            return tool
    return None


def arguments(operation: Operation, tool: str, amount: int = 0) -> list[str]:
    """Return the arguments of a call: digits only.

    :param amount: kopecks, not negative.
    :raises ValueError: a negative amount.
    """
    if amount < 0:
        raise ValueError("An amount is not negative")
    form = operation.pilot if tool == PILOT else operation.call
    return form.format(amount=amount).split()
