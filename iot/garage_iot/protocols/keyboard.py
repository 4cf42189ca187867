"""Key events of Linux (``struct input_event``) to the codes that a scanner types.

Numbers of keys and events: linux/input-event-codes.h. A keyboard scanner types a code
and Enter; the letters depend on the keyboard layout it is set to.
"""

from __future__ import annotations

import struct

EVENT = struct.Struct("@llHHi")  # seconds, microseconds, type, code, value
EV_KEY, PRESSED = 1, 1
_RELEASED = 0
_ENTER, _SHIFTS, _TAB = (28, 96), (42, 54), 15
_ROWS = ((2, 12), (16, 12), (30, 11), (41, 1), (43, 1), (44, 10), (57, 1))
_KEYPAD = dict(zip(range(71, 84), "789-456+1230.", strict=True)) | {55: "*", 98: "/"}
_LONGEST = 4096
# Per layout the rows of keys without and with Shift, in the order of _ROWS.
_LAYOUTS = {
    "us": (
        ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "`", "\\", "zxcvbnm,./", " "),
        ("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"', "~", "|", "ZXCVBNM<>?", " "),
    ),
    "de": (
        ("1234567890ß´", "qwertzuiopü+", "asdfghjklöä", "^", "#", "yxcvbnm,.-", " "),
        ('!"§$%&/()=?`', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ", "°", "'", "YXCVBNM;:_", " "),
    ),
    "fr": (
        ("&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù", "²", "*", "wxcvbn,;:!", " "),
        ("1234567890°+", "AZERTYUIOP¨£", "QSDFGHJKLM%", "²", "µ", "WXCVBN?./§", " "),
    ),
}
LAYOUTS = tuple(_LAYOUTS)


def _keys(rows: tuple[str, ...]) -> dict[int, str]:
    found = dict(_KEYPAD)
    for (first, count), letters in zip(_ROWS, rows, strict=True):
        found |= dict(zip(range(first, first + count), letters, strict=True))
    return found


class KeyCodes:
    """Turns bytes of an event file into codes, whatever way they were cut."""

    def __init__(self, layout: str = "us") -> None:
        plain, shifted = _LAYOUTS[layout]
        self._letters = (_keys(plain), _keys(shifted))
        self._bytes = bytearray()
        self._typed = ""
        self._shifts: set[int] = set()

    def feed(self, received: bytes) -> list[str]:
        """Take bytes and return the codes that were ended with Enter or Tab."""
        self._bytes += received
        whole = len(self._bytes) // EVENT.size * EVENT.size
        events = list(EVENT.iter_unpack(bytes(self._bytes[:whole])))
        del self._bytes[:whole]
        found = [self._event(*event[2:]) for event in events]
        return [code for code in found if code]

    def flush(self) -> list[str]:
        """Nobody types without Enter: nothing is guessed from a pause."""
        return []

    def _event(self, kind: int, key: int, value: int) -> str:
        if kind != EV_KEY:
            return ""
        if key in _SHIFTS:
            (self._shifts.discard if value == _RELEASED else self._shifts.add)(key)
        elif value == PRESSED and (key in _ENTER or key == _TAB):
            typed, self._typed = self._typed.strip(), ""
            return typed
        elif value == PRESSED and len(self._typed) < _LONGEST:
            self._typed += self._letters[bool(self._shifts)].get(key, "")
        return ""
