"""Coverage-guided fuzzing without foreign packages: new lines keep an input.

Slower than libFuzzer (a trace function counts the steps from line to line), but it
runs on every Python. ``python -m fuzz`` takes atheris when it is installed.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from random import Random
from types import CodeType, FrameType
from typing import Any

from fuzz.mutate import mutate
from fuzz.targets import Target, attempt

Edge = tuple[CodeType, int, int]


@dataclass
class Coverage:
    """Steps from line to line inside the package that one input took."""

    edges: set[Edge] = field(default_factory=set)
    _last: int = 0

    def watch(self, frame: FrameType, event: str, _: Any) -> Any:
        """Trace function: follow the package's own code only."""
        if "garage_iot" not in frame.f_code.co_filename:
            return None
        if event == "line":
            self.edges.add((frame.f_code, self._last, frame.f_lineno))
        self._last = frame.f_lineno
        return self.watch


def covered(target: Target, data: bytes) -> set[Edge]:
    """Return what an input reaches.

    :raises Exception: it is a find.
    """
    coverage = Coverage()
    sys.settrace(coverage.watch)
    try:
        attempt(target, data)
    finally:
        sys.settrace(None)
    return coverage.edges


@dataclass
class Finding:
    """What a run brought: kept inputs, tries, steps reached, bytes of a crash."""

    kept: list[bytes]
    tries: int = 0
    edges: int = 0
    crash: bytes | None = None
    error: str = ""


def explore(
    target: Target, corpus: list[bytes], seconds: float, seed: int = 7
) -> Finding:
    """Fuzz for a while, starting from a corpus."""
    chance, known, found = Random(seed), set(), Finding([])
    deadline, waiting = time.monotonic() + seconds, list(corpus) or [b""]
    while time.monotonic() < deadline or waiting:
        data = (
            waiting.pop()
            if waiting
            else mutate(chance.choice(found.kept or [b""]), found.kept, chance)
        )
        found.tries += 1
        try:
            edges = covered(target, data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
            found.crash, found.error = data, f"{type(error).__name__}: {error}"
            return found
        if not edges <= known:
            known |= edges
            found.kept.append(data)
    found.edges = len(known)
    return found


def smallest(target: Target, inputs: list[bytes], most: int) -> list[bytes]:
    """Return few inputs, short ones first, that reach what all of them reach."""
    known: set[Edge] = set()
    kept: list[bytes] = []
    for data in sorted(inputs, key=len):
        edges = covered(target, data)
        if not edges <= known and len(kept) < most:
            known |= edges
            kept.append(data)
    return kept
