"""What a ZVT terminal asks for now and then: diagnosis, initialisation, its clock.

None of these moves money. The terminal says so in the status byte of the registration,
in the status enquiry (05 01) or by refusing a payment (C2; PA00P015, chapter 12).
"""

from __future__ import annotations

from datetime import datetime

from ..errors import Refused
from ..framing.zvt import Apdu
from ..protocols.zvt import commands, enquiry, results
from .zvt_session import ZvtSession
from .zvt_settings import ZvtSettings

WANTED = frozenset(
    {
        results.INITIALISATION_REQUIRED,
        results.CLOCK_WRONG,
        results.DIAGNOSIS_REQUIRED,
    }
)
"""Terminal statuses that a command of the till mends."""

AFTER_REFUSAL = frozenset({results.DIAGNOSIS_REQUIRED, results.MAINTENANCE})
"""Result codes of a payment after which the terminal is looked after first."""


def carry_out(session: ZvtSession, due: int, settings: ZvtSettings) -> None:
    """Do what the terminal needs before the next payment.

    :param due: terminal status, e.g. C2; with E0 (software update) the terminal is
        only asked whether it is back.
    :raises Refused: it is not ready afterwards, with its reason.
    """
    if due == results.MAINTENANCE:
        _check_back(session, settings)
        return
    if not settings.upkeep or due not in WANTED:
        return
    dialogue = session.run(_command(due, settings))
    code = dialogue.refused if dialogue.refused is not None else dialogue.aborted
    if code is not None:
        words = f"{results.status_text(due)}, but it failed"
        raise Refused(f"terminal_refused:{due:02x}", f"{words}: {results.text(code)}")


def _check_back(session: ZvtSession, settings: ZvtSettings) -> None:
    dialogue = session.run(commands.status_enquiry(settings.password))
    code = dialogue.refused if dialogue.refused is not None else dialogue.aborted
    if code is None:
        code = enquiry.terminal_status(dialogue.completion or b"")
    if code != results.OK:
        raise Refused(f"terminal_refused:{code:02x}", results.status_text(code))


def _command(due: int, settings: ZvtSettings) -> Apdu:
    if due == results.INITIALISATION_REQUIRED:
        return commands.initialisation(settings.password)
    if due == results.CLOCK_WRONG:
        return commands.set_clock(settings.password, datetime.now().astimezone())
    return commands.diagnosis()
