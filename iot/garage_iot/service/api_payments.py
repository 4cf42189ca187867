"""API calls about payments and terminals."""

from __future__ import annotations

from typing import Any

from ..errors import ApiError
from .api import Call, Route, route
from .attempts import Attempt
from .http import Fields
from .payments import PaymentEngine
from .terminal_service import TerminalService

KINDS = ("sale", "refund", "reversal")
LONGEST_WAIT = 25.0


class PaymentCalls:
    """Translates requests for the engine and its answers back."""

    def __init__(self, engine: PaymentEngine, service: TerminalService) -> None:
        self._engine = engine
        self._service = service

    def routes(self) -> list[Route]:
        """Return the routes of payments and terminals."""
        return [
            route("POST", "payments", "pay", self._start),
            route("GET", "payments", "pay", self._of_line),
            route("GET", "payments/<>", "pay", self._get),
            route("POST", "payments/<>/cancel", "pay", self._cancel),
            route("POST", "payments/<>/ack", "pay", self._ack),
            route("POST", "payments/<>/resolve", "manage", self._resolve),
            route("GET", "unacked", "pay", self._unacked),
            route("GET", "terminals/<>/payments", "read", self._latest),
            route("GET", "terminals/<>/totals", "read", self._totals),
            route("POST", "terminals/<>/settle", "pay", self._settle),
            route("GET", "terminals/<>/last", "read", self._last),
            route("POST", "terminals/<>/reprint", "read", self._reprint),
            route("POST", "terminals/<>/test", "read", self._test),
        ]

    def _start(self, call: Call) -> dict[str, Any]:
        wanted = _read_attempt(Fields(call.request.json()))
        may_manage = "manage" in call.grant.scopes
        return self._engine.start(wanted, may_manage).as_dict()

    def _get(self, call: Call) -> dict[str, Any]:
        request = call.request
        seconds = request.number("wait", 0.0, LONGEST_WAIT)
        rev = request.argument("rev")
        known_rev = int(request.number("rev", 0.0, 1e9)) if rev is not None else None
        state = request.argument("state")
        if state is None and known_rev is None:
            seconds = 0.0
        found = self._engine.wait(call.parts[0], state, known_rev, seconds)
        return found.as_dict()

    def _of_line(self, call: Call) -> list[dict[str, Any]]:
        line = call.request.argument("line")
        if not line:
            raise ApiError(400, "bad_parameters", "line must be a text.")
        return [attempt.as_dict() for attempt in self._engine.of_line(line)]

    def _cancel(self, call: Call) -> dict[str, Any]:
        call.request.json()
        return self._engine.cancel(call.parts[0]).as_dict()

    def _ack(self, call: Call) -> dict[str, Any]:
        call.request.json()
        return self._engine.acknowledge(call.parts[0]).as_dict()

    def _resolve(self, call: Call) -> dict[str, Any]:
        fields = Fields(call.request.json())
        outcome = fields.choice("outcome", ("paid", "not_paid"))
        user, reason = fields.text("user"), fields.text("reason")
        return self._engine.resolve(call.parts[0], outcome, user, reason).as_dict()

    def _unacked(self, call: Call) -> list[dict[str, Any]]:
        return [attempt.as_dict() for attempt in self._engine.unacked()]

    def _latest(self, call: Call) -> list[dict[str, Any]]:
        """Return the last attempts of a terminal, newest first, without slips."""
        count = int(call.request.number("limit", 50.0, 200.0))
        found = [one.as_dict() for one in self._engine.latest(call.parts[0], count)]
        for one in found:
            for slip in ("slip_customer", "slip_merchant"):
                (one["result"] or {}).pop(slip, None)
        return found

    def _totals(self, call: Call) -> dict[str, Any]:
        return self._service.totals(call.parts[0])

    def _settle(self, call: Call) -> dict[str, Any]:
        key = Fields(call.request.json()).text("key")
        return self._service.settle(call.parts[0], key)

    def _last(self, call: Call) -> dict[str, Any]:
        return self._service.last(call.parts[0])

    def _reprint(self, call: Call) -> dict[str, Any]:
        call.request.json()
        return self._service.reprint(call.parts[0])

    def _test(self, call: Call) -> dict[str, Any]:
        call.request.json()
        return self._service.test(call.parts[0])


def _read_attempt(fields: Fields) -> Attempt:
    key, line = fields.text("key"), fields.text("line")
    number = key.removeprefix(f"{line}:")
    if not number.isdecimal() or key != f"{line}:{number}":
        raise ApiError(
            400, "bad_parameters", "key must be the line, a colon, a number."
        )
    return Attempt(
        key=key,
        line=line,
        terminal=fields.text("terminal"),
        kind=fields.choice("kind", KINDS),
        amount=fields.amount("amount"),
        currency=_currency(fields),
        reference=fields.text("reference"),
        original_key=fields.optional_text("original_key"),
        retry_of=fields.optional_text("retry_of"),
    )


def _currency(fields: Fields) -> str:
    currency = fields.text("currency")
    if len(currency) != 3 or not currency.isupper():
        raise ApiError(400, "bad_parameters", "currency must be a code like EUR.")
    return currency
