"""How a part was found, so that the screen can say why it is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """``how`` is one of exact, ean, xref, newer, prefix, near, text, spelled, list.

    ``number`` is the number or word that matched where the row does not show it;
    ``relation`` the kind of cross reference, or what differs of a near number.
    """

    how: str
    number: str = ""
    relation: str = ""
