"""Check a CAMT bank file before it is imported, and name its payments uniquely.

Source: ISO 20022 camt.052/053/054. The check is strict about the file (half a
file must not pass for a whole one) and lenient about single entries: what cannot
be read is taken out and reported, the rest goes on.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

_NAMESPACE = re.compile(r"\{(?P<ns>(?:urn:iso:std:iso:20022:tech:xsd:|ISO:)camt\..*)\}")


class DamagedFileError(Exception):
    """The file is not readable as a whole; ``line`` is where it breaks."""

    def __init__(self, line: int) -> None:
        """Keep the line number (counted from 1; 0: not known)."""
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Problem:
    """An entry that could not be read: its place in the file and what is wrong.

    ``kind``: amount, sign, date or pending.
    """

    place: int
    kind: str
    value: str


@dataclass(frozen=True)
class Checked:
    """The file without its unreadable entries, and the list of those."""

    data: bytes
    problems: tuple[Problem, ...]
    entries: int


def check(data: bytes) -> Checked | None:
    """Return the checked file, or None when it is no CAMT file at all.

    Raises DamagedFileError when it begins like one but cannot be read.
    """
    head = data.lstrip()[:2_000]
    if b"camt." not in head or not head.lstrip(b"\xef\xbb\xbf").startswith(b"<"):
        return None
    if b"<!DOCTYPE" in head or b"<!ENTITY" in data:
        raise DamagedFileError(1)
    root = _parse(data)
    match = _NAMESPACE.match(root.tag)
    if not match:
        return None
    space = {"n": match["ns"]}
    problems: list[Problem] = []
    entries = 0
    for statement in list(root[0]) if len(root) else []:
        for entry in statement.findall("n:Ntry", space):
            entries += 1
            problem = _entry_problem(entry, space, entries)
            if problem:
                problems.append(problem)
                statement.remove(entry)
            else:
                _merge_details(entry, space)
    return Checked(_write(root, match["ns"]), tuple(problems), entries)


def _parse(data: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        line = error.position[0]
    try:  # some banks announce UTF-8 and write Latin
        data.decode()
    except UnicodeDecodeError:
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", data.decode("iso-8859-15"))
        try:
            return ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            line = error.position[0]
    raise DamagedFileError(line)


def _write(root: ElementTree.Element, namespace: str) -> bytes:
    ElementTree.register_namespace("", namespace)
    return bytes(ElementTree.tostring(root, encoding="utf-8"))


def _entry_problem(
    entry: ElementTree.Element, space: dict[str, str], place: int
) -> Problem | None:
    amount = entry.findtext("n:Amt", "", space).strip()
    if _decimal(amount) is None:
        return Problem(place, "amount", amount)
    sign = entry.findtext("n:CdtDbtInd", "", space).strip()
    if sign not in ("CRDT", "DBIT"):
        return Problem(place, "sign", sign)
    booked = entry.findtext("n:BookgDt/n:Dt", "", space) or entry.findtext(
        "n:BookgDt/n:DtTm", "", space
    )
    try:
        date.fromisoformat(booked.strip()[:10])
    except ValueError:
        return Problem(place, "date", booked.strip())
    status = (
        entry.findtext("n:Sts/n:Cd", "", space) or entry.findtext("n:Sts", "", space)
    ).strip()
    return Problem(place, "pending", amount) if status == "PDNG" else None


def _merge_details(entry: ElementTree.Element, space: dict[str, str]) -> None:
    """Drop details that do not add up to the entry: they would be counted twice."""
    found = entry.findall("n:NtryDtls/n:TxDtls", space)
    if len(found) < 2:
        return
    total = Decimal(0)
    for detail in found:
        text = detail.findtext("n:Amt", "", space) or detail.findtext(
            "n:AmtDtls/n:TxAmt/n:Amt", "", space
        )
        total += _decimal(text) or Decimal(0)
    if total != _decimal(entry.findtext("n:Amt", "", space)):
        for details in entry.findall("n:NtryDtls", space):
            entry.remove(details)


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None


def import_ids(payments: Iterable[Mapping[str, object]]) -> list[str]:
    """Return one stable id per payment of an account, the same in every file.

    Built from what the bank says of the payment (day, amount, texts, account);
    equal payments of one day are counted. So an overlapping file adds nothing.
    """
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for payment in payments:
        parts = (
            str(payment.get("date") or "")[:10],
            f"{float(str(payment.get('amount') or 0)):.2f}",
            str(payment.get("ref") or ""),
            str(payment.get("payment_ref") or ""),
            str(payment.get("partner_name") or ""),
            str(payment.get("account_number") or ""),
        )
        key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
        seen[key] += 1
        ids.append(f"{key}-{seen[key]}")
    return ids
