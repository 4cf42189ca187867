"""nexo Retailer messages as JSON: bytes <-> one message (Adyen Terminal API, 2.2).

One HTTP body holds one message. Numbers are read as ``Decimal``, never as binary
fractions. Unknown fields and values are kept; only the envelope has to be right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .. import damage
from ..errors import ProtocolError

LIMIT = 1_000_000
REQUEST, RESPONSE = "SaleToPOIRequest", "SaleToPOIResponse"
NOTIFICATION = "EventNotification"
_PARTS = {
    "ProtocolVersion": "version",
    "MessageClass": "message_class",
    "MessageCategory": "category",
    "MessageType": "message_type",
    "ServiceID": "service_id",
    "DeviceID": "device_id",
    "SaleID": "sale_id",
    "POIID": "poi_id",
}


@dataclass(frozen=True)
class Header:
    """MessageHeader; empty fields are not written. ``service_id`` is 1-10 letters."""

    message_class: str = "Service"
    category: str = ""
    message_type: str = "Request"
    service_id: str = ""
    sale_id: str = ""
    poi_id: str = ""
    device_id: str = ""
    version: str = "3.0"

    def as_json(self) -> dict[str, str]:
        """Return the fields by their names on the wire."""
        found = {wire: getattr(self, name) for wire, name in _PARTS.items()}
        return {wire: value for wire, value in found.items() if value}


@dataclass(frozen=True)
class Message:
    """One message: ``name`` is the body's key, e.g. ``PaymentRequest``.

    The body's key tells what a message is, not the header's category: published
    answers carry a wrong category.
    """

    kind: str
    header: Header
    name: str
    body: Mapping[str, Any] = field(default_factory=dict)


def encode(message: Message) -> bytes:
    """Return a message as JSON in UTF-8, without blanks."""
    parts = {"MessageHeader": message.header.as_json(), message.name: message.body}
    return write({message.kind: parts})


def decode(data: bytes) -> Message:
    """Return the one message of an HTTP body.

    :raises ProtocolError: too long, no JSON, or not exactly one message in it.
    """
    kind, parts = envelope(data)
    names = [name for name, body in parts.items() if _is_body(name, body)]
    if len(names) != 1:
        raise ProtocolError("The message does not hold exactly one request or answer")
    return Message(kind, header_of(parts), names[0], parts[names[0]])


@damage.tells
def envelope(data: bytes) -> tuple[str, dict[str, Any]]:
    """Return ``SaleToPOIRequest`` or ``SaleToPOIResponse`` and what is in it.

    :raises ProtocolError: too long, no JSON, or another envelope.
    """
    content = _read(data)
    kinds = [kind for kind in (REQUEST, RESPONSE) if kind in content]
    if len(kinds) != 1 or not isinstance(content[kinds[0]], dict):
        raise ProtocolError("This is no nexo message")
    return kinds[0], content[kinds[0]]


def header_of(parts: Mapping[str, Any]) -> Header:
    """Return the MessageHeader of an envelope.

    :raises ProtocolError: there is none.
    """
    found = parts.get("MessageHeader")
    if not isinstance(found, dict):
        raise ProtocolError("The message has no header")
    values = {name: found.get(wire, "") for wire, name in _PARTS.items()}
    if not all(isinstance(value, str) for value in values.values()):
        raise ProtocolError("The message's header is damaged")
    return Header(**values)


def write(value: Any) -> bytes:
    """Return a value as JSON; a ``Decimal`` is written digit by digit."""
    return _text(value).encode("utf-8")


def _is_body(name: str, body: Any) -> bool:
    known = name.endswith(("Request", "Response")) or name == NOTIFICATION
    return known and isinstance(body, dict)


def _read(data: bytes) -> dict[str, Any]:
    if len(data) > LIMIT:
        raise ProtocolError(f"The message is longer than {LIMIT} bytes")
    try:
        content = json.loads(
            data.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_refuse,
            object_pairs_hook=_unique,
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise ProtocolError("The message is no JSON") from error
    if not isinstance(content, dict):
        raise ProtocolError("This is no nexo message")
    return content


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice: who reads the other one sees another amount."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _digits(value: Decimal) -> str:
    """Return all digits; ``normalize`` would round to the context's precision."""
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, Mapping):
        fields = (f"{json.dumps(name)}:{_text(item)}" for name, item in value.items())
        return "{" + ",".join(fields) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_text(item) for item in value) + "]"
    if isinstance(value, float):
        raise TypeError("Amounts are Decimal, never float")
    return json.dumps(value, ensure_ascii=False)
