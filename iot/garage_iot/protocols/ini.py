"""Settings files of the payment tools: ``NAME=value`` lines with comments."""

from __future__ import annotations

from .cyrillic import decode

_COMMENTS = ("#", ";", "//", "[")


def parse(data: bytes) -> dict[str, str]:
    """Return the settings by name in capitals; of repeated names the first counts.

    Lines that begin with ``#``, ``;``, ``//`` or a section's bracket are no settings;
    a comment behind a value is cut off at ``//`` (as in published cashreg.ini files).
    """
    found: dict[str, str] = {}
    for line in decode(data, ()).splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and name.strip() and not name.startswith(_COMMENTS):
            found.setdefault(name.strip().upper(), value.partition("//")[0].strip())
    return found
