"""Bar codes as scanners and people type them."""

from __future__ import annotations


def clean_code(text: str | None) -> str:
    """Return the code without blanks and the signs that scanners add, "" for nothing.

    Scanners may end a code with a line break or a tab; people copy blanks along.
    """
    return "".join(char for char in text or "" if char.isprintable() and char != " ")
