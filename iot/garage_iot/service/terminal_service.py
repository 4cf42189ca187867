"""Service functions of a terminal: totals, end of day, last transaction, test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..clock import now_iso
from ..devices.base import TerminalTotals, not_supported
from ..errors import ApiError, BoxError, Refused
from .attempts import Attempt, AttemptStore
from .terminal_line import TerminalLine
from .terminal_memory import Settlement, TerminalMemory

_UNREACHABLE = (
    "The terminal does not answer. Check its power and network, then try again."
)
_WAIT_FOR_DEVICE = 3.0


class TerminalService:
    """Answers of contract/totals.json and contract/terminal_service.json."""

    def __init__(
        self,
        lines: dict[str, TerminalLine],
        store: AttemptStore,
        memory: TerminalMemory,
        currency: str,
    ) -> None:
        self._lines = lines
        self._store = store
        self._memory = memory
        self._currency = currency

    def totals(self, name: str) -> dict[str, Any]:
        """Return the terminal's counters beside the box's own list.

        :raises ApiError: busy, unreachable or refused.
        """
        with self._device(name, "totals") as line:
            return self._answer(name, line.driver.totals(close=False))

    def settle(self, name: str, key: str) -> dict[str, Any]:
        """Run the end of day; the same key again returns the stored answer.

        The totals are on disk before the terminal clears them, so that a broken end
        of day loses no figure: if the terminal was closed meanwhile they are used.

        :raises ApiError: busy, unreachable, refused or ``conflict``.
        """
        earlier = self._memory.settlement(key)
        if earlier is not None and earlier.terminal != name:
            words = "This key belongs to the end of day of another terminal."
            raise ApiError(409, "conflict", words, key=key)
        if earlier is not None and earlier.done:
            return earlier.answer
        with self._device(name, "settle") as line:
            answer = self._close_day(line, key, earlier)
        answer = {**answer, "closed": True, "key": key}
        text = json.dumps(answer, ensure_ascii=False)
        self._memory.end_settlement(name, key, text)
        return answer

    def _close_day(
        self, line: TerminalLine, key: str, earlier: Settlement | None
    ) -> dict[str, Any]:
        """Return the totals of the day that the terminal closes now, or closed before.

        A terminal that shows totals only while it closes is asked once: when that
        answer was lost, the second closing shows the empty day it began.
        """
        name, driver = line.name, line.driver
        if not line.can("totals"):
            self._memory.begin_settlement(name, key, "{}")
            return self._answer(name, driver.totals(close=True))
        answer = self._answer(name, driver.totals(close=False))
        if earlier is not None and not answer["count"]:
            return earlier.answer
        text = json.dumps(answer, ensure_ascii=False)
        self._memory.begin_settlement(name, key, text)
        answer["text"] = driver.totals(close=True).text
        return answer

    def last(self, name: str) -> dict[str, Any]:
        """Return the last transaction that the terminal knows."""
        with self._device(name, "last") as line:
            found = line.driver.last()
        if found is None:
            return _last(name, found=False)
        attempt = self._store.by_receipt(name, found.result.receipt_no)
        key = attempt.key if attempt is not None else None
        result = found.result.as_dict()
        return _last(name, found=True, approved=found.approved, key=key, result=result)

    def reprint(self, name: str) -> dict[str, Any]:
        """Return the slips of the last transaction once more."""
        with self._device(name, "reprint") as line:
            slips = line.driver.reprint()
        return {
            "terminal": name,
            "slip_customer": slips.customer,
            "slip_merchant": slips.merchant,
        }

    def test(self, name: str) -> dict[str, Any]:
        """Make a round trip and report it in words; never fails itself."""
        with self._device(name) as line:
            health = line.driver.ping()
        return {
            "terminal": name,
            "ok": health.ok,
            "code": health.code,
            "text": health.text,
            "ms": health.milliseconds,
            "at": now_iso(),
        }

    def _answer(self, name: str, found: TerminalTotals) -> dict[str, Any]:
        own = self._store.approved_since(name, self._memory.settled_at(name))
        return {
            "terminal": name,
            "at": now_iso(),
            "closed": False,
            "key": None,
            "currency": self._currency,
            "count": found.count,
            "amount": found.amount,
            "brands": [
                {"brand": b.brand, "count": b.count, "amount": b.amount}
                for b in found.brands
            ],
            "first_receipt": found.first_receipt,
            "last_receipt": found.last_receipt,
            "text": found.text,
            "journal": {
                "count": len(own),
                "amount": sum(_signed(attempt) for attempt in own),
                "items": [_item(attempt) for attempt in own],
            },
        }

    @contextmanager
    def _device(self, name: str, wanted: str = "") -> Iterator[TerminalLine]:
        """Hold the terminal for a service call; a payment always goes first.

        :param wanted: the capability that the call needs.
        """
        if name not in self._lines:
            words = f'There is no terminal "{name}" on this box.'
            raise ApiError(404, "not_found", words)
        line = self._lines[name]
        if wanted and not line.can(wanted):
            raise ApiError(422, "not_supported", f"{_missing(wanted).message}.")
        holder = self._store.open_on(name)
        free = holder is None and line.device_lock.acquire(timeout=_WAIT_FOR_DEVICE)
        if not free:
            words = "The terminal is busy with another payment."
            key = holder.key if holder is not None else None
            raise ApiError(409, "terminal_busy", words, key=key)
        try:
            yield line
        except ApiError:
            raise
        except BoxError as error:
            raise _device_error(error) from error
        finally:
            line.device_lock.release()


def _missing(capability: str) -> Refused:
    what = {
        "last": "show its last payment",
        "reprint": "print a slip again",
        "settle": "close its day",
        "totals": "show its totals",
    }
    return not_supported(what[capability])


def _device_error(error: BoxError) -> ApiError:
    if error.code in ("unreachable", "terminal_unreachable"):
        return ApiError(502, "terminal_unreachable", _UNREACHABLE)
    return ApiError(502, error.code, f"{error.message}.")


def _signed(attempt: Attempt) -> int:
    return attempt.amount if attempt.kind == "sale" else -attempt.amount


def _item(attempt: Attempt) -> dict[str, Any]:
    result = attempt.result or {}
    return {
        "key": attempt.key,
        "line": attempt.line,
        "kind": attempt.kind,
        "amount": _signed(attempt),
        "currency": attempt.currency,
        "receipt_no": result.get("receipt_no", ""),
        "card_brand": result.get("card_brand", ""),
        "final_at": attempt.final_at,
        "state": attempt.state,
    }


def _last(
    name: str,
    found: bool,
    approved: bool = False,
    key: str | None = None,
    result: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "terminal": name,
        "found": found,
        "approved": approved,
        "key": key,
        "result": result,
    }
