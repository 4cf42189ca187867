"""Running Odoo with our configuration."""

import os
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from . import odoo_source, paths, postgres, say

RUNNER = "import sys; from odoo.cli import main; sys.argv[0] = 'odoo'; main()"


def addons_path() -> str:
    """Add-on folders: ours, the tests', OCA's and those beside a source checkout."""
    own = [paths.ROOT / "addons", paths.ROOT / "tests" / "addons", paths.OCA_ADDONS]
    beside = [
        folder
        for home in odoo_source.find()
        for folder in odoo_source.addons_paths(home)
    ]
    return ",".join(str(folder) for folder in [*own, *beside] if folder.is_dir())


def command(*words: str) -> list[str]:
    """Odoo's command line; the first word may be a sub-command such as `shell`."""
    head = [str(paths.PYTHON), "-c", RUNNER]
    if words and not words[0].startswith("-"):
        head.append(words[0])
        words = words[1:]
    own = ["-c", str(paths.CONF), f"--addons-path={addons_path()}"]
    return [*head, *own, f"--data-dir={paths.DATA}", *words]


def addon_command(name: str, *words: str) -> list[str]:
    """A command that an add-on brings: Odoo looks for it where the first word says."""
    path = f"--addons-path={addons_path()}"
    own = ["-c", str(paths.CONF), path, f"--data-dir={paths.DATA}"]
    return [str(paths.PYTHON), "-c", RUNNER, path, name, *own, *words]


def environment() -> dict[str, str]:
    """The environment of Odoo processes: the box package is importable in it."""
    python_path = os.pathsep.join([str(paths.ROOT / "iot"), str(paths.ROOT / "tests")])
    return {**os.environ, "PYTHONPATH": python_path}


def run_logged(log: str, *words: str, script: str | None = None) -> None:
    """Run Odoo to its end with the output in a log.

    Raises Failure when it stops with an error.
    """
    extra = {"input": script.encode()} if script is not None else {}
    say.run(command(*words), log, env=environment(), cwd=paths.ROOT, **extra)


def run_in_foreground(words: Sequence[str]) -> int:
    """Run Odoo on the terminal; its exit code."""
    return on_terminal(command(*words))


def on_terminal(words: Sequence[str]) -> int:
    """Run a whole command line on the terminal; its exit code."""
    process = subprocess.run(words, env=environment(), cwd=paths.ROOT, check=False)
    return process.returncode


def port_is_free(port: int) -> bool:
    """Whether a server may listen on this port of the loopback interface."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def filestore(database: str) -> Path:
    """Folder of the database's attachments."""
    return paths.DATA / "filestore" / database


def database_oid(database: str) -> str:
    """Number of the database inside the server; another one after it was made anew."""
    rows = postgres.psql("SELECT datname, oid FROM pg_database").splitlines()
    return dict(row.split("|") for row in rows)[database]


def database_exists(database: str) -> bool:
    """Whether the server has a database of this name."""
    names = postgres.psql("SELECT datname FROM pg_database")
    return database in names.splitlines()
