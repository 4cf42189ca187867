"""One command and everything that follows it, without socket and clock.

PA00P015, chapter 1: the terminal acknowledges the command, then leads; each of its
messages gets its own ``80 00`` until ``06 0F`` (done) or ``06 1E`` (aborted).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...errors import ProtocolError
from ...framing.zvt import Apdu
from . import bitmaps, commands, const, intermediate, results, status
from .printing import SlipCollector

T3_SECONDS = 5.0
T4_SECONDS = 180.0


@dataclass(frozen=True)
class Reaction:
    """What to send back, and what to show (if it changed)."""

    send: tuple[Apdu, ...] = ()
    progress: intermediate.Intermediate | None = None


@dataclass
class Dialogue:
    """State of one command. Feed messages to :meth:`receive` until :attr:`done`.

    ``refused`` is the code of a negative acknowledgement (nothing was started);
    ``aborted`` the code of ``06 1E``; ``completion`` the data of ``06 0F``;
    ``infos`` every status information in order; ``timeout`` the seconds within which
    the next message has to come (T3 before the acknowledgement, T4 after it, or what
    the terminal itself asks for).
    """

    command: Apdu
    charset: str = "cp437"
    answer_timeout: float = T3_SECONDS
    result_timeout: float = T4_SECONDS
    acknowledged: bool = False
    refused: int | None = None
    aborted: int | None = None
    completion: bytes | None = None
    infos: list[status.StatusInformation] = field(default_factory=list)
    timeout: float = field(init=False)
    _aborting: bool = False
    _slips: SlipCollector = field(init=False)

    def __post_init__(self) -> None:
        self.timeout = self.answer_timeout
        self._slips = SlipCollector(self.charset)

    @property
    def done(self) -> bool:
        """No further message belongs to this command."""
        return (
            self.refused is not None
            or self.aborted is not None
            or self.completion is not None
        )

    @property
    def not_registered(self) -> bool:
        """The terminal forgot the till (a restart): nothing was started."""
        code = self.refused if self.refused is not None else self.aborted
        return code == results.NOT_REGISTERED and not self.infos

    @property
    def slips(self) -> dict[str, str]:
        """Slips that came with the command, by receipt type."""
        self._slips.close()
        return self._slips.slips

    def request_abort(self) -> tuple[Apdu, ...]:
        """Return what to send to ask for an abort; nothing when it is no use.

        Sending it cancels nothing yet: the result still has to come (2.9).
        """
        if not self.acknowledged or self._aborting or self.done:
            return ()
        self._aborting = True
        return (commands.abort(),)

    def receive(self, apdu: Apdu) -> Reaction:
        """Take one message of the terminal.

        :raises ProtocolError: a damaged message, or anything before the
            acknowledgement. The caller must treat the result as missing.
        """
        is_answer = apdu.control >> 8 in (const.POSITIVE >> 8, const.NEGATIVE_CLASS)
        if is_answer:
            return self._take_answer(apdu)
        if not self.acknowledged:
            raise ProtocolError(f"Message {apdu} came before the acknowledgement")
        if apdu.control == const.INTERMEDIATE_STATUS:
            shown = intermediate.parse(apdu.data)
            self.timeout = shown.timeout or self.result_timeout
            return Reaction((commands.positive(),), shown)
        return Reaction((self._take_message(apdu),))

    def _take_answer(self, apdu: Apdu) -> Reaction:
        positive = apdu.control in (const.POSITIVE, const.NEGATIVE_CLASS << 8)
        if self.acknowledged:
            self._aborting = False
            return Reaction()
        if positive:
            self.acknowledged = True
            self.timeout = self.result_timeout
        else:
            self.refused = apdu.control & 0xFF
        return Reaction()

    def _take_message(self, apdu: Apdu) -> Apdu:
        if apdu.control == const.STATUS_INFORMATION:
            self.infos.append(status.parse(apdu.data, self.charset))
            self.timeout = self.result_timeout
        elif apdu.control == const.PRINT_LINE:
            self._slips.print_line(apdu.data)
        elif apdu.control == const.PRINT_BLOCK:
            self._slips.print_block(bitmaps.parse(apdu.data).get(bitmaps.TLV, b""))
        elif apdu.control == const.COMPLETION:
            self.completion = apdu.data
        elif apdu.control == const.ABORTED:
            if not apdu.data:
                raise ProtocolError("Abort without a result code")
            self.aborted = apdu.data[0]
        else:
            return commands.not_supported()
        return commands.positive()
