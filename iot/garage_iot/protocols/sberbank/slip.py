"""File ``p``: the slip that a UPOS tool leaves for the printer.

Fields as on the slips published with a C# wrapper [1 source]. Only what is there is
read: a refund slip carries no "ОДОБРЕНО" and no authorisation code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ..cyrillic import decode
from ..masking import mask_card_numbers, mask_pan

# PrinterEnd=01: this byte ends every copy in the file.
_CUT = "\x01"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_WORDS = ("Терминал", "Сумма", "Мерчант")
_OPERATIONS = {"оплата": "sale", "возврат": "refund", "отмена": "reversal"}
_CURRENCIES = {"руб": "RUB", "rub": "RUB", "usd": "USD", "eur": "EUR"}
_LONGEST = 16_000

_AMOUNT = re.compile(
    r"^\s*Сумма\s*(?:\((?P<currency>[^)\n]{1,8})\))?\s*:\s*"
    r"(?P<whole>\d{1,9})[.,](?P<cents>\d{2})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_STAMP = re.compile(
    r"^\s*(\d\d\.\d\d\.\d\d)\s+(\d\d:\d\d)\s+ЧЕК\s+(\d{1,10})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_OPERATION = re.compile(
    r"^\s*\S.*?\s(Оплата|Возврат|Отмена)\s*$", re.IGNORECASE | re.MULTILINE
)
_TERMINAL = re.compile(r"Терминал\s*:\s*(\d{1,12})", re.IGNORECASE)
_MERCHANT = re.compile(r"Мерчант\s*:\s*(\d{1,15})", re.IGNORECASE)
_CARD = re.compile(
    r"^\s*[КK]арта\s*:?\s*(?:\((\w{1,3})\))?\s*([\d*]{8,19})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_AUTHORISATION = re.compile(r"Код\s+авторизации\s*:\s*(\w{1,12})", re.IGNORECASE)
_REFERENCE = re.compile(r"Номер\s+ссылки\s*:\s*(\d{1,16})", re.IGNORECASE)
_APPLICATION = re.compile(r"^\s*(\S.{0,30}?)\s+A0{6,9}[0-9A-F]+\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Slip:
    """What one slip shows; empty text or None: it is not there.

    ``amount`` is in kopecks; ``moment`` the terminal's local time (minutes exact);
    ``copies`` are the printed texts, card numbers masked.
    """

    copies: tuple[str, ...]
    operation: str = ""
    amount: int | None = None
    currency: str = ""
    receipt_no: str = ""
    reference_no: str = ""
    auth_code: str = ""
    terminal_id: str = ""
    merchant_no: str = ""
    card_brand: str = ""
    masked_pan: str = ""
    moment: datetime | None = None


def decode_slip(data: bytes) -> tuple[str, ...]:
    """Return the copies in the file: code page found, controls out, cards masked."""
    text = decode(data, _WORDS).replace("\r\n", "\n").replace("\r", "\n")
    copies = []
    for part in text.split(_CUT):
        clean = _CONTROL.sub("", part).rstrip()[:_LONGEST]
        if clean.strip():
            copies.append(mask_card_numbers(clean).strip("\n"))
    return tuple(copies)


def parse(data: bytes) -> Slip | None:
    """Return the slip, None when the file holds no text."""
    copies = decode_slip(data)
    if not copies:
        return None
    text = copies[0]
    amount, currency = _amount(text)
    stamp = _STAMP.search(text)
    card = _CARD.search(text)
    return Slip(
        copies=copies,
        operation=_operation(text),
        amount=amount,
        currency=currency,
        receipt_no=stamp[3] if stamp else "",
        reference_no=_first(_REFERENCE, text),
        auth_code=_first(_AUTHORISATION, text),
        terminal_id=_first(_TERMINAL, text),
        merchant_no=_first(_MERCHANT, text),
        card_brand=_first(_APPLICATION, text).strip(),
        masked_pan=mask_pan(card[2]) if card else "",
        moment=_moment(f"{stamp[1]} {stamp[2]}") if stamp else None,
    )


def _amount(text: str) -> tuple[int | None, str]:
    """Return the amount if every amount on the slip is the same one."""
    found = list(_AMOUNT.finditer(text))
    amounts = {int(match["whole"]) * 100 + int(match["cents"]) for match in found}
    if len(amounts) != 1:
        return None, ""
    word = (found[0]["currency"] or "").strip(" .").casefold()
    return amounts.pop(), _CURRENCIES.get(word, "")


def _operation(text: str) -> str:
    words = {match.casefold() for match in _OPERATION.findall(text)}
    return _OPERATIONS[words.pop()] if len(words) == 1 else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%d.%m.%y %H:%M").astimezone()
    except (ValueError, OverflowError, OSError):
        return None
