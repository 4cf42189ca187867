"""Typed access to the fields of a document, with the place in every complaint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import BoxError

LONGEST_TEXT = 4000
LONGEST_PICTURE = 2_000_000
_MOST_ENTRIES = 500


class BadDocument(BoxError):
    """The document to print is not what the contract describes."""

    def __init__(self, message: str) -> None:
        super().__init__("bad_parameters", message)


class Fields:
    """The fields of one object; ``where`` names it, empty for the document itself.

    Every getter raises :class:`BadDocument` naming the field.
    """

    def __init__(self, content: Any, where: str = "") -> None:
        if not isinstance(content, Mapping):
            raise BadDocument(f"{where or 'data'} must be an object.")
        self._content = content
        self._where = where
        self._read: set[str] = set()

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Return a text; empty when it is left out or null."""
        value = self._get(name)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > longest:
            words = f"{self._name(name)} must be a text of at most {longest}"
            raise BadDocument(f"{words} characters.")
        return value

    def picture(self, name: str) -> str:
        """Return a picture as base64 text; empty when it is left out or null."""
        return self.text(name, LONGEST_PICTURE)

    def needed(self, name: str) -> str:
        """Return a text that must be there."""
        found = self.text(name)
        if not found.strip():
            raise BadDocument(f"{self._name(name)} is missing.")
        return found

    def texts(self, name: str) -> list[str]:
        """Return a list of texts without the empty ones."""
        values = self._list(name)
        if any(not isinstance(v, str) or len(v) > LONGEST_TEXT for v in values):
            raise BadDocument(f"{self._name(name)} must be a list of texts.")
        return [value for value in values if value]

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """Return a list of ``[left, right]`` texts."""
        return [self._pair(name, value) for value in self._list(name)]

    def one(self, name: str) -> Fields | None:
        """Return an object, or None when it is left out or null."""
        value = self._get(name)
        return None if value is None else Fields(value, self._name(name))

    def many(self, name: str) -> Iterator[Fields]:
        """Yield the objects of a list."""
        for number, value in enumerate(self._list(name)):
            entry = Fields(value, f"{self._name(name)}[{number}]")
            yield entry
            entry.done()

    def done(self) -> None:
        """Refuse fields that nobody asked for: a slip of the pen prints nothing."""
        unknown = sorted(set(map(str, self._content)) - self._read)
        if unknown:
            raise BadDocument(f"There is no field {self._name(unknown[0])[:100]}.")

    def _get(self, name: str) -> Any:
        self._read.add(name)
        return self._content.get(name)

    def _list(self, name: str) -> list[Any]:
        value = self._get(name)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > _MOST_ENTRIES:
            words = f"{self._name(name)} must be a list of at most {_MOST_ENTRIES}"
            raise BadDocument(f"{words} entries.")
        return value

    def _pair(self, name: str, value: Any) -> tuple[str, str]:
        whole = isinstance(value, list) and len(value) == 2
        if whole and all(isinstance(v, str) and len(v) <= LONGEST_TEXT for v in value):
            return value[0], value[1]
        raise BadDocument(f"{self._name(name)} must be a list of [left, right] texts.")

    def _name(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name
