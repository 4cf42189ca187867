"""The virtual environment and the OCA add-ons, both pinned."""

import shutil
import sys
import zipfile
from pathlib import Path

from . import odoo_source, paths, say

REQUIREMENTS = (paths.ROOT / "requirements.txt", paths.ROOT / "requirements-dev.txt")
OCA_REQUIREMENTS = paths.ROOT / "requirements-oca.txt"


def ensure() -> None:
    """Virtual environment with all pinned packages and Odoo on its path."""
    odoo_folders = odoo_source.find()
    if not (paths.PYTHON.exists() and paths.stamp_matches("python", sys.version)):
        with say.step("Python environment"):
            shutil.rmtree(paths.VENV, ignore_errors=True)
            say.run([sys.executable, "-m", "venv", paths.VENV], "venv")
        paths.write_stamp("python", sys.version)
        paths.write_stamp("packages", "")
    wanted = paths.file_hash(*REQUIREMENTS)
    if not paths.stamp_matches("packages", wanted):
        with say.step("Python packages (about 120)"):
            _install_packages()
        paths.write_stamp("packages", wanted)
    _put_on_path(odoo_folders)
    _ensure_oca()


def _install_packages() -> None:
    command = [paths.PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    for path in REQUIREMENTS:
        command += ["-r", path]
    say.run(command, "pip")


def _put_on_path(folders: list[Path]) -> None:
    """Make `import odoo` work in the environment, without copying anything."""
    site = next((paths.VENV / "lib").glob("python3.*")) / "site-packages"
    content = "".join(f"{folder}\n" for folder in folders)
    link = site / "garage-odoo.pth"
    if not link.exists() or link.read_text() != content:
        link.write_text(content)


def _ensure_oca() -> None:
    wanted = paths.file_hash(OCA_REQUIREMENTS)
    if paths.OCA_ADDONS.is_dir() and paths.stamp_matches("oca", wanted):
        return
    with say.step("OCA add-ons (bank statements, reconciliation, job queue)"):
        wheels = paths.WORK / "oca-wheels"
        shutil.rmtree(wheels, ignore_errors=True)
        shutil.rmtree(paths.OCA, ignore_errors=True)
        # The wheels name "odoo" as a requirement, which no index has: no dependencies.
        command = [paths.PYTHON, "-m", "pip", "download", "--no-deps"]
        command += ["--require-hashes", "--only-binary", ":all:", "--dest", wheels]
        say.run([*command, "-r", OCA_REQUIREMENTS], "oca")
        for wheel in sorted(wheels.glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(paths.OCA)
        shutil.rmtree(wheels)
    paths.write_stamp("oca", wanted)
