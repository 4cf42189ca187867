"""What a piece of work costs: processor time here and in the database, and memory."""

import os
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Work:
    """Cost of one piece of work.

    :param seconds: processor time of this process, of those that it started and of its
        database session, so that other programs of the machine do not count; wall time
        where the server runs elsewhere
    :param wall: wall time in seconds
    :param megabytes: by how much this process grew at its highest, and the highest size
        of a process that it started
    """

    seconds: float
    wall: float
    megabytes: float

    @property
    def words(self) -> str:
        """The figures for a person."""
        return f"{self.seconds:.1f} s of work, {self.wall:.1f} s by the clock"


def measure(cr, work: Callable[[], object]) -> Work:
    """Do the work, which uses this cursor only, and tell what it took."""
    cr.execute("SELECT pg_backend_pid()")
    stat = Path(f"/proc/{cr.fetchone()[0]}/stat")
    before = _reset_peak()
    session, own, start = _seconds(stat), _own_seconds(), time.perf_counter()
    with _Children() as children:
        work()
    wall = time.perf_counter() - start
    used = _seconds(stat)
    here = _own_seconds() - own
    seconds = wall if used is None else here + used - session
    return Work(seconds, wall, _status("VmHWM") - before + children.megabytes)


class _Children(threading.Thread):
    """Looks ten times a second how large the processes are that this one started.

    What the system keeps of ended ones counts this process's own size, too: each of
    them began as its copy.
    """

    def __init__(self):
        super().__init__(daemon=True)
        self._ended = threading.Event()
        self.megabytes = 0.0

    def __enter__(self) -> "_Children":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        """Look until the end."""
        while not self._ended.wait(0.1):
            for path in Path("/proc/self/task").glob("*/children"):
                for pid in _words(path):
                    self.megabytes = max(self.megabytes, _status("VmHWM", pid))


def _own_seconds() -> float:
    """Processor time of this process and of those that it started and saw end."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _seconds(stat: Path) -> float | None:
    """Processor time of a process so far, None when it is not on this machine."""
    try:
        cells = stat.read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return None
    return (int(cells[11]) + int(cells[12])) / _TICK


def _reset_peak() -> float:
    """Begin to watch the highest size anew; returns the size now in MB."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def _status(name: str, pid: str = "self") -> float:
    """Megabytes of a process by that name, 0 when it has ended."""
    for line in _lines(Path(f"/proc/{pid}/status")):
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []


def _words(path: Path) -> list[str]:
    return " ".join(_lines(path)).split()
