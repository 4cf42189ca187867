"""What the box's attempts of one payment line say about the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Attempt = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """``known``: charged, not_charged, running or doubt; ``key`` of the attempt."""

    known: str
    key: str = ""
    attempt: Attempt | None = None


def of_line(attempts: Sequence[Attempt]) -> Known:
    """Read the box's attempts of a line, oldest first.

    No attempt at all means that nothing was ever sent: the box writes an attempt down
    before its terminal hears of it.
    """
    open_now = [one for one in attempts if not one["final"]]
    if open_now:
        word = "doubt" if open_now[0]["state"] == "in_doubt" else "running"
        return Known(word, str(open_now[0]["key"]), open_now[0])
    back = {
        one["original_key"]
        for one in attempts
        if one["kind"] == "reversal" and one["paid"]
    }
    for one in attempts:
        if one["paid"] and one["kind"] != "reversal" and one["key"] not in back:
            return Known("charged", str(one["key"]), one)
    last = attempts[-1] if attempts else None
    return Known("not_charged", str(last["key"]) if last else "", last)


def outcome(attempt: Attempt | None) -> dict[str, Any]:
    """Return a final attempt of the box as the outcome that the books take.

    ``amount_minor`` in minor units. None: nothing was ever sent.
    """
    if not attempt:
        return {"state": "canceled", "failure_code": "not_sent"}
    if not attempt["paid"] or attempt["kind"] == "reversal":
        return {
            "state": "declined" if attempt["state"] == "declined" else "canceled",
            "failure_code": attempt["code"],
            "failure_text": attempt["text"],
        }
    result = attempt["result"] or {}
    return {
        "state": "approved",
        "amount_minor": attempt["amount"],
        "currency": attempt["currency"],
        "provider_ref": attempt["key"],
        "card_brand": result.get("card_brand"),
        "card_last4": str(result.get("masked_pan") or "")[-4:],
        "auth_code": result.get("auth_code"),
        "slip_text": result.get("slip_customer"),
    }
