"""Two lines for a customer display, with python-escpos."""

from __future__ import annotations

from dataclasses import dataclass

from .letters import Letters
from .paper import Paper, new_printer

DISPLAYS = ("OCD-300", "OCD-100", "AF-240", "default")
MOST_LINES = 2


@dataclass(frozen=True)
class DisplayLine:
    """One line: a text at the left edge and one at the right, e.g. an amount."""

    left: str
    right: str = ""

    def laid_out(self, columns: int) -> str:
        """Return exactly one line; the right text stays whole, the left one is cut.

        >>> DisplayLine("Remblokken vooras", "89,00").laid_out(20)
        'Remblokken voo 89,00'
        """
        right = self.right[:columns]
        room = columns - len(right) - (1 if right else 0)
        return (self.left[: max(room, 0)].ljust(columns - len(right)) + right)[:columns]


def show(lines: list[DisplayLine], profile: str, columns: int) -> bytes:
    """Return the bytes that replace what a display shows.

    The display is selected first and the printer behind it last, so that one on a
    printer's cable (pass-through) works, too.
    """
    letters = Letters(profile)
    device = new_printer(Paper(profile=profile, columns=columns))
    device.linedisplay_select(select_display=True)
    device.linedisplay_clear()
    for line in lines[:MOST_LINES]:
        clean = DisplayLine(letters.clean(line.left), letters.clean(line.right))
        # Exactly as many letters as the display has: the cursor moves on by itself.
        device.text(clean.laid_out(columns))
    device.linedisplay_select(select_display=False)
    return bytes(device.output)
