"""Where a work order stands, told from its jobs.

The names are the selection values of ``garage.workorder.state`` and
``garage.job.state``. Nothing here moves a work order that has left the workshop floor.
"""

from __future__ import annotations

from collections.abc import Collection

#: states in which events on jobs may move the work order
MOVING = frozenset(
    {
        "planned",
        "checked_in",
        "diagnosis",
        "awaiting_approval",
        "waiting_parts",
        "in_progress",
        "quality_check",
    }
)
#: states in which the vehicle stands in the workshop
IN_SHOP = (MOVING - {"planned"}) | {"ready"}
#: states in which work may still have to be planned
PLANNABLE = MOVING - {"quality_check"}
#: job states in which work is going on
RUNNING = frozenset({"in_progress", "paused"})
#: job states in which the customer has agreed and the work belongs on the bill
APPROVED = frozenset({"approved", "in_progress", "paused", "done"})
#: job states without anything left to do
CLOSED = frozenset({"done", "declined", "cancelled"})

#: steps a person may take by hand, e.g. by dragging a card
MANUAL_STEPS: dict[str, frozenset[str]] = {
    "planned": frozenset({"checked_in", "diagnosis", "waiting_parts", "in_progress"}),
    "checked_in": frozenset({"planned", "diagnosis", "waiting_parts", "in_progress"}),
    "diagnosis": frozenset({"planned", "checked_in", "waiting_parts", "in_progress"}),
    "awaiting_approval": frozenset({"diagnosis"}),
    "waiting_parts": frozenset({"planned", "in_progress"}),
    "in_progress": frozenset({"planned", "waiting_parts", "quality_check"}),
    "quality_check": frozenset({"in_progress", "ready"}),
    "ready": frozenset({"in_progress", "quality_check", "handed_over"}),
    "handed_over": frozenset(),
    "cancelled": frozenset(),
}


def manual_step_allowed(current: str, target: str) -> bool:
    """Tell whether a person may move a work order from one state to the other."""
    return target in MANUAL_STEPS.get(current, frozenset())


def next_state(current: str, jobs: Collection[str], parts_missing: bool) -> str:
    """Return the state a work order moves to after something happened to its jobs.

    :param current: present state of the work order
    :param jobs: states of all its jobs
    :param parts_missing: an approved job waits for parts
    """
    if current not in MOVING or not jobs:
        return current
    states = set(jobs)
    open_states = states - CLOSED
    if states & RUNNING or (states >= {"approved", "done"}):
        return "in_progress"
    if "awaiting_approval" in states:
        return "awaiting_approval"
    if "approved" in states:
        return "waiting_parts" if parts_missing else "planned"
    if not open_states and states & {"done", "declined"}:
        return "quality_check"
    return current


def next_step(current: str, jobs: Collection[str]) -> str:
    """Return the one thing to do next: the name of the highlighted button.

    One of ``check_in``, ``send_estimate``, ``start``, ``mark_ready``,
    ``hand_over`` or an empty string when somebody else has to act.
    """
    fixed = {"ready": "hand_over", "handed_over": "", "cancelled": ""}
    if current in fixed:
        return fixed[current]
    states = set(jobs) - {"cancelled"}
    if current == "planned" and states <= {"draft"}:
        return "check_in"
    if "draft" in states:
        return "send_estimate"
    if "approved" in states and not states & RUNNING:
        return "start"
    if states and states <= CLOSED:
        return "mark_ready"
    return ""
