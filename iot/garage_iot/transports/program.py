"""A vendor's command-line tool as a transport: run it, read the files it leaves.

One run at a time per folder. The lock is a file lock that the tool inherits, so that it
is held until the tool has ended, even when the box dies meanwhile. A run that may move
money first leaves a *run sheet* with the order's number on disk: no sheet with that
number means that the tool was certainly never started for it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import Refused, Unreachable

LOCK = "garage-iot.lock"
SHEET = "garage-iot.run"
STAMP = "garage-iot.service"
KILLED = "garage-iot.killed"
KEPT = "garage-iot.kept"
_KEEPING = "garage-iot.keeping"
_LONGEST_FILE = 64 * 1024
_ORPHAN_GRACE = 5.0

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Run:
    """One finished run: exit status (None: killed after the time-out), fresh files."""

    status: int | None
    files: Files


class ProgramFolder:
    """The folder of one vendor's tool.

    :param folder: working folder of the tool; its result files appear here.
    :param outputs: names of the result files.
    :param timeout: seconds after which the tool is killed.
    """

    def __init__(self, folder: Path, outputs: Sequence[str], timeout: float) -> None:
        self.folder = folder
        self.outputs = tuple(dict.fromkeys(outputs))
        self.timeout = timeout

    @contextmanager
    def reserve(self) -> Iterator[Workplace]:
        """Hold the folder for one or more runs.

        :raises Refused: ``terminal_busy``, the tool is still at work.
        :raises Unreachable: the folder cannot be used.
        """
        workplace = Workplace(self, self.lock())
        try:
            yield workplace
        finally:
            workplace.close()

    def lock(self) -> int:
        """Take the folder's lock and return its file descriptor; see :meth:`reserve`.

        A tool that an earlier box left behind is ended once its time is over.
        """
        try:
            held = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            words = f"The folder {self.folder} cannot be written. Check its rights"
            raise Unreachable("terminal_unreachable", words) from error
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._end_orphan(held)
            os.close(held)
            words = "The terminal's program is still at work"
            raise Refused("terminal_busy", words) from error
        return held

    def evidence(self, number: int) -> Files | None:
        """Return the fresh result files of the run for an order, None: it never ran.

        Call it while holding the lock, so that the tool cannot be writing.
        """
        sheet = self.folder / SHEET
        try:
            content = json.loads(sheet.read_text(encoding="ascii"))
            since = sheet.stat().st_mtime_ns
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return {}
        if not isinstance(content, dict) or content.get("number") != number:
            return None
        return {
            name: found
            for name in self.outputs
            if (found := self._read(name, since)) is not None
        }

    @property
    def was_killed(self) -> bool:
        """The tool was ended by force during the last order."""
        return (self.folder / KILLED).exists()

    def note_kill(self) -> None:
        """Write down that the tool is about to be ended by force."""
        (self.folder / KILLED).touch()

    def fresh(self, since: int) -> Files:
        """Return the result files that are not older than ``since`` (nanoseconds)."""
        read = {name: _regular(self.folder / name, since) for name in self.outputs}
        return {name: found for name, found in read.items() if found is not None}

    def begin(self, number: int | None, argv: Sequence[str]) -> int:
        """Clear old results, write the run sheet; return its time in nanoseconds.

        A service run (``number`` None) keeps the results of the last order aside.

        :raises OSError: an old file cannot be removed: the tool must not be started.
        """
        if number is None:
            self._set_aside()
        else:
            for name in (KEPT, _KEEPING):
                if (self.folder / name).exists():
                    shutil.rmtree(self.folder / name)
            (self.folder / KILLED).unlink(missing_ok=True)
        for name in self.outputs:
            (self.folder / name).unlink(missing_ok=True)
        path = self.folder / (STAMP if number is None else SHEET)
        content = {"number": number, "arguments": list(argv[1:])}
        return _write_through(path, json.dumps(content))

    def _read(self, name: str, since: int) -> bytes | None:
        kept = self.folder / KEPT
        if kept.exists():
            return _regular(kept / name, since)
        found = _regular(self.folder / _KEEPING / name, since)
        return found if found is not None else _regular(self.folder / name, since)

    def _set_aside(self) -> None:
        """Keep the last order's files; a crash in between is continued next time."""
        kept, keeping = self.folder / KEPT, self.folder / _KEEPING
        if kept.exists():
            return
        keeping.mkdir(mode=0o700, exist_ok=True)
        for name in self.outputs:
            with contextlib.suppress(FileNotFoundError):
                (self.folder / name).rename(keeping / name)
        keeping.rename(kept)

    def _end_orphan(self, held: int) -> None:
        """Kill a tool whose box died, when it has had more than its time."""
        try:
            started = os.fstat(held).st_mtime
            pid = int(os.pread(held, 20, 0) or b"0")
            if pid <= 1 or time.time() - started < self.timeout + _ORPHAN_GRACE:
                return
            if Path(f"/proc/{pid}/cwd").resolve() == self.folder.resolve():
                self.note_kill()
                os.killpg(pid, signal.SIGKILL)
        except (OSError, ValueError):
            return


class Workplace:
    """A reserved folder: runs the tool and reads what it left."""

    def __init__(self, program: ProgramFolder, held: int) -> None:
        self._program = program
        self._held: int | None = held

    def run(
        self,
        argv: Sequence[str],
        number: int | None = None,
        timeout: float | None = None,
    ) -> Run:
        """Run the tool to its end and return the result files it wrote.

        :param argv: program (absolute) and arguments; never passed to a shell.
        :param number: the order's number when the run may move money.
        :param timeout: seconds until it is killed, the folder's own when None.
        :raises Unreachable: the tool was not started.
        """
        held = self._held
        if held is None:
            raise Unreachable("terminal_unreachable", "The session is closed")
        try:
            since = self._program.begin(number, argv)
            process = subprocess.Popen(
                list(argv),
                cwd=self._program.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(held,),
                start_new_session=True,
            )
        except OSError as error:
            words = f"{Path(argv[0]).name} cannot be started: {error.strerror}"
            raise Unreachable("terminal_unreachable", words) from error
        _note_pid(held, process.pid)
        try:
            status: int | None = process.wait(timeout or self._program.timeout)
        except subprocess.TimeoutExpired:
            if number is not None:
                self._program.note_kill()
            _kill(process)
            status = None
        return Run(status, self._program.fresh(since))

    def close(self) -> None:
        """Give the folder free; a tool that still runs keeps it."""
        held, self._held = self._held, None
        if held is not None:
            os.close(held)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the tool and everything it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _note_pid(held: int, pid: int) -> None:
    os.ftruncate(held, 0)
    os.pwrite(held, str(pid).encode("ascii"), 0)


def _write_through(path: Path, text: str) -> int:
    """Write a file so that it survives a power cut; return its time (nanoseconds)."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
        written = os.fstat(file.fileno()).st_mtime_ns
    fresh.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return written


def _regular(path: Path, since: int) -> bytes | None:
    """Return a regular file's content if it is fresh and not too long."""
    try:
        found = path.lstat()
        wanted = stat.S_ISREG(found.st_mode) and found.st_mtime_ns >= since
        if not wanted or found.st_size > _LONGEST_FILE:
            return None
        return path.read_bytes()
    except OSError:
        return None
