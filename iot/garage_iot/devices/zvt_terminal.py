"""Card terminal that speaks ZVT, over TCP or a serial line (PA00P015, PA00P016)."""

from __future__ import annotations

import time
from datetime import datetime

from ..clock import milliseconds_since
from ..errors import ConnectionLost, ProtocolError, Refused, Unreachable
from ..framing.zvt import Apdu
from ..protocols.zvt import commands, enquiry, results, totals
from ..protocols.zvt.dialogue import Dialogue
from ..protocols.zvt.sequence import Sequence
from ..protocols.zvt.status import StatusInformation
from ..transports.base import Connect
from . import zvt_settings, zvt_upkeep, zvt_verdict
from .base import (
    Baseline,
    BrandTotal,
    Health,
    Hint,
    InDoubt,
    LastTransaction,
    Order,
    Outcome,
    Pending,
    Progress,
    Slips,
    TerminalBase,
    TerminalTotals,
    Undecided,
    Verdict,
)
from .spec import DeviceSetup, DriverSpec
from .zvt_session import Agreed, ZvtSession
from .zvt_settings import ZvtSettings


class ZvtTerminal(TerminalBase):
    """Driver of one ZVT terminal."""

    capabilities = frozenset(
        {
            "abort", "last", "query", "refund", "reprint", "reversal", "settle",
            "totals",
        }
    )  # fmt: skip

    def __init__(self, connect: Connect, settings: ZvtSettings) -> None:
        self._connect = connect
        self._settings = settings
        self._agreed: Agreed | None = None
        self._due = results.OK

    def connect(self) -> ZvtSession:
        """Open a connection, register (06 00) and do what the terminal asks for.

        :raises Unreachable: nobody answers; nothing was sent that moves money.
        :raises Refused: the terminal does not take the registration or is not ready.
        """
        return self._open(look_after=True)

    def perform(self, session: ZvtSession, order: Order, progress: Progress) -> Outcome:
        """Carry out a sale (06 01), reversal (06 30) or refund (06 31).

        :raises InDoubt: the command was sent and its result is missing or unclear.
        """
        try:
            dialogue = self._run_registered(session, self._command(order), progress)
            self._note_need(dialogue)
            return zvt_verdict.judge(dialogue, order, _local_now(), self._composes)
        except Refused as error:
            return Outcome("failed", error.code, error.message)
        except (ConnectionLost, ProtocolError) as error:
            self._agreed = None
            raise InDoubt(_doubt_code(error), _DOUBT) from error
        finally:
            session.close()

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Find out how an order in doubt ended (06 20); see ``ZvtSettings.recovery``.

        The same answer has to come twice, ``confirm_delay`` apart, because a terminal
        may still reverse by itself once the card is out (2.2.8): three times if it is
        known to do so. One approval is enough from a terminal that keeps it.

        :raises Unreachable: the terminal does not answer now.
        """
        found = self._query_once(order, hint)
        for _ in range(self._confirmations(found)):
            time.sleep(self._settings.confirm_delay)
            again = self._query_once(order, hint)
            if not isinstance(found, Outcome) or not isinstance(again, Outcome):
                return again
            if again.state != found.state:
                return Undecided("The terminal changed its answer.")
            found = again
        return found

    def baseline(self) -> Baseline:
        """Return the last transaction that the terminal knows (06 20).

        :raises Unreachable: the terminal does not answer now.
        """
        info = self._last_info()
        if info is None:
            return Baseline()
        known = info.transaction_id.hex()
        return Baseline(info.receipt_no, info.trace_no, transaction_id=known)

    def last(self) -> LastTransaction | None:
        """Return the last transaction that the terminal knows (06 20)."""
        info = self._last_info()
        if info is None:
            return None
        result = zvt_verdict.to_result(info, {}, _local_now())
        return LastTransaction(info.result == results.OK, result)

    def reprint(self) -> Slips:
        """Let the terminal print its last receipt once more (06 20).

        :raises Refused: it cannot, with its reason.
        """
        dialogue = self._run(commands.repeat_receipt(self._settings.password))
        if dialogue.aborted is not None:
            raise _refusal(dialogue.aborted)
        slips = dialogue.slips
        return Slips(slips.get("customer", ""), slips.get("merchant", ""))

    def totals(self, close: bool) -> TerminalTotals:
        """Return the counters: 06 10 without, 06 50 with end of day.

        :raises Refused: the terminal cannot do it now, with its reason.
        """
        password = self._settings.password
        notes = self._open_reservations() if close else []
        build = commands.end_of_day if close else commands.send_totals
        dialogue = self._run(build(password))
        found = _totals_of(dialogue, close)
        if close and enquiry.completion_code(dialogue.completion or b"") == _UPDATE:
            self._due = _UPDATE
            notes.append(f"{results.text(_UPDATE)}.")
        return TerminalTotals(
            found.amount,
            found.count,
            found.first_receipt,
            found.last_receipt,
            tuple(BrandTotal(g.brand, g.count, g.amount) for g in found.groups),
            "\n".join([*dialogue.slips.values(), *notes]),
        )

    def ping(self) -> Health:
        """Make a round trip with a status enquiry (05 01); mend what can be mended."""
        start = time.monotonic()
        try:
            status = self._status()
            if status in zvt_upkeep.WANTED and self._settings.upkeep:
                self._due = status
                self.connect().close()
                status = self._status()
        except Unreachable:
            return Health(
                False, "terminal_unreachable", _UNREACHABLE, milliseconds_since(start)
            )
        except Refused as error:
            return Health(False, error.code, error.message, milliseconds_since(start))
        if status == results.OK:
            self._due = results.OK
        code = None if status == results.OK else f"terminal_status:{status:02x}"
        return Health(
            code is None, code, results.status_text(status), milliseconds_since(start)
        )

    @property
    def _composes(self) -> bool:
        """The box writes the slips of a terminal that sends none."""
        return not self._settings.terminal_prints

    def _note_need(self, dialogue: Dialogue) -> None:
        """Remember what a refused payment says that the terminal needs first."""
        code = dialogue.refused if dialogue.aborted is None else dialogue.aborted
        if code in zvt_upkeep.AFTER_REFUSAL:
            self._due = code

    def _confirmations(self, found: Verdict) -> int:
        """Return how often a verdict is asked for again."""
        if not isinstance(found, Outcome):
            return 0
        if found.state != "approved":
            return 1
        wanted = {zvt_settings.KEEP: 0, zvt_settings.REVERSAL: 2}
        return wanted.get(self._settings.recovery, 1)

    def _open(self, look_after: bool) -> ZvtSession:
        session = ZvtSession(self._connect(), self._settings)
        try:
            if self._agreed is None:
                self._agreed = self._register(session)
            session.agreed = self._agreed
            if look_after and self._due != results.OK:
                zvt_upkeep.carry_out(session, self._due, self._settings)
                self._due = results.OK
        except (ConnectionLost, ProtocolError) as error:
            self._agreed = None
            session.close()
            raise Unreachable("unreachable", error.message) from error
        except Refused:
            session.close()
            raise
        return session

    def _register(self, session: ZvtSession) -> Agreed:
        settings = self._settings
        session.agreed = Agreed(settings.charset_in_force(None))
        dialogue = session.run(
            commands.registration(settings.password, settings.currency, settings.offer)
        )
        code = dialogue.refused if dialogue.refused is not None else dialogue.aborted
        if code is not None:
            raise _refusal(code)
        found = enquiry.registered(dialogue.completion or b"")
        self._due = found.needs or self._due
        numbered = settings.message_ids and found.message_ids
        return Agreed(
            settings.charset_in_force(found.charset), Sequence() if numbered else None
        )

    def _run_registered(
        self, session: ZvtSession, command: Apdu, progress: Progress | None = None
    ) -> Dialogue:
        """Run a command; register again if the terminal forgot us meanwhile."""
        dialogue = session.run(command, progress)
        if dialogue.not_registered:
            self._agreed = session.agreed = self._register(session)
            dialogue = session.run(command, progress)
        return dialogue

    def _command(self, order: Order) -> Apdu:
        password = self._settings.password
        if order.kind == "reversal":
            original = str((order.original or {})["receipt_no"])
            command = commands.reversal(password, original)
        elif order.kind == "refund":
            command = commands.refund(password, order.amount, order.currency)
        else:
            command = commands.authorisation(order.amount, order.currency)
        if self._settings.recovery != zvt_settings.KEEP:
            return command
        known = order.baseline.transaction_id if order.baseline is not None else ""
        return commands.mirror(command, bytes.fromhex(known))

    def _query_once(self, order: Order, hint: Hint) -> Verdict:
        try:
            status = self._status()
            if results.is_busy(status):
                return Pending(results.status_text(status))
            info = self._last_info()
        except Refused as error:
            return Pending(error.message)
        tolerance = self._settings.tolerance
        return zvt_verdict.match(info, order, hint, tolerance, self._composes)

    def _status(self) -> int:
        dialogue = self._run(commands.status_enquiry(self._settings.password))
        if dialogue.aborted is not None:
            return dialogue.aborted
        return enquiry.terminal_status(dialogue.completion or b"")

    def _last_info(self) -> StatusInformation | None:
        dialogue = self._run(commands.repeat_status(self._settings.password))
        return dialogue.infos[-1] if dialogue.infos else None

    def _open_reservations(self) -> list[str]:
        """Return a note about reservations that nobody booked or cancelled (06 23)."""
        try:
            dialogue = self._run(commands.open_preauthorisations())
            numbers = enquiry.open_preauthorisations(dialogue.abort_data)
        except (Refused, ProtocolError):
            return []
        words = f"Open reservations at the terminal: {', '.join(numbers)}."
        return [words] if numbers else []

    def _run(self, command: Apdu) -> Dialogue:
        """Run a command that moves no money: any broken line is 'unreachable'."""
        session = self._open(look_after=False)
        try:
            dialogue = self._run_registered(session, command)
        except (ConnectionLost, ProtocolError) as error:
            self._agreed = None
            raise Unreachable("terminal_unreachable", error.message) from error
        finally:
            session.close()
        if dialogue.refused is not None:
            raise _refusal(dialogue.refused)
        return dialogue


_DOUBT = "The connection broke. Asking the terminal whether it charged the card."
_UNREACHABLE = "The terminal does not answer. Check its power and network."
_UPDATE = results.MAINTENANCE


def _refusal(code: int) -> Refused:
    outcome = zvt_verdict.refused(code)
    return Refused(outcome.code or "", outcome.text)


def _totals_of(dialogue: Dialogue, close: bool) -> totals.Totals:
    """Return the totals of a finished 06 10 or 06 50.

    :raises Refused: aborted, or an X report without any figures.
    """
    if dialogue.aborted is not None:
        raise _refusal(dialogue.aborted)
    with_groups = [info for info in dialogue.infos if info.totals is not None]
    info = next(reversed(with_groups or dialogue.infos), None)
    if info is None and close:
        return totals.Totals(0, 0, "", "", ())
    if info is None:
        raise Refused("not_supported", "The terminal sent no totals")
    if info.result not in (results.OK, _UPDATE):
        raise _refusal(info.result)
    return totals.from_status(info)


def _doubt_code(error: ConnectionLost | ProtocolError) -> str:
    return "protocol_error" if isinstance(error, ProtocolError) else "no_answer"


def _local_now() -> datetime:
    return datetime.now().astimezone()


def _build(setup: DeviceSetup) -> ZvtTerminal:
    return ZvtTerminal(setup.tcp(), zvt_settings.from_setup(setup))


SPEC = DriverSpec(
    name="zvt",
    kind="terminal",
    label="ZVT over the network",
    link="tcp",
    default_port=20007,
    parameters=zvt_settings.PARAMETERS,
    capabilities=ZvtTerminal.capabilities,
    doubts=zvt_settings.DOUBTS,
    build=_build,
)
