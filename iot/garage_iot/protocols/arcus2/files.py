"""``cashreg.ini``: names of the files that the tool writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...problem import Problem

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,30}")
_NAMES = {
    "result": ("RESULT_FILE", "rc.out"),
    "slip": ("CHEQ_FILE", "cheq.out"),
    "output": ("OUTPUT_FILE", "output.dat"),
    "cancel_result": ("CANCEL_RC_FILE", "can_rc.out"),
    "cancel_slip": ("CANCEL_CH_FILE", "auto_can.out"),
    "texts": ("RC_RESOLVE_FILE", "rc_res.ini"),
}
# Written beside OUTPUT_FILE by newer tools, whatever cashreg.ini says [1 source].
_USUAL_OUTPUT = "output.dat"
_EXTENDED = ("output_ex.dat", "output_ex.txt")


@dataclass(frozen=True)
class FileNames:
    """Names in the tool's folder; ``texts`` is a settings file, no output."""

    result: str = "rc.out"
    slip: str = "cheq.out"
    output: str = "output.dat"
    cancel_result: str = "can_rc.out"
    cancel_slip: str = "auto_can.out"
    texts: str = "rc_res.ini"

    @property
    def outputs(self) -> tuple[str, ...]:
        """Every file that a run may write."""
        own = (
            self.result, self.slip, self.output, self.cancel_result, self.cancel_slip,
        )  # fmt: skip
        return (*own, _USUAL_OUTPUT, *_EXTENDED)

    @property
    def data(self) -> tuple[str, ...]:
        """Files that may hold the lines of ``output.dat``, the likelier one first."""
        return tuple(dict.fromkeys((self.output, _USUAL_OUTPUT)))


def from_settings(settings: Mapping[str, str]) -> FileNames:
    """Return the names of ``cashreg.ini``; what is not there has its usual name."""
    chosen = {name: settings.get(key) or usual for name, (key, usual) in _NAMES.items()}
    return FileNames(**chosen)


def problems(settings: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the names, one sentence each."""
    return [
        Problem(
            f"{key} in cashreg.ini must be a plain file name, not {settings[key]!r}.",
            "file_name",
            "folder",
            key,
        )
        for key, _ in _NAMES.values()
        if settings.get(key) and not _PLAIN.fullmatch(settings[key])
    ]
