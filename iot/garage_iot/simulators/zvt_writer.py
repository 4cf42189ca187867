"""Ways in which the bytes of a simulated ZVT terminal leave it."""

from __future__ import annotations

from ..framing import zvt as framing
from ..framing.zvt import Apdu
from ..protocols.zvt import const
from ..transports.base import Transport

_GARBAGE = b"\x04\xff\x7f"


class ZvtWriter:
    """Writes messages ``whole``, or in one of the ways that a till has to stand:

    ``bytewise``: one byte a segment; ``merged``: an acknowledgement waits and leaves in
    one segment with the message behind it; ``long_length``: every length in its long
    form; ``trailing``: rubbish behind each completion.
    """

    def __init__(self, transport: Transport, way: str) -> None:
        self._transport = transport
        self._way = way
        self._held = b""

    def send(self, *apdus: Apdu) -> None:
        """Send messages."""
        data = self._held + b"".join(self._bytes(apdu) for apdu in apdus)
        self._held = b""
        if self._way == "merged" and [a.control for a in apdus] == [const.POSITIVE]:
            self._held = data
        elif self._way == "bytewise":
            for byte in data:
                self._transport.send(bytes([byte]))
        else:
            self._transport.send(data)

    def flush(self) -> None:
        """Send what waits, because the till speaks next."""
        held, self._held = self._held, b""
        if held:
            self._transport.send(held)

    def _bytes(self, apdu: Apdu) -> bytes:
        if self._way == "long_length":
            size = len(apdu.data).to_bytes(2, "little")
            return apdu.control.to_bytes(2, "big") + b"\xff" + size + apdu.data
        rubbish = self._way == "trailing" and apdu.control == const.COMPLETION
        return framing.encode(apdu) + (_GARBAGE if rubbish else b"")
