"""Tokens that let a till talk to a box for the length of a working day.

A token is ``part "." base64url(HMAC-SHA256(secret, part))`` with ``part`` the
claims as base64url of sorted JSON, without padding. The box checks it with the
secret that it shares with the server (iot/contract/token.json).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence

LIFETIME_SECONDS = 16 * 3600
"""A token outlives the longest opening hours, so that paying by card goes on
when the server cannot be reached."""

CASHIER_SCOPES = ("pay", "print", "drawer", "read")
MANAGER_SCOPES = (*CASHIER_SCOPES, "manage")


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def claims(
    box: str, config: int, user: str, scope: Sequence[str], expires: int
) -> dict[str, object]:
    """Return the claims of a token.

    ``config`` is the id of the till (0: the server itself), ``user`` a text for
    the log of the box, ``expires`` is in seconds since 1970.
    """
    return {
        "box": box,
        "config": config,
        "user": user,
        "scope": list(scope),
        "exp": expires,
    }


def mint(secret: str, payload: Mapping[str, object]) -> str:
    """Sign ``payload`` with ``secret`` and return the token.

    Raises ValueError when the secret is empty: such a token would be forgeable.
    """
    if not secret:
        raise ValueError("The box has no secret.")
    text = json.dumps(payload, separators=(",", ":"), sort_keys=True)
    part = _encode(text.encode("ascii"))
    signature = hmac.new(secret.encode("ascii"), part.encode(), hashlib.sha256)
    return f"{part}.{_encode(signature.digest())}"
