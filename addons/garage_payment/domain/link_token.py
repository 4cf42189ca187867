"""Shape of the secret in a pay link."""

from __future__ import annotations

import hashlib
import re

LENGTH = 40  # hex digits, 160 bits
_SHAPE = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


def is_token(text: str) -> bool:
    """Tell whether ``text`` has the shape of a token; any input is allowed."""
    return len(text) == LENGTH and _SHAPE.fullmatch(text) is not None


def hash_token(token: str) -> str:
    """Return the SHA-256 of a token, the only form that is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
