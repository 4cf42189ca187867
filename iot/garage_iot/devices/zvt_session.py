"""One connection to a ZVT terminal and the dialogues on it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from ..errors import ConnectionLost, Refused
from ..framing import zvt as framing
from ..protocols.zvt import charsets
from ..protocols.zvt.dialogue import Dialogue
from ..protocols.zvt.sequence import Sequence
from ..transports.base import Transport
from .base import Progress
from .zvt_link import NotTaken
from .zvt_settings import ZvtSettings

_NOISE = "The line to the terminal is disturbed: check its cable and its speed"


@dataclass(frozen=True)
class Agreed:
    """What holds since the registration, over all connections until the next one."""

    charset: str = charsets.DEFAULT
    sequence: Sequence | None = None


class ZvtSession:
    """One connection to the terminal."""

    def __init__(self, transport: Transport, settings: ZvtSettings) -> None:
        self.transport = transport
        self.agreed = Agreed(settings.charset_in_force(None))
        self._settings = settings
        self._decoder = framing.Decoder()
        self._inbox: list[framing.Apdu] = []
        self._abort = threading.Event()

    def close(self) -> None:
        """Close the connection."""
        self.transport.close()

    def request_abort(self) -> None:
        """Let the running dialogue send ``06 B0`` as soon as it may (any thread)."""
        self._abort.set()
        self.transport.wake()

    def run(self, command: framing.Apdu, progress: Progress | None = None) -> Dialogue:
        """Send a command and follow it to its end.

        :raises Refused: the terminal certainly did not get the command.
        :raises ConnectionLost: the line broke or a time-out passed after sending.
        :raises ProtocolError: damaged messages.
        """
        dialogue = Dialogue(
            command,
            self.agreed.charset,
            self._settings.answer_timeout,
            self._settings.result_timeout,
            self.agreed.sequence,
        )
        self._begin(dialogue)
        deadline = time.monotonic() + dialogue.timeout
        while not dialogue.done:
            self._pass_on_abort(dialogue)
            apdu = self._receive(deadline)
            if apdu is None:
                continue
            reaction = dialogue.receive(apdu)
            self._send(*reaction.send)
            if reaction.progress is not None and progress is not None:
                progress(reaction.progress.step, reaction.progress.text)
            deadline = time.monotonic() + dialogue.timeout
        return dialogue

    def _begin(self, dialogue: Dialogue) -> None:
        """Send the command; half a message from before it is no part of its answer."""
        if self._decoder.pending:
            self._decoder = framing.Decoder()
        try:
            self._send(dialogue.command)
        except NotTaken as error:
            raise Refused("terminal_unreachable", _NOISE) from error

    def _pass_on_abort(self, dialogue: Dialogue) -> None:
        if not self._abort.is_set():
            return
        request = dialogue.request_abort()
        if request:
            self._abort.clear()
            self._send(*request)

    def _send(self, *apdus: framing.Apdu) -> None:
        if apdus:
            self.transport.send(b"".join(framing.encode(apdu) for apdu in apdus))

    def _receive(self, deadline: float) -> framing.Apdu | None:
        """Return the next message, or None when woken up for an abort."""
        if not self._inbox:
            left = deadline - time.monotonic()
            if left <= 0:
                raise ConnectionLost("no_answer", "The terminal does not answer")
            received = self.transport.receive(left)
            self._inbox += self._decoder.feed(received)
        return self._inbox.pop(0) if self._inbox else None
