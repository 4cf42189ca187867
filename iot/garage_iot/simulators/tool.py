"""What simulated command-line tools share: scripts in a folder, modes, the pinpad.

A tool is a real executable with the vendor's name. The pinpad behind it is a device of
its own: it keeps its books when a tool is killed, and may book after that.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from .ledger import Ledger

_STATE = "simulator.json"
_LEDGER = "ledger.jsonl"
_PINPAD = "pinpad.lock"
_PACKAGES = Path(__file__).parent.parent.parent
_SCRIPT = """#!{python} -IS
import sys
sys.path.insert(0, {packages!r})
from {module} import main
sys.exit(main(sys.argv))
"""


@dataclass(frozen=True)
class ToolMode:
    """What the tool does next: mode, seconds until the customer is done, code page."""

    name: str = "approve"
    delay: float = 0.0
    encoding: str = "cp1251"
    once: bool = False


def install(folder: Path, module: str, *names: str) -> None:
    """Put executable tools into a folder, made where it is missing."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        script = _SCRIPT.format(
            python=sys.executable, packages=str(_PACKAGES), module=module
        )
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)


class ToolBench:
    """The simulated folder: mode of the next run and the pinpad's books."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def ledger(self) -> Ledger:
        """Return the books as they are on disk now."""
        return Ledger(self.folder / _LEDGER)

    def set(self, mode: ToolMode) -> None:
        """Set what the next runs do."""
        fresh = self.folder / f"{_STATE}.new"
        fresh.write_text(json.dumps(asdict(mode)), encoding="utf-8")
        fresh.replace(self.folder / _STATE)

    def mode(self) -> ToolMode:
        """Return the mode that is on."""
        with contextlib.suppress(FileNotFoundError):
            text = (self.folder / _STATE).read_text(encoding="utf-8")
            return ToolMode(**json.loads(text))
        return ToolMode()

    def take(self) -> ToolMode:
        """Return the mode for a payment that starts now."""
        mode = self.mode()
        if mode.once:
            self.set(ToolMode(encoding=mode.encoding))
        return mode

    @contextmanager
    def pinpad(self) -> Iterator[int | None]:
        """Hold the pinpad; yields its lock, None when it is at work already."""
        with (self.folder / _PINPAD).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield None
                return
            yield file.fileno()


def die() -> None:
    """End this tool as a crash does: at once, without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    """Never end by itself."""
    while True:
        time.sleep(60)


def let_pinpad(work: Callable[[], None], lock: int) -> None:
    """Let the pinpad go on by itself, whatever becomes of this tool.

    :param lock: file descriptor by which the pinpad stays taken meanwhile.
    """
    if os.fork():
        return
    os.setsid()
    os.closerange(3, lock)
    os.closerange(lock + 1, 256)
    work()
    os._exit(0)
