"""Runs one bench of the box: `python -m load.box NAME`, called by `./garage bench`."""

import argparse
import importlib
import sys
import tempfile
from dataclasses import dataclass
from json import dumps
from pathlib import Path


@dataclass(frozen=True)
class Context:
    """What a bench gets: a folder for its files and the size of the work."""

    folder: Path
    scale: float

    def count(self, usual: int) -> int:
        """How often something is done at this scale."""
        return max(1, round(usual * self.scale))


def main(words: list[str]) -> int:
    """Run the bench, print and write what it found; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(prog="load.box")
    parser.add_argument("name")
    parser.add_argument("--json", required=True)
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args(words)
    bench = importlib.import_module(f"load.box_benches.{options.name}")
    with tempfile.TemporaryDirectory() as folder:
        report = bench.run(Context(Path(folder), options.scale))
    sys.stdout.write("\n".join(report.lines()) + "\n")
    Path(options.json).write_text(dumps(report.as_dict()))
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
