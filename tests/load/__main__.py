"""Runs one bench: `python -m load NAME`, called by `./garage bench`."""

import argparse
import importlib
import json
import logging
import sys
from dataclasses import dataclass
from pathlib import Path

from odoo.tools import config


@dataclass(frozen=True)
class Context:
    """What a bench gets: two databases and the size of the data."""

    garage_db: str
    plain_db: str
    scale: float


def main(words: list[str]) -> int:
    """Run the bench, print and write what it found; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(prog="load")
    parser.add_argument("name")
    for option in ("json", "garage-db", "plain-db", "addons-path", "config"):
        parser.add_argument(f"--{option}", required=True)
    parser.add_argument("--data-dir", required=True)
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args(words)
    _start_odoo(options)
    bench = importlib.import_module(f"load.benches.{options.name}")
    report = bench.run(Context(options.garage_db, options.plain_db, options.scale))
    sys.stdout.write("\n".join(report.lines()) + "\n")
    Path(options.json).write_text(json.dumps(report.as_dict()))
    return 0 if report.holds else 1


def _start_odoo(options: argparse.Namespace) -> None:
    config.parse_config(
        [
            f"--config={options.config}",
            f"--addons-path={options.addons_path}",
            f"--data-dir={options.data_dir}",
            "--log-level=error",
            "--max-cron-threads=0",
        ],
        setup_logging=True,
    )
    logging.getLogger("odoo").setLevel(logging.ERROR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
