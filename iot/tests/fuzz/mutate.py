"""Changes to an input that keep most of it: what a broken line or device would do."""

from __future__ import annotations

from random import Random

LONGEST = 1024
_EDGES = (0x00, 0x01, 0x06, 0x0F, 0x10, 0x7F, 0x80, 0x81, 0x82, 0xF0, 0xF9, 0xFF)


def mutate(data: bytes, others: list[bytes], chance: Random) -> bytes:
    """Return a changed copy, at most :data:`LONGEST` bytes long."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(changed) + 1)
        how = chance.randrange(6)
        if how == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            changed[at:at] = bytes([chance.choice(_EDGES)])
        elif how == 2:
            del changed[at : at + chance.randrange(1, 9)]
        elif how == 3 and others:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            changed[at:at] = other[start : start + chance.randrange(1, 65)]
        elif how == 4 and at < len(changed):
            changed[at] = chance.randrange(256)
        else:
            changed[at:at] = changed[at : at + chance.randrange(1, 17)]
    return bytes(changed[:LONGEST])
