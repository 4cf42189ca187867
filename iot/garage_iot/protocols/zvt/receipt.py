"""A slip made by the till, for terminals that print nothing and send no print lines.

What has to be on it: terminal id, merchant number, trace, receipt, masked card number,
card name, amount, result, AID, the card's own print texts and "Kontaktlos" (acceptance
test of one acquirer). The words are German, as on the terminals of that market.
"""

from __future__ import annotations

from datetime import datetime

from . import results
from .status import StatusInformation

_HEADINGS = {"sale": "Zahlung", "refund": "Gutschrift", "reversal": "Storno"}
_COPIES = {"customer": "** KUNDENBELEG **", "merchant": "** HÄNDLERBELEG **"}


def compose(
    info: StatusInformation, kind: str, stamp: datetime | None
) -> dict[str, str]:
    """Return the slips ``customer`` and ``merchant`` of one transaction.

    :param kind: sale, refund or reversal.
    :param stamp: local time of the transaction, see ``status.terminal_time``.
    """
    own_texts = {"customer": info.print_customer, "merchant": info.print_merchant}
    slips = {}
    for copy, title in _COPIES.items():
        lines = [title, *_lines(info, kind, stamp), *own_texts[copy].splitlines()]
        if copy == "merchant" and info.verification == "signature":
            lines += ["", "Unterschrift ......................"]
        slips[copy] = "\n".join(lines)
    return slips


def _lines(info: StatusInformation, kind: str, stamp: datetime | None) -> list[str]:
    amount = info.amount or 0
    booked = info.result == results.OK
    words = "Zahlung erfolgt" if kind == "sale" else f"{_HEADINGS[kind]} erfolgt"
    found = [
        ("Terminal-ID", info.terminal_id),
        ("VU-Nr", info.merchant_no),
        ("TA-Nr", info.trace_no),
        ("Beleg-Nr", info.receipt_no),
        ("", f"{_HEADINGS[kind]} {info.card_brand}".strip()),
        ("", "Kontaktlos" if info.entry == "contactless" else ""),
        ("Karte", info.masked_pan),
        ("AID", info.application_id),
        ("Genehmigung", info.auth_code),
        ("", stamp.strftime("%d.%m.%Y %H:%M:%S") if stamp is not None else ""),
        ("Betrag", f"{info.currency} {amount // 100},{amount % 100:02d}".strip()),
        ("", words if booked else f"Abgelehnt {info.result:02X} {info.text}".strip()),
    ]
    return [f"{label} {value}".strip() for label, value in found if value]
