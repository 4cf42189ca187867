"""What changed on a job, or of the inspection, since the customer approved.

Both sides are plain jobs as ``garage.job._get_snapshot`` makes them: ``name``,
``finding``, ``total`` and ``lines`` with ``line_id``, ``product_id``, ``name``,
``quantity``, ``price_unit``, ``discount`` and ``total``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]
#: what of a line makes it another one for the customer
WATCHED = ("name", "quantity", "price_unit", "discount", "total")
TEXTS = ("name", "finding", "severity")
CENT = 0.005
#: what of an inspected item is compared, and what of it is told
ITEM_FIELDS = {"result": "result", "value": "measured", "answer": "measured"}


def _key(row: Row) -> object:
    return row.get("line_id") or (row.get("product_id"), row.get("name"))


def _differs(before: object, now: object) -> bool:
    if isinstance(before, (int, float)) and isinstance(now, (int, float)):
        return abs(before - now) > CENT
    return (before or "") != (now or "")


def _short(row: Row) -> dict[str, Any]:
    return {name: row.get(name) for name in WATCHED}


def compare_lines(before: Iterable[Row], now: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the lines that were added, removed or changed.

    :returns: ``{"change": "added|removed|changed", "name", "line_id", "before",
        "now"}``; ``before`` or ``now`` is None when there is no such line
    """
    old = {_key(row): row for row in before}
    new = {_key(row): row for row in now}
    changes = []
    for key in [*old, *(key for key in new if key not in old)]:
        was, is_now = old.get(key), new.get(key)
        if was and is_now:
            if not any(_differs(was.get(name), is_now.get(name)) for name in WATCHED):
                continue
            change = "changed"
        else:
            change = "removed" if was else "added"
        row = is_now or was or {}
        changes.append(
            {
                "change": change,
                "name": row.get("name"),
                "line_id": row.get("line_id"),
                "before": _short(was) if was else None,
                "now": _short(is_now) if is_now else None,
            }
        )
    return changes


def compare_job(before: Row | None, now: Row | None) -> dict[str, Any] | None:
    """Return what changed on one job, or None when nothing did.

    :param before: the job as approved, None when it was never approved
    :param now: the job as it stands, None when it was taken off
    :returns: ``change`` (added, removed, raised, lowered or changed), ``job_id``,
        ``name``, ``before`` and ``now`` (amounts including taxes), ``lines`` and
        ``texts`` (``{field: [before, now]}``)
    """
    was, is_now = before or {}, now or {}
    lines = compare_lines(was.get("lines", ()), is_now.get("lines", ()))
    texts = {
        name: [was.get(name) or "", is_now.get(name) or ""]
        for name in TEXTS
        if before and now and _differs(was.get(name), is_now.get(name))
    }
    total_before, total_now = was.get("total", 0.0), is_now.get("total", 0.0)
    change = _name_change(before, now, total_now - total_before)
    if change == "changed" and not lines and not texts:
        return None
    row = now or before or {}
    return {
        "change": change,
        "job_id": row.get("job_id"),
        "name": row.get("name"),
        "before": total_before,
        "now": total_now,
        "lines": lines,
        "texts": texts,
    }


def compare_items(before: Iterable[Row], now: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the inspected items that came, went or changed.

    :param before: items as the customer saw them: ``line_id``, ``name``, ``result``,
        ``value``, ``answer``, ``measured`` (both in words), ``text``, ``photos``
        (``[[id, checksum]]``)
    :returns: ``{"change": "added|removed|changed", "line_id", "name", "before", "now",
        "fields": {result|measured|text: [before, now], photos: [number, number]}}``
    """
    old = {row["line_id"]: row for row in before}
    new = {row["line_id"]: row for row in now}
    rows = []
    for key in [*old, *(key for key in new if key not in old)]:
        was, is_now = old.get(key), new.get(key)
        fields = _item_fields(was, is_now) if was and is_now else {}
        if was and is_now and not fields:
            continue
        rows.append(
            {
                "change": "changed" if fields else "removed" if was else "added",
                "line_id": key,
                "name": (is_now or was or {}).get("name"),
                "before": was,
                "now": is_now,
                "fields": fields,
            }
        )
    return rows


def _item_fields(was: Row, now: Row) -> dict[str, list[Any]]:
    fields: dict[str, list[Any]] = {}
    for name, told in ITEM_FIELDS.items():
        if _differs(was.get(name), now.get(name)):
            fields[told] = [was.get(told) or "", now.get(told) or ""]
    if _differs(was.get("text"), now.get("text")):
        fields["text"] = [was.get("text") or "", now.get("text") or ""]
    if was.get("photos", []) != now.get("photos", []):
        fields["photos"] = [len(was.get("photos", [])), len(now.get("photos", []))]
    return fields


def _name_change(before: Row | None, now: Row | None, difference: float) -> str:
    if not before:
        return "added"
    if not now:
        return "removed"
    if difference > CENT:
        return "raised"
    return "lowered" if difference < -CENT else "changed"
