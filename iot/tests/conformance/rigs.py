"""Finds the rigs, and runs one as a process of its own that can be killed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from box_support import processes
from conformance.rig import PATIENCE, Rig

from garage_iot.config import DeviceConfig

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("rig_*.py"))


def rig_class(name: str) -> type[Rig]:
    """Return the rig of a file ``rig_<protocol>``."""
    found: type[Rig] = import_module(f"conformance.{name}").RIG
    return found


def _serve(name: str, folder: Path, port: int, pipe: Any) -> None:
    rig = rig_class(name)(folder)
    rig.start(port)
    pipe.send(rig.device())
    while True:
        method, arguments, named = pipe.recv()
        pipe.send(getattr(rig, method)(*arguments, **named))


class RigProcess:
    """A rig whose emulator is a process: calls go through a pipe."""

    def __init__(self, name: str, folder: Path) -> None:
        self.rig = rig_class(name)(folder)
        self._name = name
        self._folder = folder
        self.device: DeviceConfig | None = None
        self.start()

    def start(self) -> None:
        """Switch it on, with the books and the address of before."""
        context = processes()
        self._pipe, theirs = context.Pipe()
        port = self.device.port if self.device is not None else 0
        arguments = (self._name, self._folder, port, theirs)
        self._process = context.Process(target=_serve, args=arguments)
        self._process.start()
        theirs.close()
        assert self._pipe.poll(PATIENCE), "the emulator did not start"
        self.device = self._pipe.recv()

    def kill(self) -> None:
        """Cut its power."""
        self._process.kill()
        self._process.join(PATIENCE)

    def do(self, method: str, *arguments: Any, **named: Any) -> Any:
        """Call a method of the rig."""
        self._pipe.send((method, arguments, named))
        assert self._pipe.poll(PATIENCE), f"{method}: the emulator hangs"
        return self._pipe.recv()
