"""./garage lint: style, types, sizes, wording and structure, in that order."""

import shutil
import subprocess
from pathlib import Path

from . import packages, paths, python_env, say

ADDONS = sorted(paths.ROOT.glob("addons/*/__manifest__.py"))
TEST_ADDONS = sorted(paths.ROOT.glob("tests/addons/*/__manifest__.py"))


def main(words: list[str]) -> int:
    """Run every check and name those that failed; exit code 1 when any did."""
    del words
    python_env.ensure()
    ensure_node_tools()
    failed = [name for name, command in _checks().items() if not _passes(name, command)]
    if failed:
        say.line(f"\nNot in order: {', '.join(failed)}")
        return 1
    say.line("\nAll checks passed.")
    return 0


def _checks() -> dict[str, list[object]]:
    tools = paths.VENV / "bin"
    modules = [path.parent.relative_to(paths.ROOT) for path in [*ADDONS, *TEST_ADDONS]]
    python_dirs = ["addons", "iot", "tests", "scripts"]
    prettier = "{addons,tests/addons}/**/*.{js,xml,scss}"
    return {
        "ruff": [tools / "ruff", "check", *python_dirs],
        "ruff format": [tools / "ruff", "format", "--check", *python_dirs],
        "pylint-odoo": [
            tools / "pylint",
            "--rcfile=pyproject.toml",
            # Models are split by concern on purpose, lazy texts stand in tables,
            # the test-only add-on has no page of its own.
            "--disable=consider-merging-classes-inherited,prefer-env-translation,"
            "missing-readme",
            *modules,
        ],
        "oca-checks": [
            tools / "oca-checks-odoo-module",
            # Translations and readme sources are kept otherwise than the OCA does.
            "--disable=prefer-readme-rst,po-pretty-format,missing-readme,"
            "xml-tag-position,xml-field-numeric-without-eval",
            *modules,
        ],
        "mypy": [tools / "mypy", *_typed()],
        "codespell": [tools / "codespell", *python_dirs, "docs", "README.md"],
        "prettier": _node("prettier", "--check", "--log-level=warn", prettier),
        "eslint": _node("eslint", "addons"),
        "sizes": [paths.PYTHON, "scripts/shape.py"],
        "translations": [
            paths.PYTHON,
            "-c",
            "import sys; from launcher import translations as t; sys.exit(t.report())",
        ],
        "structure": _pytest("tests/test_architecture.py"),
    }


def _typed() -> list[Path]:
    found = [paths.ROOT / "iot" / "garage_iot"]
    found += sorted(paths.ROOT.glob("addons/*/domain"))
    found += sorted(paths.ROOT.glob("addons/*/reading"))
    return [path.relative_to(paths.ROOT) for path in found if path.is_dir()]


def _pytest(path: str) -> list[object]:
    options = ["-q", "-p", "no:odoo", "-p", "no:cacheprovider", "-o", "addopts="]
    return [paths.PYTHON, "-m", "pytest", *options, path]


def _node(*words: str) -> list[object]:
    return ["npx", "--no-install", *words]


def ensure_node_tools() -> None:
    """Install the pinned tools for scripts and views when they are missing."""
    packages.ensure({"nodejs": bool(shutil.which("node")), "npm": _has_npm()})
    lock = paths.ROOT / "package-lock.json"
    wanted = f"{paths.ROOT} {paths.file_hash(lock)}"
    if (paths.ROOT / "node_modules").is_dir() and paths.stamp_matches("node", wanted):
        return
    with say.step("Tools for scripts and views"):
        say.run(["npm", "ci", "--no-audit", "--no-fund"], "npm", cwd=paths.ROOT)
    paths.write_stamp("node", wanted)


def _has_npm() -> bool:
    return bool(shutil.which("npm"))


def _passes(name: str, command: list[object]) -> bool:
    words = [str(word) for word in command]
    result = subprocess.run(
        words, cwd=paths.ROOT, capture_output=True, text=True, check=False
    )
    if result.returncode == 0:
        say.line(f"  {name}: in order")
        return True
    say.line(f"  {name}:\n{result.stdout}{result.stderr}")
    return False
