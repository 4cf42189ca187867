"""What is installed: the wheel holds everything, the service starts what there is."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from garage_iot import cli

FOLDER = Path(__file__).parent.parent
SOURCES = FOLDER / "garage_iot"
UNIT = FOLDER / "packaging" / "garage-iot.service"
# Name to import, where it differs from the name of the package.
PACKAGES = {
    "PIL": "pillow",
    "barcode": "python-barcode",
    "escpos": "python-escpos",
    "serial": "pyserial",
    "usb": "pyusb",
    "yaml": "pyyaml",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy without network."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(SOURCES, folder / "iot" / "garage_iot")
    shutil.copy(FOLDER / "pyproject.toml", folder / "iot")
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", folder]
    command = [sys.executable, "-m", "pip", "wheel", *options, folder / "iot"]
    subprocess.run([str(word) for word in command], check=True)
    return next(folder.glob("garage_iot-*.whl"))


def test_the_wheel_holds_every_file_of_the_package(wheel):
    wanted = {
        str(path.relative_to(FOLDER))
        for path in SOURCES.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())

    assert wanted <= held


def test_the_installed_command_lists_its_drivers(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
        entry = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "garage-iot = garage_iot.__main__:main" in archive.read(entry).decode()

    said = subprocess.run(
        [sys.executable, "-m", "garage_iot", "drivers"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "zvt (terminal, tcp)" in said


def imported() -> set[str]:
    """Return the top names that the package imports from elsewhere."""
    found: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").split(".")[0])
    return found - sys.stdlib_module_names - {"garage_iot"}


def test_every_package_that_is_imported_is_declared():
    declared = set(
        re.findall(r'"([a-z-]+)[=><]', (FOLDER / "pyproject.toml").read_text())
    )

    missing = {PACKAGES.get(name, name) for name in imported()} - declared

    assert missing == set()


def settings() -> dict[str, list[str]]:
    """Return what the unit's service section says."""
    found: dict[str, list[str]] = {}
    section = UNIT.read_text().partition("[Service]")[2].partition("[Install]")[0]
    for line in section.splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_the_service_starts_a_command_that_there_is():
    words = shlex.split(settings()["ExecStart"][0])

    with pytest.raises(SystemExit) as stop:
        cli.main([*words[1:], "--help"])

    assert stop.value.code == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("User", "garage-iot"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("CapabilityBoundingSet", ""),
        ("DevicePolicy", "closed"),
        ("StateDirectory", "garage-iot"),
        ("Restart", "always"),
    ],
)
def test_the_service_is_locked_in(name, value):
    assert settings()[name] == [value]
