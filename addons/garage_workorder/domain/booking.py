"""What a visitor types on the booking page, checked before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]{2,}$")
LONGEST_NAME = 80
LONGEST_NOTE = 1000
FEWEST_DIGITS = 7
MOST_DIGITS = 15


@dataclass(frozen=True)
class Contact:
    """Who books, as typed and tidied."""

    name: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""


def read_contact(form: Mapping[str, str]) -> Contact:
    """Tidy what was typed; nothing is refused here."""

    def text(key: str, length: int) -> str:
        return " ".join(str(form.get(key) or "").split())[:length]

    note = str(form.get("note") or "").strip()[:LONGEST_NOTE]
    return Contact(
        text("name", LONGEST_NAME),
        text("email", 120).lower(),
        text("phone", 40),
        note,
    )


def contact_errors(contact: Contact, known: bool = False) -> list[str]:
    """Return what is wrong: name, reach, email, phone.

    :param known: the garage already knows how to reach the visitor
    """
    errors = []
    if not contact.name and not known:
        errors.append("name")
    if not contact.email and not contact.phone and not known:
        errors.append("reach")
    if contact.email and not EMAIL.match(contact.email):
        errors.append("email")
    if contact.phone and not is_phone(contact.phone):
        errors.append("phone")
    return errors


def is_phone(text: str) -> bool:
    """Whether a text can be a phone number in any usual spelling."""
    digits = re.sub(r"\D", "", text)
    plain = re.fullmatch(r"\+?[\d\s()./-]+", text) is not None
    return plain and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS


def same_phone(one: str, other: str) -> bool:
    """Whether two spellings are one number: the last nine digits count."""
    tails = [re.sub(r"\D", "", text)[-9:] for text in (one, other)]
    return len(tails[0]) >= FEWEST_DIGITS and tails[0] == tails[1]


def is_owner(contact: Contact, email: str, phone: str) -> bool:
    """Whether who books is who the garage knows as the vehicle's owner."""
    if contact.email and email and contact.email == email.strip().lower():
        return True
    return bool(contact.phone and phone and same_phone(contact.phone, phone))


def masked_email(email: str) -> str:
    """An address that its owner recognises and nobody else can use: v...@x.com."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}" if host else ""


def read_moment(text: str) -> datetime | None:
    """Read a moment of the form ``2027-03-01T08:00``; None when it is none."""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text or ""):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return None
    return None


def online_room(
    hours: Mapping[date, float], booked: Mapping[date, float], share: float
) -> dict[date, float]:
    """Hours per day that may still be booked online.

    :param hours: working hours of all mechanics per day
    :param booked: hours on the plan per day, however they came there
    :param share: percent of a day that may be filled by booking online
    """
    return {
        day: max(total * share / 100 - booked.get(day, 0.0), 0.0)
        for day, total in hours.items()
    }


def pick_language(header: str, installed: Iterable[str]) -> str:
    """Return the installed language that a browser likes best, else nothing.

    :param header: value of Accept-Language, such as ``nl-BE,fr;q=0.8``
    :param installed: codes such as ``nl_NL``
    """
    codes = list(installed)
    wishes = []
    for part in (header or "").split(","):
        code, _sep, quality = part.strip().partition(";q=")
        try:
            wishes.append((-float(quality or 1), code.strip().replace("-", "_")))
        except ValueError:
            continue
    for _weight, wish in sorted(wishes, key=lambda row: row[0]):
        alike = [code for code in codes if code.lower() == wish.lower()]
        alike += [code for code in codes if code[:2].lower() == wish[:2].lower()]
        if alike:
            return alike[0]
    return ""
