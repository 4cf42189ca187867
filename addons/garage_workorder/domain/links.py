"""Secrets in the links that customers open without a log-in."""

from __future__ import annotations

import re

#: what ``secrets.token_urlsafe`` makes of 18 to 24 random bytes, and some room
SECRET = re.compile(r"[A-Za-z0-9_-]{16,64}")


def is_secret(text: object) -> bool:
    """Tell whether a text can be the secret of a link at all."""
    return isinstance(text, str) and SECRET.fullmatch(text) is not None
