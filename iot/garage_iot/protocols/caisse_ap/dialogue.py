"""One request and everything that follows it, without socket and clock.

A connection carries one request and one answer. ``AE`` 11 may announce the answer, so
more than one message can come; each begins with ``CZ``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...errors import ProtocolError
from ...framing.caisse_ap import Decoder, Field
from . import answer, const
from .answer import Answer

_NEEDED = frozenset({const.TILL, const.AMOUNT, const.ACTION, const.CURRENCY})


@dataclass
class Dialogue:
    """Feed bytes to :meth:`receive`; end with :meth:`finish`.

    The end of a message is not marked. :attr:`complete` tells that nothing more is
    needed, so that a short silence means the end (receipts may still follow).
    """

    _decoder: Decoder = field(default_factory=Decoder)
    _messages: list[list[Field]] = field(default_factory=list)

    def receive(self, received: bytes) -> None:
        """Take bytes of the terminal.

        :raises ProtocolError: damaged bytes, or a message that begins without ``CZ``.
        """
        for found in self._decoder.feed(received):
            if found.tag == const.VERSION:
                self._messages.append([])
            elif not self._messages:
                raise ProtocolError("The terminal's answer does not begin with CZ")
            self._messages[-1].append(found)

    @property
    def silent(self) -> bool:
        """Nothing at all has come yet."""
        return not self._messages and not self._decoder.pending

    @property
    def acknowledged(self) -> bool:
        """The terminal announced that it begins (``AE`` 11)."""
        return Field(const.STATUS, const.ACKNOWLEDGED) in self._latest

    @property
    def final(self) -> bool:
        """The status that ends the dialogue is there."""
        return any(
            found.tag == const.STATUS and found.value in (const.DONE, const.NOT_DONE)
            for found in self._latest
        )

    @property
    def complete(self) -> bool:
        """Everything needed is there and no field is half received."""
        if not self.final or self._decoder.pending:
            return False
        refused = Field(const.STATUS, const.NOT_DONE) in self._latest
        tags = {found.tag for found in self._latest}
        return refused or tags >= _NEEDED or self._without_amount

    @property
    def _latest(self) -> list[Field]:
        return self._messages[-1] if self._messages else []

    @property
    def _without_amount(self) -> bool:
        """Identification and duplicate move no money and name no amount."""
        actions = [found.value for found in self._latest if found.tag == const.ACTION]
        return actions in ([const.IDENTIFY], [const.DUPLICATE])

    def finish(self) -> tuple[Answer, ...]:
        """Return the messages; the line is silent or closed.

        :raises ProtocolError: the last field is cut off, or a field came twice.
        """
        if self._decoder.pending:
            raise ProtocolError("The terminal's answer ends in the middle of a field")
        return tuple(answer.parse(fields) for fields in self._messages)
