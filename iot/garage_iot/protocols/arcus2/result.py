"""What a run of the ARCUS2 tool says: ``rc.out``, ``output.dat``, ``cheq.out``.

As read in a bridge for Linux, a till add-on and a C++ wrapper [1 source each]. Success
is 000 only, although one bridge takes 001, 003 and 020 too; 999 means that the pinpad
did not answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..cyrillic import decode
from ..masking import mask_card_numbers, mask_pan

OK = "000"
NO_ANSWER = "999"
_WORDS = ("СУММА", "ТЕРМИНАЛ", "ОДОБРЕНО", "ОТКАЗ", "ОПЛАТА", "КАРТА")
_CODE = re.compile(r"(?:.*:)?\s*([0-9A-Z]{3})\s*", re.IGNORECASE)
_USUAL = re.compile(r"[A-Z]{0,2}[0-9]+", re.ASCII)
_FULL = 9  # with fewer lines only the first and the last one mean something
_MINOR = re.compile(r"\d{1,12}")
_MAJOR = re.compile(r"(\d{1,10})[.,](\d\d)")
_SUM = re.compile(r"^\s*СУММА\b[^\d\n]*(\d{1,10})[.,](\d\d)\b", re.I | re.M)
_RECEIPT = re.compile(r"\bЧЕК\b[\s:№N#]*(\d{1,10})", re.I)
_RRN = re.compile(r"\bRRN\b[\s:]*(\d{1,16})", re.I)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_LONGEST = 16_000


@dataclass(frozen=True)
class Output:
    """Content of ``output.dat``; ``amount`` in minor units where it can be read."""

    code: str = ""
    masked_pan: str = ""
    terminal_id: str = ""
    auth_code: str = ""
    card_type: str = ""
    message: str = ""
    amount: int | None = None
    rrn: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


def parse_code(data: bytes) -> str:
    """Return the three signs of ``rc.out`` (or ``can_rc.out``), empty: none there."""
    lines = data.decode("latin-1").strip().splitlines()
    found = _CODE.fullmatch(lines[0]) if lines else None
    return found[1].upper() if found else ""


def is_usual(code: str) -> bool:
    """Tell whether a code looks like one: 116, ED3 (letters stand before digits).

    Others mean something only where ``rc_res.ini`` says so.
    """
    return _USUAL.fullmatch(code) is not None


def parse_output(data: bytes) -> Output:
    """Read ``output.dat`` of any length."""
    lines = [line.strip() for line in decode(data, _WORDS).splitlines()]
    if not any(lines):
        return Output()
    match = _CODE.fullmatch(lines[0])
    code = match[1].upper() if match else ""
    if len(lines) < _FULL:
        words = [line for line in lines[1:] if line]
        return Output(code, message=_message(words[-1]) if words else "")
    return Output(
        code=code,
        masked_pan=mask_pan(lines[1]),
        terminal_id=lines[2][:12],
        auth_code=lines[3][:12],
        card_type=lines[4][:30],
        message=_message(lines[5]),
        amount=parse_amount(lines[6]),
        rrn=lines[7] if re.fullmatch(r"\d{1,16}", lines[7]) else "",
        extra=_pairs(lines[_FULL:]),
    )


def parse_amount(text: str) -> int | None:
    """Return minor units: whole numbers are minor, two decimals are major units."""
    if _MINOR.fullmatch(text):
        return int(text)
    major = _MAJOR.fullmatch(text)
    return int(major[1]) * 100 + int(major[2]) if major else None


def slip_text(data: bytes) -> str:
    """Return the slip as text: control characters out, card numbers masked."""
    text = decode(data, _WORDS).replace("\r\n", "\n").replace("\r", "\n")
    return mask_card_numbers(_CONTROL.sub("", text).strip("\n")[:_LONGEST].rstrip())


def slip_amount(text: str) -> int | None:
    """Return the amount of a slip, None when it shows none or several."""
    found = {int(whole) * 100 + int(cents) for whole, cents in _SUM.findall(text)}
    return found.pop() if len(found) == 1 else None


def slip_receipt(text: str) -> str:
    """Return the receipt number of a slip where it can be read."""
    found = _RECEIPT.search(text)
    return found[1] if found else ""


def slip_reference(text: str) -> str:
    """Return the RRN of a slip where it can be read."""
    found = _RRN.search(text)
    return found[1] if found else ""


def _message(text: str) -> str:
    return mask_card_numbers(_CONTROL.sub("", text))[:200]


def _pairs(lines: list[str]) -> dict[str, str]:
    """Read ``key=value`` and ``key: value`` lines."""
    found: dict[str, str] = {}
    for line in lines:
        name, sign, value = line.partition("=")
        if not sign:
            name, sign, value = line.partition(":")
        if sign and name.strip():
            found.setdefault(name.strip().upper(), mask_card_numbers(value.strip()))
    return found
