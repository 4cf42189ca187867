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
_CURRENCY = "simulator.currency"
_SCREEN = "simulator.screen"
_BUTTON = "simulator.button"
_POWER = "simulator.power"
_LEDGER = "ledger.jsonl"
_PINPAD = "pinpad.lock"
_PACKAGES = Path(__file__).parent.parent.parent
# The system reads no blanks in the path of an interpreter: a shell line starts it.
_START = """#!/bin/sh
''':'
exec "{python}" -IS "$0" "$@"
'''
"""
_SCRIPT = """import sys
sys.path.insert(0, {packages!r})
from {module} import main
sys.exit(main(sys.argv))
"""


@dataclass(frozen=True)
class ToolMode:
    """What the tool does: mode, seconds until the customer is done, code page."""

    name: str = "approve"
    delay: float = 0.0
    encoding: str = "cp1251"


def write_tool(path: Path, body: str) -> None:
    """Make an executable of Python lines, run by the interpreter of this program."""
    path.write_text(_START.format(python=sys.executable) + body, encoding="utf-8")
    path.chmod(0o755)


def install(folder: Path, module: str, *names: str) -> None:
    """Put executable tools into a folder, made where it is missing."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_tool(path, _SCRIPT.format(packages=str(_PACKAGES), module=module))


class ToolBench:
    """The simulated folder: modes of the next runs, the pinpad, its buttons and books.

    Everything is in files, because each run of the tool is a process of its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def where(self) -> str:
        """Return the folder for the box's configuration."""
        return str(self.folder)

    def stop(self) -> None:
        """Switch the pinpad off; its books stay."""
        self.power(on=False)

    @property
    def ledger(self) -> Ledger:
        """Return the books as they are on disk now."""
        return Ledger(self.folder / _LEDGER)

    @property
    def currency(self) -> str:
        """Return the pinpad's currency."""
        return self._read(_CURRENCY) or "RUB"

    @property
    def waiting(self) -> bool:
        """The pinpad shows that it wants a card."""
        return self._read(_SCREEN) == "card"

    def set_currency(self, currency: str) -> None:
        """Set the pinpad's currency."""
        self._write(_CURRENCY, currency)

    def set(self, mode: ToolMode) -> None:
        """Set what all runs do from now on."""
        self._write(_STATE, json.dumps([asdict(mode)]))

    def set_next(self, *modes: ToolMode) -> None:
        """Set what the next runs do; after them the last mode of before goes on."""
        default = self._modes()[-1]
        self._write(_STATE, json.dumps([asdict(mode) for mode in (*modes, default)]))

    def mode(self) -> ToolMode:
        """Return the mode that is on."""
        return self._modes()[0]

    def take(self) -> ToolMode:
        """Return the mode for a payment that starts now."""
        first, *rest = self._modes()
        if rest:
            self._write(_STATE, json.dumps([asdict(mode) for mode in rest]))
        return first

    def press(self, button: str) -> None:
        """Press approve, decline or cancel on the pinpad."""
        self._write(_BUTTON, button)

    def power(self, on: bool) -> None:
        """Switch the pinpad on or off; what it was doing ends."""
        self._write(_BUTTON, "power")
        self._write(_POWER, "on" if on else "off")

    @property
    def powered(self) -> bool:
        """The pinpad has power."""
        return self._read(_POWER) != "off"

    def customer(self, mode: ToolMode) -> str:
        """Wait for the customer; return approve, decline, cancel or power."""
        self._write(_BUTTON, "")
        self._write(_SCREEN, "card")
        end = time.monotonic() + mode.delay
        pressed = ""
        while not pressed and (mode.name == "manual" or time.monotonic() < end):
            time.sleep(0.01)
            pressed = self._read(_BUTTON)
        self._write(_SCREEN, "")
        return pressed or "approve"

    def _modes(self) -> list[ToolMode]:
        text = self._read(_STATE)
        return [ToolMode(**mode) for mode in json.loads(text)] if text else [ToolMode()]

    def _read(self, name: str) -> str:
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / name).read_text(encoding="utf-8")
        return ""

    def _write(self, name: str, text: str) -> None:
        fresh = self.folder / f"{name}.new"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.folder / name)

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
