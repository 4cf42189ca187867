"""What a piece of work costs, whatever else the machine does."""

import os
import resource
import time
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def seconds_of_work(cr, work):
    """Do the work and return its processor seconds and its result.

    Counts this process, those that it starts and its database session; the clock's
    seconds where the database runs on another machine.
    """
    cr.execute("SELECT pg_backend_pid()")
    stat = Path(f"/proc/{cr.fetchone()[0]}/stat")
    begun, session, own = time.monotonic(), _session(stat), _own()
    result = work()
    if session is None:
        return time.monotonic() - begun, result
    return _own() - own + _session(stat) - session, result


def _own():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _session(stat):
    """Processor seconds of a session, None where it is not on this machine."""
    if os.environ.get("PGHOST", "/")[:1] != "/" or not stat.exists():
        return None
    cells = stat.read_text().rpartition(")")[2].split()
    return (int(cells[11]) + int(cells[12])) / _TICK
