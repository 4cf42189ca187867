"""Where the simulated suppliers keep the orders that they took: a file for each.

A real supplier knows his orders outside of our database, and so do these.
"""

import fcntl
import json
import re
from contextlib import contextmanager
from pathlib import Path

from odoo.tools import config

_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_MOST_ORDERS = 500


def is_name(name):
    """Whether this may be the name of a book; it comes from an address."""
    return bool(_NAME.fullmatch(name))


@contextmanager
def opened(name):
    """Give the orders of one supplier, alone, and keep what became of them."""
    if not is_name(name):
        raise ValueError(name)
    folder = Path(config["data_dir"]) / "simulated_suppliers"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.json").open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read()
        orders = json.loads(text) if text else []
        yield orders
        file.seek(0)
        file.truncate()
        json.dump(orders[-_MOST_ORDERS:], file)
