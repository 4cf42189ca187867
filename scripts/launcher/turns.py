"""Steps that two commands at once must not do at once, such as building a template."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from . import paths, say


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Wait until no other command is in the block of this name.

    The system keeps the lock with the open file: a command that dies gives it back.
    Not to be entered twice by one command.
    """
    paths.STAMPS.mkdir(parents=True, exist_ok=True)
    with (paths.STAMPS / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say.line(f"  Another ./garage makes {name}; waiting for it ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
