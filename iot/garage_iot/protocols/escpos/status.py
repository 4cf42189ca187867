"""Status bytes of an ESC/POS printer (``DLE EOT n`` and ``GS r 1``).

python-escpos is not used for this: it reports "paper adequate" when the printer does
not answer at all, and knows no cover and no error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

REQUESTS = {number: bytes([0x10, 0x04, number]) for number in (1, 2, 3, 4)}
CONFIRM = b"\x1d\x72\x01"

_FIXED_BITS, _REALTIME = 0x93, 0x12


@dataclass(frozen=True)
class PrinterStatus:
    """What the printer says about itself.

    ``paper`` is ok, near_end or out; ``code`` is the reason it cannot print (or the
    warning ``paper_near_end``), None when all is well.
    """

    online: bool
    paper: str
    cover_open: bool
    drawer_open: bool
    code: str | None

    @property
    def can_print(self) -> bool:
        """A job sent now would come out."""
        return self.code in (None, "paper_near_end")


def is_realtime(byte: int) -> bool:
    """Tell a ``DLE EOT`` answer (0xx1xx10) from the answer to ``GS r`` (0xx0xx00)."""
    return byte & _FIXED_BITS == _REALTIME


def parse(answers: Mapping[int, int]) -> PrinterStatus:
    """Read the answers to ``DLE EOT n``; ``answers`` maps n (1-4) to the byte.

    Base value 0x12 means all is well. Missing answers count as all well.
    """
    base, cause, error, roll = (answers.get(n, _REALTIME) for n in (1, 2, 3, 4))
    paper = "ok"
    if roll & 0x60 or cause & 0x20:
        paper = "out"
    elif roll & 0x0C:
        paper = "near_end"
    online = not base & 0x08
    return PrinterStatus(
        online=online,
        paper=paper,
        cover_open=bool(cause & 0x04),
        drawer_open=bool(base & 0x04),
        code=_code(online, paper, cause, error),
    )


def _code(online: bool, paper: str, cause: int, error: int) -> str | None:
    if cause & 0x04:
        return "cover_open"
    if paper == "out":
        return "paper_out"
    if error & 0x08:
        return "cutter_error"
    if error & 0x60 or cause & 0x40 or not online:
        return "offline"
    return "paper_near_end" if paper == "near_end" else None
