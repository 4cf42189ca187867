"""What the terminal answers."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass

from ...errors import ProtocolError
from ...framing.caisse_ap import Field
from .. import currencies
from ..masking import mask_card_numbers, mask_pan
from . import const

_COPIES = {"COMMER": "merchant", "MARCHAND": "merchant", "MERCHANT": "merchant"}


@dataclass(frozen=True)
class Answer:
    """One message of the terminal; unknown tags are left out, the card is masked.

    ``status`` is ``AE``; ``reason`` the first two characters of ``AF`` (sub-fields may
    follow); ``amount`` in minor units; texts that did not come are empty.
    """

    status: str = ""
    reason: str = ""
    till: str = ""
    amount: int | None = None
    action: str = ""
    currency: str = ""
    till_reference: str = ""
    masked_pan: str = ""
    authorisation: str = ""
    application: str = ""
    aid: str = ""
    contract: str = ""
    read_mode: str = ""
    slip_customer: str = ""
    slip_merchant: str = ""

    @property
    def final(self) -> bool:
        """The terminal says how it ended; ``AE`` 11 only tells that it begins."""
        return self.status in (const.DONE, const.NOT_DONE)

    @property
    def brand(self) -> str:
        """Name of the card application."""
        return const.BRANDS.get(self.application, "")

    @property
    def entry(self) -> str:
        """How the card was read."""
        found = const.ENTRY.get(self.read_mode, "")
        if not found and self.application in const.CONTACTLESS:
            return "contactless"
        return found

    @property
    def currency_name(self) -> str:
        """The currency's three letters."""
        return currencies.alphabetic(self.currency)


def parse(fields: Iterable[Field]) -> Answer:
    """Read one message.

    :raises ProtocolError: a tag came twice, or the amount is no number.
    """
    values: dict[str, str] = {}
    for field in fields:
        if field.tag in values:
            raise ProtocolError(f"The terminal sent the field {field.tag} twice")
        values[field.tag] = field.value
    slips = _slips(values)
    return Answer(
        status=values.get(const.STATUS, ""),
        reason=values.get(const.REASON, "")[:2],
        till=values.get(const.TILL, ""),
        amount=_amount(values.get(const.AMOUNT)),
        action=values.get(const.ACTION, ""),
        currency=values.get(const.CURRENCY, ""),
        till_reference=values.get(const.TILL_REFERENCE, ""),
        masked_pan=mask_pan(values.get(const.PAN, "").strip()),
        authorisation=values.get(const.AUTHORISATION, "").strip(),
        application=values.get(const.APPLICATION, ""),
        aid=values.get(const.AID, "").strip(),
        contract=values.get(const.CONTRACT, "").strip(),
        read_mode=values.get(const.READ_MODE, ""),
        slip_customer=slips.get("customer", ""),
        slip_merchant=slips.get("merchant", ""),
    )


def _amount(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise ProtocolError("The terminal sent an amount that is no number")
    return int(text)


def _slips(values: dict[str, str]) -> dict[str, str]:
    """Return the receipts by copy; in dialect 0320 they come in base64."""
    slips: dict[str, str] = {}
    for tag in const.RECEIPTS:
        raw = values.get(tag)
        if raw is None:
            continue
        coded = values.get(const.VERSION) == const.NEPTING
        text = _plain(_decoded(raw) if coded else raw)
        copy = _copy(text)
        slips[copy] = f"{slips[copy]}\n{text}" if copy in slips else text
    return slips


def _decoded(raw: str) -> str:
    """Return the text of a base64 receipt; one that is none is taken as it stands."""
    try:
        found = base64.b64decode(raw, validate=True)
    except (binascii.Error, ValueError):
        return raw
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError:
        return found.decode("iso-8859-1")


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = (
        "".join(letter for letter in line if letter.isprintable()) for line in lines
    )
    return mask_card_numbers("\n".join(line.rstrip() for line in shown).strip("\n"))


def _copy(text: str) -> str:
    upper = text.upper()
    for word, copy in _COPIES.items():
        if word in upper:
            return copy
    return "customer"
