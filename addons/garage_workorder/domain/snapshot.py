"""Frozen evidence of what the customer saw and decided.

A snapshot is plain data. Its canonical text is the same for the same content whatever
the order of keys, so that its SHA-256 digest proves that nothing was changed later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

Plain = Mapping[str, Any] | Sequence[Any]


def canonical(content: Plain) -> str:
    """Return the one text for this content.

    :raises TypeError: when something in it is not plain data
    """
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(text: str, expected: str) -> bool:
    """Tell whether a stored text still has the digest taken when it was frozen."""
    return digest(text) == expected
