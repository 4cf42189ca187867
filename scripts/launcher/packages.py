"""System packages: what must be on the machine, and how it gets there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import say

MIN_PYTHON, MAX_PYTHON = (3, 10), (3, 13)


def ensure(needs: dict[str, bool]) -> None:
    """Install the Debian packages whose value is False (missing).

    Raises Failure naming the exact command where we may not install.
    """
    missing = sorted(name for name, present in needs.items() if not present)
    if not missing:
        return
    command = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if os.geteuid() or not shutil.which("apt-get"):
        raise say.Failure(
            f"These system packages are missing: {', '.join(missing)}. "
            f"Install them with:  sudo {command}"
        )
    with say.step(f"System packages {', '.join(missing)}"):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        say.run(["apt-get", "update"], "apt-update", env=env)
        # The server's own cluster is not wanted: ours is private to the checkout.
        env["PG_CREATE_MAIN_CLUSTER"] = "0"
        say.run([*command.split(), "-y"], "apt-install", env=env)


def base_needs() -> dict[str, bool]:
    """Packages that every command needs."""
    return {
        "python3-venv": _venv_works(),
        "postgresql": postgres_bin() is not None,
        "chromium": chromium() is not None,
    }


def check_python() -> None:
    """Refuse Python versions that Odoo 19 does not run on."""
    if not MIN_PYTHON <= sys.version_info[:2] <= MAX_PYTHON:
        raise say.Failure(
            "Odoo 19 needs Python 3.10 to 3.13, this is "
            f"{sys.version.split()[0]}. Start ./garage with another python3 first "
            "on the PATH."
        )


def postgres_bin() -> Path | None:
    """Folder with initdb and pg_ctl of the newest PostgreSQL >= 13."""
    found = sorted(
        (folder for folder in Path("/usr/lib/postgresql").glob("*/bin")),
        key=lambda folder: float(folder.parent.name),
        reverse=True,
    )
    on_path = shutil.which("pg_ctl")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    for folder in found:
        if (folder / "initdb").exists() and _postgres_major(folder) >= 13:
            return folder
    return None


def _postgres_major(folder: Path) -> int:
    out = subprocess.run(
        [folder / "pg_ctl", "--version"], capture_output=True, text=True, check=False
    ).stdout
    words = out.split()
    return int(words[2].split(".")[0]) if len(words) > 2 else 0


def chromium() -> str | None:
    """Path of a Chromium or Chrome: it prints documents and runs browser tests."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return None


def _venv_works() -> bool:
    probe = "import ensurepip, venv"
    return not subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, check=False
    ).returncode
