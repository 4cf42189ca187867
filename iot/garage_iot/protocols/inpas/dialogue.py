"""One request and its answer: acknowledgements, waiting, repeats. No socket, no clock.

Times as read in a vending machine's driver [1 source]: 5 s for the acknowledgement,
45 s between two signs of life while the terminal works.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import ProtocolError
from ...framing import inpas as framing
from ...framing.inpas import ACK, EOT, NAK, Damaged, Event, Frame
from . import const, fields

_TRIES = 3
_MOST_DAMAGED = 3


class Dialogue:
    """Follows one request to its end.

    ``refused``: the terminal took no copy of the request (NAK each time), so nothing
    was started. ``result``: its answer, card data masked.
    """

    def __init__(
        self, request: Mapping[int, str], answer_timeout: float, wait_timeout: float
    ) -> None:
        self._ern = request.get(const.ERN)
        self._frame = framing.encode(fields.encode(request))
        self._timeouts = (answer_timeout, wait_timeout)
        self._sent = 0
        self._damaged = 0
        self._taken = False
        self.refused = False
        self.result: dict[int, str] | None = None

    @property
    def done(self) -> bool:
        """There is nothing to wait for any more."""
        return self.refused or self.result is not None

    @property
    def taken(self) -> bool:
        """The terminal has acknowledged the request."""
        return self._taken

    @property
    def timeout(self) -> float:
        """Longest silence from now on, in seconds."""
        return self._timeouts[self._taken]

    def start(self) -> bytes:
        """Return the request."""
        self._sent += 1
        return self._frame

    def receive(self, event: Event) -> bytes:
        """Take an event and return what to answer.

        :raises ProtocolError: damaged frames only, or an end without an answer.
        """
        if isinstance(event, Frame):
            self._taken = True
            return self._read(event)
        if isinstance(event, Damaged):
            return self._ask_again()
        if event.code == NAK and not self._taken:
            return self._repeat()
        if event.code == EOT and self._taken:
            raise ProtocolError("The terminal ended without an answer")
        self._taken = self._taken or event.code == ACK
        return b""

    def _repeat(self) -> bytes:
        if self._sent < _TRIES:
            return self.start()
        self.refused = True
        return b""

    def _ask_again(self) -> bytes:
        self._damaged += 1
        if self._damaged > _MOST_DAMAGED:
            raise ProtocolError("The terminal sends damaged messages")
        return bytes([NAK])

    def _read(self, frame: Frame) -> bytes:
        """Take a frame; a wait frame and an older answer are acknowledged only."""
        if not frame.is_wait:
            try:
                answer = fields.decode(frame.payload)
            except ProtocolError:
                return self._ask_again()
            ours = self._ern is None or answer.get(const.ERN, self._ern) == self._ern
            if ours and const.STATUS in answer:
                self.result = answer
        return bytes([ACK])
