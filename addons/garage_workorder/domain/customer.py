"""What the customer is told first: one of a few stages of the visit."""

from __future__ import annotations

from collections.abc import Collection


def stage(state: str, jobs: Collection[str], raised: bool) -> str:
    """Return the stage shown on the customer's page.

    :param state: state of the work order
    :param jobs: states of its jobs
    :param raised: an approved job costs more than approved and awaits a new answer
    :returns: ``cancelled``, ``handed_over``, ``ready``, ``decide``, ``working``,
        ``approved``, ``declined`` or ``received``
    """
    if state in ("cancelled", "handed_over", "ready"):
        return state
    states = set(jobs)
    if "awaiting_approval" in states or raised:
        return "decide"
    if states & {"in_progress", "paused", "done"}:
        return "working"
    if "approved" in states:
        return "approved"
    if states and states <= {"declined", "cancelled"}:
        return "declined"
    return "received"


#: stages in which each step of the visit is the present one
STEPS = (
    ("received", frozenset({"received"})),
    ("answer", frozenset({"decide"})),
    ("work", frozenset({"approved", "working"})),
    ("ready", frozenset({"ready", "declined"})),
    ("collected", frozenset({"handed_over"})),
)


def steps(stage: str) -> list[tuple[str, str]]:
    """Return the steps of a visit as ``(step, "done" | "now" | "later")``.

    :param stage: as :func:`stage` returns it; a cancelled visit has no steps
    """
    if stage == "cancelled":
        return []
    present = next(
        (place for place, (_name, stages) in enumerate(STEPS) if stage in stages), 0
    )
    last = len(STEPS) - 1
    return [
        (
            name,
            "done"
            if place < present or place == present == last
            else _place(place, present),
        )
        for place, (name, _stages) in enumerate(STEPS)
    ]


def _place(place: int, present: int) -> str:
    return "now" if place == present else "later"
