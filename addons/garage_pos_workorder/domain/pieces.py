"""When a cashier is told that a piece is somebody else's, or the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Claim:
    """Somebody who wants pieces of a product.

    :param kind: ``reserved`` (put aside), ``held`` (being paid at another till) or
        ``needed`` (a job waits for it)
    :param quantity: pieces
    :param source: the record that says so
    """

    kind: str
    quantity: float
    source: Any = None


@dataclass(frozen=True)
class Claims:
    """What lies on the shelf, and who wants it; all numbers are pieces."""

    here: float
    claims: tuple[Claim, ...] = ()

    def total(self, kind: str) -> float:
        """Return the pieces of all claims of a kind."""
        return sum(claim.quantity for claim in self.claims if claim.kind == kind)

    @property
    def free(self) -> float:
        """Return what nobody has put aside and no other till is selling."""
        return self.here - self.total("reserved") - self.total("held")

    def is_taken_by(self, wanted: float) -> bool:
        """Tell whether selling ``wanted`` pieces takes them from somebody.

        Selling more than lies free takes what is put aside, when anything is; selling
        the last free ones takes what a job needs. Where nobody else wants any, a sale
        beyond the stock is no matter of others.
        """
        if wanted <= 0:
            return False
        spoken_for = self.total("reserved") + self.total("held")
        if spoken_for > 0 and wanted > self.free:
            return True
        needed = self.total("needed")
        return needed > 0 and wanted > self.free - needed
