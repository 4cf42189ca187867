"""``ops.ini``: which number an operation has in this installation.

Lines are ``number=class,subclass,label`` (as read in till integrations that list them,
``1=1,1,ОПЛАТА ТОВАРА``). Numbers differ from one installation to the next, so they are
found by label; the set-up may give a number where a label is not found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..cyrillic import decode

_LINE = re.compile(r"\s*(\d{1,4})\s*=\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,(.*)")
_WORDS = ("ОПЛАТА", "СВЕРКА", "ВОЗВРАТ", "ОТМЕНА")

# Beginnings of labels, the better ones first.
_LABELS = {
    "sale": ("ОПЛАТА ТОВАРА", "ОПЛАТА", "ПОКУПКА"),
    "refund": ("ВОЗВРАТ ТОВАРА", "ВОЗВРАТ"),
    "cancel": ("УНИВЕРСАЛЬНАЯ ОТМЕНА",),
    "cancel_last": ("ОТМЕНА ПОСЛ",),
    "settle": ("СВЕРКА ИТОГОВ",),
    "ping": ("PING", "ПРОВЕРКА ПОДКЛЮЧЕНИЯ"),
    "reprint": ("ПЕЧАТЬ ДУБЛИКАТА ПОСЛЕДН",),
}
ROLES = tuple(_LABELS)
NEEDED_LINE = "10=2,1,СВЕРКА ИТОГОВ"
_ADVICE = "_ADVICE"


@dataclass(frozen=True)
class Line:
    """One operation as the file describes it."""

    operation_class: int
    subclass: int
    label: str


def parse(data: bytes) -> dict[int, Line]:
    """Return the operations by number; of repeated numbers the first counts.

    Comment lines and damaged ones are passed over.
    """
    found: dict[int, Line] = {}
    for text in decode(data, _WORDS).splitlines():
        match = _LINE.fullmatch(text)
        if match is None:
            continue
        label = " ".join(match[4].partition("//")[0].split()).upper()
        found.setdefault(int(match[1]), Line(int(match[2]), int(match[3]), label))
    return found


def by_role(lines: Mapping[int, Line]) -> dict[str, int]:
    """Return the numbers of the operations that the box uses, by role.

    The first fitting beginning counts, then the lowest number.
    """
    found: dict[str, int] = {}
    for role, beginnings in _LABELS.items():
        for beginning in beginnings:
            numbers = [
                number
                for number, line in lines.items()
                if line.label.startswith(beginning) and not line.label.endswith(_ADVICE)
            ]
            if numbers:
                found[role] = min(numbers)
                break
    return found


def has_needed_line(lines: Mapping[int, Line]) -> bool:
    """Tell whether the line is there that the totals need."""
    return lines.get(10) == Line(2, 1, "СВЕРКА ИТОГОВ")
