"""Who may say what about a vehicle: a person outranks a register, a register a file.

A source is ``vin`` (read from the number), ``import`` (a file from another system),
``register`` (a public register) or ``manual`` (a person). Pure: no record, no clock.
"""

MANUAL = "manual"
_RANK = {"vin": 1, "import": 2, "register": 3, MANUAL: 4}


def may_replace(value: object, known: str | None, new: str) -> bool:
    """Say whether a source may fill a field.

    :param value: what the field holds now; nothing may always be filled
    :param known: the source of that value, None counts as a person
    :param new: the source that offers another value
    """
    if not value or new == MANUAL:
        return True
    rank = _RANK.get(known or MANUAL, _RANK[MANUAL])
    return rank < _RANK[MANUAL] and _RANK[new] >= rank


def note(
    sources: dict[str, str] | None, changes: dict[str, str | None]
) -> dict[str, str]:
    """Return the sources with changes; a field without a value has no source."""
    merged: dict[str, str | None] = {**(sources or {}), **changes}
    return {name: source for name, source in merged.items() if source}
