"""Numbers of the key board."""

from __future__ import annotations

from collections.abc import Collection


def next_tag(used: Collection[str], hooks: int) -> str:
    """Return the lowest free number of the board, empty when every hook is taken.

    :param used: tags that hang on the board, as they are written on them
    :param hooks: how many hooks the board has
    """
    taken = {tag.strip().lstrip("0") for tag in used}
    for number in range(1, hooks + 1):
        if str(number) not in taken:
            return str(number)
    return ""
