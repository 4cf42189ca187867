"""One command and everything that follows it, without socket and clock.

PA00P015, chapter 1: the terminal acknowledges the command, then leads; each of its
messages gets its own ``80 00`` until ``06 0F`` (done) or ``06 1E`` (aborted). A number
that a message carries (tag 1F73, chapter 5) is echoed; the same number again is the
same message again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...errors import ProtocolError
from ...framing.zvt import Apdu
from ..masking import mask_card_numbers
from . import charsets, commands, const, containers, intermediate, results, status, tlv
from . import sequence as numbers
from .printing import SlipCollector
from .sequence import Sequence

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
    ``aborted`` the code of ``06 1E``, ``abort_data`` all of its data, ``abort_text``
    the terminal's own words (tag 1F17); ``completion`` the data of ``06 0F``;
    ``infos`` every status information in order; ``timeout`` the seconds within which
    the next message has to come (T3 before the acknowledgement, T4 after it, or what
    the terminal itself asks for). With ``sequence`` our own messages are numbered:
    ``command`` is what has to be sent.
    """

    command: Apdu
    charset: str = charsets.DEFAULT
    answer_timeout: float = T3_SECONDS
    result_timeout: float = T4_SECONDS
    sequence: Sequence | None = None
    acknowledged: bool = False
    refused: int | None = None
    aborted: int | None = None
    abort_data: bytes = b""
    abort_text: str = ""
    completion: bytes | None = None
    infos: list[status.StatusInformation] = field(default_factory=list)
    timeout: float = field(init=False)
    _aborting: bool = False
    _seen: int | None = None
    _slips: SlipCollector = field(init=False)

    def __post_init__(self) -> None:
        self.timeout = self.answer_timeout
        self._slips = SlipCollector(self.charset)
        if self.sequence is not None:
            self.command = self.sequence.stamp_next(self.command)

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
        if self.sequence is not None:
            return (self.sequence.stamp_next(commands.abort()),)
        return (commands.abort(),)

    def receive(self, apdu: Apdu) -> Reaction:
        """Take one message of the terminal and return what it asks for.

        :raises ProtocolError: a damaged message, or anything before the
            acknowledgement. The caller must treat the result as missing.
        """
        if apdu.control >> 8 in (const.POSITIVE_CLASS, const.NEGATIVE_CLASS):
            self._take_answer(apdu)
            return Reaction()
        if not self.acknowledged:
            raise ProtocolError(f"Message {apdu} came before the acknowledgement")
        number = numbers.read(apdu)
        if number is not None and number == self._seen:
            return Reaction((numbers.stamp(commands.positive(), number),))
        reaction = self._take_message(apdu)
        if number is None:
            return reaction
        self._seen = number
        if self.sequence is not None:
            self.sequence.saw(number)
        answers = tuple(numbers.stamp(answer, number) for answer in reaction.send)
        return Reaction(answers, reaction.progress)

    def _take_answer(self, apdu: Apdu) -> None:
        if self.acknowledged:
            self._aborting = False
        elif self._is_stale(apdu):
            return
        elif apdu.control in (const.POSITIVE, const.NEGATIVE_CLASS << 8):
            self.acknowledged = True
            self.timeout = self.result_timeout
        elif apdu.control >> 8 != const.NEGATIVE_CLASS:
            raise ProtocolError(f"The acknowledgement {apdu} means nothing")
        else:
            with_code = apdu.control == const.NEGATIVE_WITH_CODE and apdu.data
            self.refused = apdu.data[0] if with_code else apdu.control & 0xFF

    def _is_stale(self, apdu: Apdu) -> bool:
        """Tell whether an answer echoes another number than the command's."""
        if self.sequence is None:
            return False
        echoed = numbers.read(apdu)
        return echoed is not None and echoed != self.sequence.number

    def _take_message(self, apdu: Apdu) -> Reaction:
        """Take what the terminal says.

        An unknown request is refused, which is only logged here: nothing waits for
        it. A message after the end of the dialogue changes nothing any more.
        """
        if self.done:
            return Reaction()
        if apdu.control == const.INTERMEDIATE_STATUS:
            shown = intermediate.parse(apdu.data, self.charset)
            self.timeout = shown.timeout or self.result_timeout
            return Reaction((commands.positive(),), shown)
        if apdu.control == const.STATUS_INFORMATION:
            self.infos.append(status.parse(apdu.data, self.charset))
            self.timeout = self.result_timeout
        elif apdu.control == const.PRINT_LINE:
            self._slips.print_line(apdu.data)
        elif apdu.control == const.PRINT_BLOCK:
            self._slips.print_block(apdu.data)
        elif apdu.control == const.COMPLETION:
            self.completion = apdu.data
        elif apdu.control == const.ABORTED:
            self._take_abort(apdu.data)
        else:
            return Reaction((commands.not_supported(),))
        return Reaction((commands.positive(),))

    def _take_abort(self, data: bytes) -> None:
        if not data:
            raise ProtocolError("Abort without a result code")
        self.aborted, self.abort_data = data[0], data
        words = tlv.find(containers.split_abort(data)[1], const.TAG_ERROR_TEXT)
        if words is not None:
            text = charsets.decode(words.value, self.charset).strip()
            self.abort_text = mask_card_numbers(text)
