"""Who paid? What is known about a payer's account and name."""

from __future__ import annotations

from collections import defaultdict

from .index import ItemIndex
from .normalise import iban_key, name_key, names_agree
from .values import BankLine, Knowledge


class Payers:
    """Answers which customer a bank line comes from."""

    def __init__(self, knowledge: Knowledge, index: ItemIndex) -> None:
        """Learn accounts from ``knowledge`` and names from it and the open items."""
        self.by_iban = {
            iban_key(iban): partners
            for iban, partners in knowledge.partners_by_iban.items()
        }
        names: dict[str, set[int]] = defaultdict(set)
        for name, partners in knowledge.partners_by_name.items():
            names[name_key(name)].update(partners)
        for item in index.items.values():
            names[name_key(item.partner_name)].add(item.partner)
        names.pop("", None)
        self.by_name = {name: frozenset(found) for name, found in names.items()}

    def from_iban(self, line: BankLine) -> int | None:
        """Return the one customer who pays from this account, else None."""
        return _only(self.by_iban.get(iban_key(line.iban), frozenset()))

    def from_name(self, line: BankLine) -> int | None:
        """Return the one customer of this name; two of the same name: None."""
        return _only(self.by_name.get(name_key(line.payer), frozenset()))

    def surely(self, line: BankLine, partner: int) -> bool:
        """Tell whether this customer pays: by account, else by the whole name.

        An account that is known to be another's speaks against the customer.
        """
        owners = self.by_iban.get(iban_key(line.iban), frozenset())
        if owners:
            return partner in owners
        return self.from_name(line) == partner

    def known(self, line: BankLine, partner: int, name: str) -> bool:
        """Tell whether account or name of the payer belong to this customer."""
        if partner in self.by_iban.get(iban_key(line.iban), frozenset()):
            return True
        if partner in self.by_name.get(name_key(line.payer), frozenset()):
            return True
        return names_agree(line.payer, name)


def _only(partners: frozenset[int]) -> int | None:
    return next(iter(partners)) if len(partners) == 1 else None
