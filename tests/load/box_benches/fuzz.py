"""60 seconds of coverage-guided fuzzing for each parser of the box; corpus kept.

The parsers stand in one list, `iot/tests/fuzz/targets.py`. Each runs in a process of
its own, with libFuzzer where the package atheris is installed, else with the slower
loop that needs no package. What reaches new code is kept in `iot/tests/corpus`, a few
dozen small files a parser, and every test run starts from it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from load.box import Context
from load.measure import Ratio, Report

SECONDS = 60
BOX = Path(__file__).parents[3] / "iot"


def run(context: Context) -> Report:
    """Fuzz one parser after the other; a find fails the bench."""
    report = Report("fuzz")
    finds = 0
    for name in _names():
        found = _fuzz(name, max(1, round(SECONDS * context.scale)))
        finds += found["crash"] is not None
        report.figures[name] = _words(found)
    report.ratios["parsers_that_broke"] = Ratio(finds, 0)
    return report


def _names() -> list[str]:
    code = "from fuzz.targets import TARGETS; print(*TARGETS)"
    return _python("-c", code).stdout.split()


def _fuzz(name: str, seconds: int) -> dict:
    done = _python("-m", "fuzz", name, str(seconds))
    if not done.stdout:
        raise AssertionError(f"{name}: the fuzzer did not run\n{done.stderr}")
    return json.loads(done.stdout)


def _python(*words: str) -> subprocess.CompletedProcess:
    path = os.pathsep.join([str(BOX), str(BOX / "tests"), *sys.path])
    return subprocess.run(
        [sys.executable, *words],
        cwd=BOX / "tests",
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def _words(found: dict) -> str:
    words = f"{found['tries']} tries by {found['by']}, corpus of {found['corpus']}"
    if found["crash"] is None:
        return words
    return f"{words}; BROKEN by {found['crash']}: {found['error']}"
