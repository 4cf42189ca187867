"""A card number that arrives as such: at most the first six and last four stay."""

from __future__ import annotations

import re

_LEFT, _RIGHT = 6, 4
_KEPT = 40


def masked_pan(text: str) -> str:
    """Return a card number field fit to be stored.

    Whatever the terminal did already is kept; if more than ten digits are left they
    are masked here, without looking at a check digit. Track data (after ``=`` or
    ``D``) is cut off.
    """
    number = re.split(r"[=D^]", text.strip())[0][:_KEPT]
    places = [place for place, letter in enumerate(number) if letter.isdigit()]
    hidden = set(places[_LEFT:-_RIGHT]) if len(places) > _LEFT + _RIGHT else set()
    return "".join("*" if i in hidden else letter for i, letter in enumerate(number))
