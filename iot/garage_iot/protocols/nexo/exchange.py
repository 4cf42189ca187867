"""Which message answers a request, and which one only stands in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import ProtocolError
from ...framing.nexo import NOTIFICATION, RESPONSE, Message
from . import fields, receipts, results


class Interrupted(ProtocolError):
    """An EventNotification came instead of the answer: how it ended is not known."""


@dataclass(frozen=True)
class Shown:
    """What the terminal wants shown to the cashier; ``event`` is Adyen's word."""

    event: str
    text: str

    @property
    def step(self) -> tuple[str, str]:
        """Step and sentence as the box shows them."""
        return results.step(self.event, self.text)


def answer_to(request: Message, message: Message) -> Mapping[str, Any]:
    """Return the body of the answer to ``request``.

    :raises Interrupted: an event stands in the answer's place.
    :raises ProtocolError: it belongs to another request, terminal or till.
    """
    if message.name == NOTIFICATION:
        raise Interrupted(_event_words(message.body))
    wanted = request.name.removesuffix("Request") + "Response"
    if message.kind != RESPONSE or message.name != wanted:
        raise ProtocolError(f"The terminal answered {message.name} to {request.name}")
    asked, got = request.header, message.header
    if got.service_id != asked.service_id:
        raise ProtocolError("The terminal's answer belongs to another payment")
    if (got.sale_id, got.poi_id) != (asked.sale_id, asked.poi_id):
        raise ProtocolError("The answer is another terminal's, or for another till")
    return message.body


def _event_words(body: Mapping[str, Any]) -> str:
    event = fields.text(body, "EventToNotify") or "an event"
    details = fields.pairs(fields.text(body, "EventDetails")).get("message")
    said = details or fields.text(body, "EventDetails")
    return f"The terminal reported {event} instead of a result: {said[:200]}"


def shown(message: Message) -> list[Shown]:
    """Return what a DisplayRequest shows, in order."""
    found = []
    for output in fields.parts(message.body, "DisplayOutput"):
        predefined = fields.text(
            output, "OutputContent", "PredefinedContent", "ReferenceID"
        )
        event = fields.pairs(predefined).get("event", "")
        text = receipts.content(output)
        if event or text:
            found.append(Shown(event, text))
    return found


def printed(message: Message) -> tuple[str, str] | None:
    """Return kind and text of a PrintRequest; kind is CashierReceipt or another."""
    output = fields.part(message.body, "PrintOutput")
    text = receipts.content(output)
    return (fields.text(output, "DocumentQualifier"), text) if text else None
