"""What an Odoo IoT box and this server say to each other (``iot_drivers`` 19.0).

The box knows the pairing token and sends it with ``/iot/setup`` only. Server and box
make the secret of the box's API from it, so that the secret itself never travels.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode

BOX_PORT = 8069
PREFIX = "garage_"
KINDS = {"payment": "terminal", "printer": "printer"}
_PURPOSE = b"garage_iot/v1"
_LONGEST = 200
_MOST_DEVICES = 200
_MOST_LINES = 51


class BadMessageError(ValueError):
    """The message cannot come from a box; says what is wrong in one sentence."""


@dataclass(frozen=True)
class Device:
    """One device of our handlers that the box reports."""

    identifier: str
    name: str
    kind: str


@dataclass(frozen=True)
class Setup:
    """What a box says at its start and when its devices or its address change."""

    serial: str
    token: str
    address: str
    version: str
    devices: tuple[Device, ...]

    @property
    def url(self) -> str:
        """Return where the box answers the till."""
        return f"http://{self.address}:{BOX_PORT}"


def api_secret(token: str) -> str:
    """Return the secret of the box's API as both sides make it from the token."""
    return hmac.new(token.encode(), _PURPOSE, hashlib.sha256).hexdigest()


def connection(server: str, database: str, token: str) -> str:
    """Return the text that an Odoo IoT box takes as its server.

    An empty ``db_uuid`` keeps the box from asking Odoo's servers for a certificate
    that only a subscription gets.
    """
    values = {"token": token, "db_uuid": "", "enterprise_code": ""}
    return f"{server.rstrip('/')}?{urlencode({**values, 'db_name': database})}"


def params(body: bytes) -> dict[str, Any]:
    """Return the ``params`` of a JSON message.

    :raises BadMessageError: no JSON, or none with params.
    """
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadMessageError("The body is not JSON.") from error
    found = content.get("params") if isinstance(content, dict) else None
    if not isinstance(found, dict):
        raise BadMessageError("params must be an object.")
    return found


def named(body: bytes, *names: str) -> tuple[str, ...]:
    """Return the texts with these names in ``params``.

    :raises BadMessageError: with what is wrong.
    """
    values = params(body)
    return tuple(text(values, name) for name in names)


def text(values: Mapping[str, Any], name: str) -> str:
    """Return a text of at most 200 printable characters.

    :raises BadMessageError: it is missing, too long or holds something odd.
    """
    value = values.get(name)
    if isinstance(value, str) and is_text(value):
        return value
    words = f"{name} must be a text of 1 to {_LONGEST} printable characters."
    raise BadMessageError(words)


def is_text(value: object) -> bool:
    """Tell whether this is a text of at most 200 printable characters."""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and value.isprintable()


def setup(body: bytes) -> Setup:
    """Read ``/iot/setup``.

    :raises BadMessageError: with what is wrong.
    """
    values = params(body)
    box, devices = values.get("iot_box"), values.get("devices")
    if not isinstance(box, dict) or not isinstance(devices, dict):
        raise BadMessageError("iot_box and devices must be objects.")
    if len(devices) > _MOST_DEVICES:
        raise BadMessageError(f"devices must be {_MOST_DEVICES} at most.")
    address = text(box, "ip")
    if not all(sign.isalnum() or sign in ".-" for sign in address):
        raise BadMessageError("ip must be an address or a name.")
    return Setup(
        serial=text(box, "identifier"),
        token=text(box, "token"),
        address=address,
        version=text(box, "version"),
        devices=tuple(_devices(devices)),
    )


def _devices(found: Mapping[str, Any]) -> list[Device]:
    """Return the devices of our handlers; stock ones are none of our business."""
    own = []
    for identifier, device in found.items():
        if not isinstance(device, dict):
            raise BadMessageError("Each device must be an object.")
        kind = KINDS.get(str(device.get("type")))
        if identifier.startswith(PREFIX) and kind:
            name = text(device, "name")
            own.append(Device(identifier.removeprefix(PREFIX), name, kind))
    return own


def host_names(address: str) -> list[str]:
    """Return the name of a box that has one: its API answers to names it knows."""
    try:
        ip_address(address)
    except ValueError:
        return [address]
    return []


def log_lines(body: bytes) -> tuple[str, list[str]]:
    """Read ``/iot/log``: ``identifier SERIAL``, then ``LEVEL,LINE``, each with a mark.

    Characters that could forge another line of a log are replaced.

    :raises BadMessageError: the first line names no box.
    """
    parts = body.decode("utf-8", "replace").split("<log/>\n")
    first, *rest = (part.strip() for part in parts)
    name, _, serial = first.partition(" ")
    if name != "identifier":
        raise BadMessageError("The first line must name the box.")
    clean = (_clean(line)[:500] for line in rest[:_MOST_LINES] if line)
    return text({"identifier": serial}, "identifier"), list(clean)


def _clean(line: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in line)
