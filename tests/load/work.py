"""What a piece of work costs: processor time here and in the database, and memory."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Work:
    """Cost of one piece of work.

    :param seconds: processor time of this process and of its database session, so
        that other programs of the machine do not count; wall time where the server
        runs elsewhere
    :param wall: wall time in seconds
    :param megabytes: by how much this process grew at its highest
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
    session, own, start = _seconds(stat), time.process_time(), time.perf_counter()
    work()
    wall = time.perf_counter() - start
    used = _seconds(stat)
    here = time.process_time() - own
    seconds = wall if used is None else here + used - session
    return Work(seconds, wall, _status("VmHWM") - before)


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


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith(name))
    return int(line.split()[1]) / 1024
