"""The database server: the one that PG* variables or odoo.conf name, else our own."""

import configparser
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from . import packages, paths, say

ROLE = "garage"
PORT = "5432"  # only part of the socket's name: our server has no TCP port
SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "jit": "off",
}


def ensure() -> None:
    """Make a server answer and put its PG* variables into our environment."""
    if _is_configured():
        return
    cluster = Cluster()
    cluster.ensure_running()
    os.environ.update(PGHOST=str(cluster.socket_dir), PGPORT=PORT, PGUSER=ROLE)


def stop() -> bool:
    """Stop our own server; False when it was not running."""
    cluster = Cluster()
    if not cluster.is_running():
        return False
    cluster.control("stop", "-m", "fast")
    return True


def destroy() -> None:
    """Stop our own server and delete its data."""
    stop()
    shutil.rmtree(Cluster().home, ignore_errors=True)


def psql(sql: str, database: str = "postgres") -> str:
    """Answer of one SQL statement, unaligned text without header."""
    binary = _client("psql")
    result = subprocess.run(
        [binary, "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise say.Failure(f"PostgreSQL refused: {result.stderr.strip()}")
    return result.stdout.strip()


def _client(name: str) -> str:
    folder = packages.postgres_bin()
    beside = folder / name if folder else None
    return str(beside) if beside and beside.exists() else name


def _is_configured() -> bool:
    if os.environ.get("PGHOST"):
        return True
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(paths.CONF)
    host = parser.get("options", "db_host", fallback="False")
    return host not in ("", "False")


class Cluster:
    """A private PostgreSQL cluster on a unix socket.

    As root it runs as an unprivileged user, who must be able to reach the data: a
    checkout below a private home is not reachable, then /var/tmp serves.
    """

    def __init__(self) -> None:
        self.user = self._server_user() if os.geteuid() == 0 else None
        self.home = self._choose_home()
        self.data = self.home / "data"
        # Socket names are limited to 107 bytes, so not below a deep checkout.
        self.socket_dir = Path("/var/tmp") / f"garage-{paths.checkout_id()}"

    @staticmethod
    def _server_user() -> str:
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name).pw_name
            except KeyError:
                continue
        raise say.Failure(
            "PostgreSQL refuses to run as root and there is no user postgres or "
            "nobody. Start ./garage as an ordinary user."
        )

    def _choose_home(self) -> Path:
        inside = paths.WORK / "pg"
        if self.user is None or inside.exists() or self._reachable(paths.WORK):
            return inside
        return Path("/var/tmp") / f"garage-{paths.checkout_id()}-pg"

    def _reachable(self, folder: Path) -> bool:
        folder.mkdir(parents=True, exist_ok=True)
        return not self._as_user(["test", "-x", folder], check=False).returncode

    def _as_user(self, words: list[object], check: bool = True):
        command = [str(word) for word in words]
        if self.user:
            command = ["setpriv", f"--reuid={self.user}", "--clear-groups", *command]
            group = pwd.getpwnam(self.user).pw_gid
            command.insert(1, f"--regid={group}")
        # The postmaster must not inherit our pipes, or a caller would wait for it.
        return subprocess.run(
            command,
            check=check,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def control(self, *words: object) -> int:
        """pg_ctl on our data; its exit code."""
        binary = packages.postgres_bin()
        command = [binary / "pg_ctl", "-D", self.data, "-w", *words]
        return self._as_user(command, check=False).returncode

    def is_running(self) -> bool:
        """Whether our server is up."""
        return self.data.exists() and self.control("status") == 0

    def ensure_running(self) -> None:
        """Create and start the cluster when needed."""
        if self.is_running():
            return
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._own(self.socket_dir)
        log = self.home / "server.log"
        if self.control("start", "-t", "60", "-l", log):
            raise say.Failure(
                f"The private PostgreSQL server did not start. Its log: {log}"
            )

    def _create(self) -> None:
        with say.step("Private PostgreSQL cluster"):
            self._own(self.home)
            binary = packages.postgres_bin()
            command = [binary / "initdb", "-D", self.data, "-U", ROLE, "-E", "UTF8"]
            command += ["--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"]
            if self._as_user(command, check=False).returncode:
                raise say.Failure(f"initdb could not create {self.data}.")
            lines = {**SETTINGS, "unix_socket_directories": f"'{self.socket_dir}'"}
            with (self.data / "postgresql.conf").open("a") as conf:
                conf.writelines(f"{key} = {value}\n" for key, value in lines.items())

    def _own(self, folder: Path) -> None:
        """The folder exists and only the server's user (and root) may enter it."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            shutil.chown(folder, self.user)
        folder.chmod(0o700)
