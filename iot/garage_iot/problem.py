"""What is wrong with one setting: a sentence that also says where and which rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Problem(str):
    """A sentence about a setting.

    :param code: stable word of the contract, e.g. ``required``.
    :param field: the setting: ``host``, ``port``, ``path``, ``folder``, ``name``,
        ``kind``, ``driver`` or ``parameters.<name>``; empty: none of its own.
    :param about: what the sentence names beside the setting: a limit, the choices, a
        file, a folder.
    """

    code: str
    field: str
    about: str

    def __new__(
        cls, text: str, code: str = "other", field: str = "", about: str = ""
    ) -> Problem:
        """Return the sentence with its code."""
        problem = super().__new__(cls, text)
        problem.code = code
        problem.field = field
        problem.about = about
        return problem

    def at(self, field: str) -> Problem:
        """Return the same problem of another setting."""
        return Problem(self, self.code, field, self.about)

    def as_dict(self) -> dict[str, Any]:
        """Return the problem as the API writes it."""
        return {
            "field": self.field,
            "code": self.code,
            "about": self.about,
            "message": str(self),
        }


def described(problems: Iterable[str]) -> list[dict[str, Any]]:
    """Return problems as the API writes them."""
    return [
        (one if isinstance(one, Problem) else Problem(one)).as_dict()
        for one in problems
    ]


def no_folder(folder: object, which: str) -> Problem:
    """Return that a program's folder is not there; ``which`` one it should be."""
    words = f"There is no folder {folder}. {which}"
    return Problem(words, "no_folder", "folder", str(folder))


def read_only(folder: object) -> Problem:
    """Return that the box may not write where a program leaves its results."""
    words = f"The box may not write into {folder}, where results appear."
    return Problem(words, "read_only", "folder", str(folder))


def no_file(folder: object, name: str) -> Problem:
    """Return that a file of a program is missing or cannot be read."""
    words = f"{name} in {folder} is missing or cannot be read."
    return Problem(words, "no_file", "folder", name)
