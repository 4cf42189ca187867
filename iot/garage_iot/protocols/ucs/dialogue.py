"""One request and everything that follows it, without socket and clock.

The terminal says 50 (accepted), may ask for time again and again (55), sends the slip
line by line (32) before or after the result (60, 22 or 31), or refuses (51, 54, 5X).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...errors import ProtocolError
from ...framing.ucs import Message
from . import answers, const
from .answers import Authorisation, Failure

_STEPS = {
    const.ACCEPTED: ("card_wanted", "Waiting for the card"),
    const.PIN_WANTED: ("pin_entry", "Waiting for the PIN"),
    const.ONLINE_WANTED: ("authorising", "Waiting for the bank"),
}
_ENDS = {
    const.LOGIN: const.LOGGED_IN,
    const.FINALISE_DAY: const.DAY_FINALISED,
    const.REPORT: const.SLIP_LINE,
}
_NO_SUCH = Failure(
    const.NO_SUCH_TRANSACTION, "The terminal does not know this reference number"
)


@dataclass
class Dialogue:
    """Feed messages to :meth:`receive`.

    :attr:`settled`: the result is known, only slip lines may follow. :attr:`done`:
    nothing more is expected. ``known_rrn`` is the transaction before: a result that
    repeats it is left aside. ``begun``: the terminal works on the request.
    """

    request: Message
    known_rrn: str = ""
    begun: bool = False
    login_first: bool = False
    failure: Failure | None = None
    answer: Message | None = None
    results: list[Authorisation] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _last_line: bool = False

    @property
    def settled(self) -> bool:
        """The result is known."""
        found = (self.failure, self.answer)
        return self.login_first or any(found) or bool(self.results)

    @property
    def done_well(self) -> bool:
        """The terminal did what was asked."""
        return self.answer is not None or any(r.approved for r in self.results)

    @property
    def done(self) -> bool:
        """Nothing more is expected."""
        if self.login_first or self.failure is not None:
            return True
        silent = self.request.kind == const.LOGIN
        return self.settled and (self._last_line or silent)

    @property
    def slip(self) -> str:
        """The lines of the slip."""
        return "\n".join(self._lines).strip("\n")

    def receive(self, message: Message) -> tuple[str, str] | None:
        """Take a message; return step and text when there is something to show.

        :raises ProtocolError: a result that cannot be read, or of another terminal.
        """
        if message.terminal != self.request.terminal:
            raise ProtocolError(f"Terminal {message.terminal} answered")
        if message.kind == const.SLIP_LINE:
            self._take_line(message)
        elif message.kind == const.AUTHORISATION:
            self._take_result(answers.authorisation(message))
        elif message.kind == const.CONSOLE:
            self.begun = True
            return "authorising", answers.console_text(message)
        elif message.kind in _STEPS or message.kind == const.HOLD:
            self.begun = True
            return _STEPS.get(message.kind)
        else:
            self._take_end(message)
        return None

    def _take_line(self, message: Message) -> None:
        text, last = answers.slip_line(message)
        self._lines.append(text)
        self._last_line = self._last_line or last
        if last and self.request.kind == const.REPORT:
            self.answer = message

    def _take_result(self, found: Authorisation) -> None:
        stale = bool(self.known_rrn) and found.rrn == self.known_rrn
        if not stale and found not in self.results:
            self.results.append(found)

    def _take_end(self, message: Message) -> None:
        """Take what ends a dialogue; unknown kinds are left out.

        An error after the result does not undo it. A terminal that began and then
        wants a login may have charged: the request must not be sent again.

        :raises ProtocolError: it wants a login in the middle.
        """
        if message.kind == _ENDS.get(self.request.kind):
            self.answer = message
        elif self.settled:
            return
        elif message.kind == const.LOGIN_FIRST:
            if self.begun or self._lines:
                raise ProtocolError("The terminal began and then wanted a login")
            self.login_first = True
        elif message.kind == const.NO_SUCH_TRANSACTION:
            self.failure = _NO_SUCH
        elif message.kind == const.ERROR:
            self.failure = answers.failure(message)
