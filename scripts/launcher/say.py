"""What the user sees in the terminal, and how steps fail."""

import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from . import paths


class Failure(Exception):
    """A step that cannot go on; the text says what, why and what to do."""


def line(text: str) -> None:
    """Print one progress line at once."""
    print(text, flush=True)


@contextmanager
def step(text: str):
    """A line for one step; on a terminal its seconds count while it runs."""
    start = time.monotonic()
    done = threading.Event()
    if sys.stdout.isatty():
        threading.Thread(target=_tick, args=(text, start, done), daemon=True).start()
    else:
        line(f"  {text} ...")
    try:
        yield
    except BaseException:
        done.set()
        print()
        raise
    done.set()
    seconds = time.monotonic() - start
    if sys.stdout.isatty():
        print(f"\r  {text} ({seconds:.0f} s)   ", flush=True)
    elif seconds >= 1:
        line(f"  {text}: done ({seconds:.0f} s)")


def _tick(text: str, start: float, done: threading.Event) -> None:
    while not done.wait(1):
        print(f"\r  {text} ... {time.monotonic() - start:.0f} s", end="", flush=True)


def run(command: Sequence[object], log: str, **kwargs) -> None:
    """Run a command with its output in `.garage/logs/<log>.log`.

    Raises Failure with the last lines and the place of the log.
    """
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    log_path: Path = paths.LOGS / f"{log}.log"
    words = [str(word) for word in command]
    with log_path.open("w") as out:
        result = subprocess.run(
            words, stdout=out, stderr=subprocess.STDOUT, check=False, **kwargs
        )
    if result.returncode:
        tail = "\n".join(log_path.read_text(errors="replace").splitlines()[-15:])
        raise Failure(
            f"{Path(words[0]).name} stopped with code {result.returncode}. "
            f"The last lines of {log_path}:\n{tail}"
        )
