"""Conditions of a fitment as one short key, so that equal statements meet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from .rows import Qualifier


def qualifiers_json(qualifiers: Iterable[Qualifier]) -> str | None:
    """Return the JSON text that is stored, None without conditions."""
    pairs = [[q.kind, q.value] for q in qualifiers]
    return json.dumps(pairs, ensure_ascii=False) if pairs else None


def qualifier_hash(
    qualifiers: Iterable[Qualifier], year_from: int = 0, year_to: int = 0
) -> bytes:
    """Return 8 bytes that differ when conditions or years differ, in any order."""
    pairs = sorted([q.kind, q.value] for q in qualifiers)
    text = json.dumps([year_from, year_to, pairs], ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def stored_qualifiers(
    qualifiers: tuple[Qualifier, ...], year_from: int = 0, year_to: int = 0
) -> tuple[str | None, bytes]:
    """Return JSON text and hash."""
    return (
        qualifiers_json(qualifiers),
        qualifier_hash(qualifiers, year_from, year_to),
    )
