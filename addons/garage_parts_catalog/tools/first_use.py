"""Two people who use a part for the first time in the same second."""

from __future__ import annotations

from typing import Any

from odoo.tools import SQL

_LOCK_SPACE = 1_734_439_522  # any constant of our own: advisory locks are global


def wait_for_others(cr: Any, item_id: int) -> None:
    """Wait until nobody else is making a product of this part.

    The lock ends with the transaction.  It is no lock on the row, which an import may
    hold for as long as it writes.
    """
    cr.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK_SPACE, item_id))
