"""What the till asks: the fields of a request in their usual order.

``CZ`` comes first, the order of the others is free [2+]. Example for 49.90 EUR:
``CZ0040300 CJ012000000000042 CA00203 CB0044990 CD0010 CE003978 BA0010 BF0010``.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...framing.caisse_ap import Field
from . import const

_HIGHEST = 10**12 - 1


@dataclass(frozen=True)
class Request:
    """One request.

    ``action`` as in :mod:`.const`; ``amount`` in minor units, None where no money is
    meant; ``currency`` three digits; ``number`` the till's running number: it goes
    into the required identifier ``CJ`` and, in dialect 0320, into ``CF``.
    """

    action: str
    number: int
    till: str = "01"
    dialect: str = const.STANDARD
    amount: int | None = None
    currency: str = "978"

    def fields(self) -> tuple[Field, ...]:
        """Return the fields to send.

        :raises ValueError: the amount does not fit into twelve digits.
        """
        identifier = f"{self.number % 10**12:012d}"
        fields = [
            Field(const.VERSION, self.dialect),
            Field(const.PROTOCOL_ID, identifier),
            Field(const.TILL, self.till),
        ]
        if self.amount is not None:
            fields.append(Field(const.AMOUNT, _amount(self.amount)))
        fields.append(Field(const.ACTION, self.action))
        if self.amount is not None:
            fields.append(Field(const.CURRENCY, self.currency))
            fields.append(Field(const.ANSWER_MODE, "0"))
            fields.append(Field(const.PARTIAL, "0"))
            if self.dialect == const.NEPTING:
                fields.append(Field(const.TILL_REFERENCE, identifier))
        return tuple(fields)


def _amount(amount: int) -> str:
    """Return an amount with two digits at least, also below ten cents."""
    if not 0 < amount <= _HIGHEST:
        raise ValueError("Caisse-AP takes amounts from 1 to 999999999999 cents")
    return f"{amount:02d}"
