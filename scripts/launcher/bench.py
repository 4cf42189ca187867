"""./garage bench: measure the product beside plain Odoo and print ratios."""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

from . import databases, paths, postgres, python_env, say, server

BENCHES = paths.ROOT / "tests" / "load" / "benches"
# The box knows no database: its benches need none.
BOX_BENCHES = paths.ROOT / "tests" / "load" / "box_benches"


def main(words: list[str]) -> int:
    """Entry of the command; exit code 1 when a ratio is beyond its limit."""
    options = _options(words)
    wanted = options.names or names()
    python_env.ensure()
    if not set(wanted) <= set(_in(BOX_BENCHES)):
        postgres.ensure()
        _ensure_databases(options.db)
    reports, code = [], 0
    for name in wanted:
        run = _run_box if name in _in(BOX_BENCHES) else _run
        report, result = run(name, options)
        reports.append(report)
        code = code or result
    if options.json:
        content = reports[0] if len(options.names) == 1 else reports
        Path(options.json).write_text(json.dumps(content, indent=2) + "\n")
    return code


def names() -> list[str]:
    """Benches that there are, by file."""
    return sorted([*_in(BENCHES), *_in(BOX_BENCHES)])


def _in(folder: Path) -> list[str]:
    return [path.stem for path in folder.glob("[a-z]*.py")]


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./garage bench", allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names()))
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data")
    parser.add_argument("--db", default="garage_bench", help="start of the names")
    options = parser.parse_args(words)
    databases.check_name(options.db)
    for name in options.names:
        if name not in names():
            raise say.Failure(
                f"There is no bench “{name}”. There are: {', '.join(names())}."
            )
    return options


def _ensure_databases(prefix: str) -> None:
    databases.ensure_installed(f"{prefix}_template", databases.own_addons())


def _run(name: str, options: argparse.Namespace) -> tuple[dict, int]:
    """One bench in fresh copies: one database with our add-ons, one without."""
    garage, plain = f"{options.db}_garage", f"{options.db}_plain"
    databases.clone(f"{options.db}_template", garage)
    databases.clone(databases.upstream_template(), plain)
    try:
        return _report(
            "load", name, "--scale", options.scale, "--garage-db", garage,
            "--plain-db", plain, "--addons-path", server.addons_path(),
            "--config", paths.CONF, "--data-dir", paths.DATA,
        )  # fmt: skip
    finally:
        for database in (garage, f"{garage}_small", plain):
            databases.drop(database)


def _run_box(name: str, options: argparse.Namespace) -> tuple[dict, int]:
    """One bench of the box and its simulated devices."""
    return _report("load.box", name, "--scale", options.scale)


def _report(module: str, name: str, *words: object) -> tuple[dict, int]:
    """Run a bench as a process of its own; its report and exit code."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "report.json"
        command = [paths.PYTHON, "-m", module, name, "--json", result, *words]
        process = subprocess.run(
            [str(word) for word in command],
            cwd=paths.ROOT,
            env={**server.environment(), "TZ": "UTC"},
            check=False,
        )
        if not result.exists():
            raise say.Failure(f"Bench {name} stopped before its end; see above.")
        return json.loads(result.read_text()), process.returncode
