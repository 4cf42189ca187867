"""Typing errors in numbers: one digit wrong, missing, doubled or swapped."""

from __future__ import annotations


def one_error_apart(first: str, second: str) -> bool:
    """Tell whether two strings differ by exactly one common typing error.

    One character replaced, left out, added, or two neighbours swapped.
    """
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    if len(first) > len(second):
        first, second = second, first
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    if len(first) < len(second):
        return first[start:] == second[start + 1 :]
    if first[start + 1 :] == second[start + 1 :]:
        return True
    swapped = second[start + 1 : start + 2] + second[start : start + 1]
    return first[start : start + 2] == swapped and (
        first[start + 2 :] == second[start + 2 :]
    )
