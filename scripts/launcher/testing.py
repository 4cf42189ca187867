"""./garage test: install the add-ons, run everything, check the sizes."""

import argparse
import os
import subprocess
import sys

from . import databases, paths, postgres, python_env, say, server, up

SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile"]
# A test of the box mostly waits for its devices and lies in a folder of its own.
BOX_SIDE_BY_SIDE = ["-n", "4", "--dist", "worksteal"]
TEST_ADDONS = paths.ROOT / "tests" / "addons"


def main(words: list[str]) -> int:
    """Entry of the command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="./garage test", allow_abbrev=False)
    parser.add_argument("--db", default="garage_test", help="database to use")
    parser.add_argument("--modules", help="only these add-ons, separated by commas")
    options, rest = parser.parse_known_args(words)
    python_env.ensure()
    postgres.ensure()
    name = databases.check_name(options.db)
    addons = options.modules.split(",") if options.modules else _all_addons()
    databases.ensure_installed(name, addons)
    if rest or options.modules:
        return _run_pytest(name, rest)
    say.line("Installation log")
    code = _check_log(name)
    say.line("Box")
    code = _run_box_tests() or code
    say.line("Add-ons and flows")
    code = _run_addon_tests(name) or code
    say.line("Demo garage")
    return _run_demo_tests() or code


def _all_addons() -> list[str]:
    tests = [path.parent.name for path in TEST_ADDONS.glob("*/__manifest__.py")]
    return databases.own_addons() + sorted(tests)


def _run_addon_tests(database: str) -> int:
    """Side by side on copies of the database; those with a browser one by one.

    A browser keeps both cores busy, and a tour waits ten seconds for a step.
    """
    every = ["--ignore=tests/demo"]
    code = _run_pytest(database, [*every, "-m", "not browser", *SIDE_BY_SIDE])
    say.line("Browser tours")
    return _run_pytest(database, [*every, "-m", "browser"]) or code


def _check_log(database: str) -> int:
    """Warnings while installing are faults: views, access rights, fields."""
    logs = [paths.LOGS / f"{step}-{database}.log" for step in ("install", "update")]
    latest = max((log for log in logs if log.exists()), key=os.path.getmtime)
    command = [str(paths.VENV / "bin" / "checklog-odoo"), str(latest)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        say.line(result.stdout + result.stderr)
    return result.returncode


def _run_demo_tests() -> int:
    """What `./garage up` shows, in a copy of the demo garage."""
    name = "garage_demo_test"
    databases.clone(up.demo_template(), name)
    return _run_pytest(name, ["tests/demo"])


def _run_box_tests() -> int:
    """The box has no Odoo in it, and neither have its tests."""
    folder = paths.ROOT / "iot"
    if not (folder / "tests").is_dir():
        return 0
    command = [str(paths.PYTHON), "-m", "pytest", "-q", *BOX_SIDE_BY_SIDE]
    return subprocess.run(command, cwd=folder, check=False).returncode


def _run_pytest(database: str, words: list[str]) -> int:
    screenshots = paths.WORK / "screenshots"
    command = [str(paths.PYTHON), "-m", "pytest", f"--odoo-database={database}"]
    command += ["--odoo-extra", f"screenshots={screenshots}"]
    command += ["--odoo-extra", f"data-dir={paths.DATA}"]
    command += ["--odoo-extra", f"addons-path={server.addons_path()}"]
    env = {**server.environment(), "TZ": "UTC"}
    if os.geteuid() == 0:
        # Chromium refuses its sandbox as root; Odoo passes --no-sandbox by itself.
        env.setdefault("HOME", "/root")
    result = subprocess.run([*command, *words], cwd=paths.ROOT, env=env, check=False)
    sys.stdout.flush()
    return result.returncode
