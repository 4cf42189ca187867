"""Who opens a customer's link: known devices, and a question for further ones.

A link may be passed on. The first devices are taken for the customer's own; each
further one is asked for the last digits of the customer's phone number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

#: devices that may open a link without a question (phone and computer)
FREE_DEVICES = 2
#: wrong answers before the link asks to call instead
MAX_MISSES = 5
DIGITS = 4


def mark(secret: str) -> str:
    """Return what is kept of a device's secret: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_known(secret: str, known: Collection[str]) -> bool:
    """Tell whether a device with this secret was here before."""
    return bool(secret) and mark(secret) in known


def last_digits(phone: str) -> str:
    """Return the last digits of a phone number, empty when it has too few."""
    digits = "".join(char for char in phone if char.isdecimal())
    return digits[-DIGITS:] if len(digits) >= DIGITS + 2 else ""


def must_prove(secret: str, known: Collection[str], phone: str) -> bool:
    """Tell whether a device has to name the last digits before it sees anything."""
    if is_known(secret, known) or len(known) < FREE_DEVICES:
        return False
    return bool(last_digits(phone))


def is_proof(answer: str, phone: str) -> bool:
    """Tell whether the answer holds the last digits of the phone number."""
    expected = last_digits(phone)
    given = "".join(char for char in answer if char.isdecimal())
    return bool(expected) and given[-DIGITS:] == expected
