"""The line protocol ENQ/ACK, frame/ACK, EOT of two equal stations, without clock.

Concert V2 and UCS on a serial line use it in both directions: who has a message sends
ENQ, waits for ACK, sends the frame, waits for ACK (NAK: once more), ends with EOT.
Feed events and expired times to :class:`Sender` or :class:`Receiver`; send what comes
back. ``timeout`` is how long the present state may last, in seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from ..framing.signals import ACK, ENQ, EOT, NAK, Damaged, Event, Frame, Signal


@dataclass(frozen=True)
class Timing:
    """Seconds to wait for one control character and between two tries."""

    answer: float = 3.0
    pause: float = 1.0
    tries: int = 3


class Receiving(Enum):
    """Where a receiver stands."""

    IDLE = auto()  # waits for ENQ
    INVITED = auto()  # ENQ was answered, a frame is due
    ENDING = auto()  # the frame is here, EOT is due
    CLOSED = auto()  # a whole message was taken
    BROKEN = auto()  # no readable frame came


@dataclass
class Receiver:
    """Takes one message; ``messages`` holds what came, without exact repeats."""

    timing: Timing = field(default_factory=Timing)
    state: Receiving = Receiving.IDLE
    messages: list[bytes] = field(default_factory=list)
    _refused: int = 0

    @property
    def timeout(self) -> float | None:
        """Seconds that this state may last; None: as long as the caller wants."""
        due = (Receiving.INVITED, Receiving.ENDING)
        return self.timing.answer if self.state in due else None

    @property
    def done(self) -> bool:
        """Nothing more is expected."""
        return self.state in (Receiving.CLOSED, Receiving.BROKEN)

    def receive(self, event: Event) -> bytes:
        """Take an event and return the bytes to send."""
        if isinstance(event, Frame):
            return self._take(event.text)
        if isinstance(event, Damaged):
            return self._refuse()
        if event.code == ENQ:
            self.state = Receiving.INVITED
            return bytes([ACK])
        if event.code == EOT and self.state is Receiving.ENDING:
            self.state = Receiving.CLOSED
        return b""

    def expire(self) -> bytes:
        """Act on silence: a frame that is here counts also without EOT."""
        if self.state is Receiving.ENDING:
            self.state = Receiving.CLOSED
        elif self.state is Receiving.INVITED:
            self.state = Receiving.IDLE
        return b""

    def _take(self, text: bytes) -> bytes:
        if text not in self.messages:
            self.messages.append(text)
        self.state = Receiving.ENDING
        return bytes([ACK])

    def _refuse(self) -> bytes:
        self._refused += 1
        if self._refused < self.timing.tries:
            self.state = Receiving.INVITED
            return bytes([NAK])
        self.state = Receiving.BROKEN
        return bytes([EOT])


class Sending(Enum):
    """Where a sender stands."""

    ASKING = auto()  # ENQ was sent
    PAUSING = auto()  # before the next ENQ
    YIELDING = auto()  # the other side had a message of its own
    READY = auto()  # ACK came, the frame may go
    SENT = auto()  # the frame is out
    DELIVERED = auto()  # ACK for the frame came
    UNSURE = auto()  # no word on the frame: the other side may have it
    REFUSED = auto()  # every copy of the frame was answered with NAK
    FAILED = auto()  # never got as far as the frame


@dataclass
class Sender:
    """Gets permission (:meth:`begin`) and then sends one frame (:meth:`deliver`).

    ``overheard`` holds messages that the other side sent first; ``busy`` tells that it
    answered at all, though not with permission.
    """

    encode: Callable[[bytes], bytes]
    timing: Timing = field(default_factory=Timing)
    state: Sending = Sending.ASKING
    busy: bool = False
    overheard: list[bytes] = field(default_factory=list)
    _tries: int = 0
    _frame: bytes = b""
    _other: Receiver | None = None

    @property
    def timeout(self) -> float:
        """Seconds that this state may last."""
        pausing = self.state is Sending.PAUSING
        return self.timing.pause if pausing else self.timing.answer

    @property
    def settled(self) -> bool:
        """The caller must decide what comes next."""
        moving = (Sending.ASKING, Sending.PAUSING, Sending.YIELDING, Sending.SENT)
        return self.state not in moving

    def begin(self) -> bytes:
        """Ask for permission."""
        self._tries += 1
        self.state = Sending.ASKING
        return bytes([ENQ])

    def deliver(self, text: bytes) -> bytes:
        """Send the frame; from here on the other side may act on it."""
        self._frame = self.encode(text)
        self._tries = 1
        self.state = Sending.SENT
        return self._frame

    def receive(self, event: Event) -> bytes:
        """Take an event and return the bytes to send."""
        if self.state is Sending.SENT:
            return self._after_frame(event)
        if self.state is Sending.YIELDING:
            return self._overhear(event)
        if isinstance(event, Signal) and event.code == ENQ:
            self.state, self._other = Sending.YIELDING, Receiver(self.timing)
            return self._other.receive(event)
        if self.state is Sending.ASKING and isinstance(event, Signal):
            return self._after_enquiry(event.code)
        return b""

    def expire(self) -> bytes:
        """Act on silence."""
        if self.state is Sending.PAUSING:
            return self.begin()
        if self.state is Sending.YIELDING and self._other is not None:
            self._other.expire()
            return self._stop_yielding()
        if self.state is Sending.SENT:
            self.state = Sending.UNSURE
            return bytes([EOT])
        return self._give_way() if self.state is Sending.ASKING else b""

    def _after_enquiry(self, code: int) -> bytes:
        if code == ACK:
            self.state = Sending.READY
            return b""
        self.busy = True
        return self._give_way()

    def _give_way(self) -> bytes:
        """End this try; the next one comes after a pause."""
        again = self._tries < self.timing.tries
        self.state = Sending.PAUSING if again else Sending.FAILED
        return bytes([EOT])

    def _overhear(self, event: Event) -> bytes:
        if self._other is None:
            return b""
        answer = self._other.receive(event)
        if self._other.done:
            answer += self._stop_yielding()
        return answer

    def _stop_yielding(self) -> bytes:
        if self._other is not None:
            self.overheard += self._other.messages
        self._other = None
        again = self._tries < self.timing.tries
        self.state = Sending.PAUSING if again else Sending.FAILED
        return b""

    def _after_frame(self, event: Event) -> bytes:
        code = event.code if isinstance(event, Signal) else None
        if code == ACK:
            self.state = Sending.DELIVERED
            return bytes([EOT])
        if code == NAK:
            return self._repeat()
        if code in (ENQ, EOT):
            self.state = Sending.UNSURE
        return b""

    def _repeat(self) -> bytes:
        """Send the same frame again: NAK says that it was not taken."""
        if self._tries < self.timing.tries:
            self._tries += 1
            return self._frame
        self.state = Sending.REFUSED
        return bytes([EOT])
