"""Access tokens of the box API.

Token = ``base64url(payload) . base64url(HMAC-SHA256(secret, first part))``, both
without ``=``. The payload is JSON with sorted keys and no blanks. The server mints
tokens, the box checks them; the format is fixed by ``contract/token.json``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from .errors import ApiError

SCOPES = frozenset({"pay", "print", "drawer", "read", "manage"})


@dataclass(frozen=True)
class Grant:
    """What a checked token allows: ``user`` may use ``scopes`` until ``expires``.

    ``expires`` is in seconds since 1970 UTC; ``config`` is the point of sale.
    """

    user: str
    scopes: frozenset[str]
    config: int | None
    expires: int


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _decode(text: str) -> bytes:
    return base64.b64decode(
        text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
    )


def _sign(secret: str, first_part: str) -> str:
    digest = hmac.new(
        secret.encode("utf-8"), first_part.encode("ascii"), hashlib.sha256
    )
    return _encode(digest.digest())


def mint(secret: str, payload: dict[str, Any]) -> str:
    """Make a token for ``payload`` (keys box, config, user, scope, exp).

    :param secret: the box secret as text (64 hexadecimal digits), used as it stands.
    """
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"))
    first_part = _encode(text.encode("ascii"))
    return f"{first_part}.{_sign(secret, first_part)}"


def _refuse(reason: str) -> ApiError:
    return ApiError(401, "unauthorized", f"No valid token: {reason}.", reason=reason)


@lru_cache(maxsize=64)
def _read_payload(secret: str, token: str) -> Mapping[str, Any]:
    """Return what a good signature stands under; a till shows the same token often.

    :raises ApiError: 401; refusals are not remembered.
    """
    first_part, dot, signature = token.partition(".")
    if not dot or not token.isascii():
        raise _refuse("malformed")
    if not hmac.compare_digest(_sign(secret, first_part), signature):
        raise _refuse("signature")
    try:
        payload = json.loads(_decode(first_part))
    except (ValueError, binascii.Error) as error:
        raise _refuse("malformed") from error
    if not isinstance(payload, dict):
        raise _refuse("malformed")
    return MappingProxyType(payload)


def check(secret: str, box: str, token: str, now: float) -> Grant:
    """Check a token and return what it allows.

    :param now: seconds since 1970 UTC.
    :raises ApiError: 401 ``unauthorized`` with the reason ``malformed``,
        ``signature``, ``box`` or ``expired``.
    """
    payload = _read_payload(secret, token)
    expires, scopes = payload.get("exp"), payload.get("scope")
    if not isinstance(expires, int) or not isinstance(scopes, list):
        raise _refuse("malformed")
    if payload.get("box") != box:
        raise _refuse("box")
    if expires <= now:
        raise _refuse("expired")
    config = payload.get("config")
    return Grant(
        user=str(payload.get("user", "")),
        scopes=SCOPES.intersection(str(scope) for scope in scopes),
        config=config if isinstance(config, int) else None,
        expires=expires,
    )
