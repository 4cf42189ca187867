"""Brands and kinds of parts by what suppliers call them."""

from __future__ import annotations

from typing import Any


class RecordIds:
    """Finds or makes them; ``by_name`` remembers the brands that were asked for."""

    def __init__(self, env: Any) -> None:
        self._brand = env["garage.catalog.brand"]
        self._kind = env["garage.catalog.kind"]
        self.by_name: dict[str, int] = {}

    def brands(self, names: list[str]) -> list[int]:
        """Return the brands of these names."""
        self.by_name.update(self._brand._ids_by_name(names))
        return [self.by_name[name] for name in names]

    def coded_brand(self, code: str, name: str) -> int:
        """Return the brand of a sender's code; ``name`` names it if it is new."""
        return int(self._brand._id_by_code(code, name))

    def kinds(self, names: list[str]) -> list[int]:
        """Return the kinds of parts of these names."""
        found = self._kind._ids_by_name(names)
        return [found[name] for name in names]

    def part_types(self, numbers: list[int]) -> list[int]:
        """Return the kinds of parts of these part type numbers."""
        found = self._kind._ids_by_part_type(numbers)
        return [found[number] for number in numbers]
