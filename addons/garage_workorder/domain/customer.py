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
