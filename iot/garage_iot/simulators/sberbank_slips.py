"""Slips of the simulated Sberbank terminal, as on the published samples."""

from __future__ import annotations

from datetime import datetime

from .ledger import Booking, Ledger

_WIDTH = 40
_WORDS = {"sale": "Оплата", "refund": "Возврат", "reversal": "Отмена"}
_HEAD = "ТЕСТОВЫЙ POS ТЕРМИНАЛ"
TERMINAL, MERCHANT = "00459991", "454444445555"


def reference_no(booking: Booking) -> str:
    """Return the reference number; a cancellation shows the one of its sale."""
    return f"159981{booking.original_trace_no or booking.trace_no}"


def _pair(left: str, right: str) -> str:
    return left + right.rjust(_WIDTH - len(left))


def _amount(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def slip(booking: Booking, receipt_no: str) -> str:
    """Return the slip of a booking.

    :param receipt_no: its number; a cancellation shows the number of its sale.
    """
    at = datetime.fromisoformat(booking.at)
    word = "Руб" if booking.currency == "RUB" else booking.currency
    lines = [
        _HEAD.center(_WIDTH).rstrip(),
        _pair(at.strftime("%d.%m.%y     %H:%M"), f"ЧЕК   {receipt_no}"),
        _pair("ПАО СБЕРБАНК", _WORDS[booking.kind]),
        f"Терминал: {TERMINAL} Мерчант: {MERCHANT}",
        "           Visa Credit    A0000000031010",
        _pair("Карта:(E1)", f"************{booking.last_digits}"),
        _pair("Клиент:", "/"),
        _pair(f"Сумма ({word}):", _amount(booking.amount)),
        "Комиссия за операцию - 0 Руб.",
    ]
    if booking.kind != "refund":
        lines += [
            "ОДОБРЕНО".center(_WIDTH).rstrip(),
            _pair("Код авторизации:", "10P425"),
        ]
    lines += [_pair("Номер ссылки:", reference_no(booking)), "=" * _WIDTH]
    return "\n".join(lines) + "\n"


def totals(ledger: Ledger, now: datetime, title: str, agreed: bool | None) -> str:
    """Return a totals slip of the running day; ``agreed`` None leaves the line out."""
    lines = [
        _HEAD.center(_WIDTH).rstrip(),
        _pair(now.strftime("%d.%m.%y"), now.strftime("%H:%M")),
        _pair("ПАО СБЕРБАНК", title),
        f"Терминал: {TERMINAL} Мерчант: {MERCHANT}",
        "-" * _WIDTH,
    ]
    if agreed is not None:
        lines += [f"Итоги {'' if agreed else 'не '}совпали", "-" * _WIDTH]
    lines += ["", _pair("Валюта    :", "Руб"), ""]
    batch = ledger.batch()
    for kind, word in _WORDS.items():
        booked = [b for b in batch if b.kind == kind and not ledger.is_reversed(b)]
        lines += [f" {word}", ""]
        lines += [] if kind == "reversal" else _entries(booked)
        lines += [
            _pair(" Всего операций:", str(len(booked))),
            _pair("   на сумму:", _amount(sum(b.amount for b in booked))),
            "",
        ]
    lines += ["*******  Отчет закончен  *******".center(_WIDTH), "=" * _WIDTH]
    return "\n".join(lines) + "\n"


def _entries(booked: list[Booking]) -> list[str]:
    lines = []
    for booking in booked:
        at = datetime.fromisoformat(booking.at).strftime("%d.%m.%y %H:%M")
        lines += [
            _pair(f"   {at}", booking.receipt_no),
            _pair("   Kарта:", f"************{booking.last_digits} (E1)"),
            _pair("   Тип карты:", "Visa Credit"),
            _pair("   Сумма:", _amount(booking.amount)),
            "",
        ]
    return lines
