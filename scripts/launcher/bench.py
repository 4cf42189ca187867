"""./garage bench: measure the product beside plain Odoo and print ratios."""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

from . import databases, paths, postgres, python_env, say, server

BENCHES = paths.ROOT / "tests" / "load" / "benches"


def main(words: list[str]) -> int:
    """Entry of the command; exit code 1 when a ratio is beyond its limit."""
    options = _options(words)
    python_env.ensure()
    postgres.ensure()
    _ensure_databases(options.db)
    reports, code = [], 0
    for name in [options.name] if options.name else names():
        report, result = _run(name, options)
        reports.append(report)
        code = code or result
    if options.json:
        content = reports[0] if options.name else reports
        Path(options.json).write_text(json.dumps(content, indent=2) + "\n")
    return code


def names() -> list[str]:
    """Benches that there are, by file."""
    return sorted(path.stem for path in BENCHES.glob("[a-z]*.py"))


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./garage bench", allow_abbrev=False)
    parser.add_argument("name", nargs="?", help=f"one of: {', '.join(names())}")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data")
    parser.add_argument("--db", default="garage_bench", help="start of the names")
    options = parser.parse_args(words)
    databases.check_name(options.db)
    if options.name and options.name not in names():
        raise say.Failure(
            f"There is no bench “{options.name}”. There are: {', '.join(names())}."
        )
    return options


def _ensure_databases(prefix: str) -> None:
    databases.ensure_installed(f"{prefix}_template", databases.own_addons())


def _run(name: str, options: argparse.Namespace) -> tuple[dict, int]:
    """One bench in fresh copies: one database with our add-ons, one without."""
    garage, plain = f"{options.db}_garage", f"{options.db}_plain"
    databases.clone(f"{options.db}_template", garage)
    databases.clone(databases.upstream_template(), plain)
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "report.json"
        command = [paths.PYTHON, "-m", "load", name, "--json", result]
        command += ["--scale", options.scale, "--garage-db", garage]
        command += ["--plain-db", plain, "--addons-path", server.addons_path()]
        command += ["--config", paths.CONF, "--data-dir", paths.DATA]
        process = subprocess.run(
            [str(word) for word in command],
            cwd=paths.ROOT,
            env={**server.environment(), "TZ": "UTC"},
            check=False,
        )
        if not result.exists():
            raise say.Failure(f"Bench {name} stopped before its end; see above.")
        report = json.loads(result.read_text())
    for database in (garage, f"{garage}_small", plain):
        databases.drop(database)
    return report, process.returncode
