"""What two commands of the launcher do to each other (no database needed)."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))

from launcher import databases, paths, say, turns  # noqa: E402


@pytest.fixture
def server_without_databases(tmp_path, monkeypatch):
    """Stands for the database server: remembers what was built, slowly."""
    built = []

    def install(name, _addons, _languages):
        if f"{name}_new" in built:
            raise say.Failure("two build the same database")
        built.append(f"{name}_new")
        time.sleep(0.2)
        built.remove(f"{name}_new")
        built.append(name)

    monkeypatch.setattr(paths, "STAMPS", tmp_path)
    monkeypatch.setattr(databases, "_install", install)
    monkeypatch.setattr(databases, "_wanted_state", lambda _addons: {"template": "t"})
    monkeypatch.setattr(databases.server, "database_exists", built.__contains__)
    return built


def test_two_commands_at_once_build_a_template_once(server_without_databases):
    errors = []

    def build():
        try:
            databases.ensure_installed("garage_demo_template", ["garage_base"])
        except say.Failure as failure:
            errors.append(failure)

    commands = [threading.Thread(target=build) for _command in range(3)]
    for command in commands:
        command.start()
    for command in commands:
        command.join()
    assert not errors
    assert server_without_databases == ["garage_demo_template"]


def test_a_command_that_is_killed_gives_its_turn_back(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "STAMPS", tmp_path)
    script = (
        "import sys, time; sys.path.append(sys.argv[1])\n"
        "from pathlib import Path\nfrom launcher import paths, turns\n"
        "paths.STAMPS = Path(sys.argv[2])\n"
        "with turns.one_at_a_time('x'):\n    print(flush=True); time.sleep(600)\n"
    )
    command = [sys.executable, "-c", script, str(ROOT / "scripts"), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        other.kill()
    with turns.one_at_a_time("x"):
        assert (tmp_path / "x.lock").exists()
