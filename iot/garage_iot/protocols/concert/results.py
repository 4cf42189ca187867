"""The result of a Concert payment in words."""

from __future__ import annotations

NOT_ACCEPTED = (
    "Not accepted: declined, cancelled or no card in time. "
    "The terminal does not say which"
)
