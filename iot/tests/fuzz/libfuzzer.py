"""``python -m fuzz.libfuzzer NAME OPTIONS``: one parser under atheris (libFuzzer)."""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["garage_iot.framing", "garage_iot.protocols"]):
    from fuzz.targets import TARGETS, attempt, name_of

if __name__ == "__main__":
    target = TARGETS[name_of(sys.argv)]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda data: attempt(target, data))
    atheris.Fuzz()
