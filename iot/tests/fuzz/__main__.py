"""``python -m fuzz NAME [seconds]``: fuzz one parser and keep its corpus small."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from fuzz.explore import Finding, explore, smallest
from fuzz.mutate import LONGEST
from fuzz.targets import TARGETS, name_of

CORPUS = Path(__file__).parent.parent / "corpus"
MOST = 40


def read(folder: Path) -> list[bytes]:
    """Return the inputs of a corpus in a fixed order."""
    return [path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()]


def write(folder: Path, inputs: list[bytes]) -> None:
    """Replace a corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*"):
        path.unlink()
    for data in inputs:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def with_libfuzzer(name: str, corpus: list[bytes], seconds: float) -> Finding:
    """Fuzz in a process of its own: libFuzzer ends the one that it runs in."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, crashes = Path(folder) / "inputs", Path(folder) / "crashes"
        write(inputs, corpus)
        crashes.mkdir()
        options = [f"-max_total_time={seconds:.0f}", f"-max_len={LONGEST}"]
        options += [f"-artifact_prefix={crashes}/", "-timeout=5", str(inputs)]
        command = [sys.executable, "-m", "fuzz.libfuzzer", name, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = Finding(read(inputs), _tries(done.stderr))
        crash = next(iter(read(crashes)), None)
        if crash is not None or done.returncode:
            found.crash, found.error = crash or b"", done.stderr[-2000:]
        return found


def _tries(log: str) -> int:
    """Return the executions that libFuzzer counts: ``Done 12345 runs in ...``."""
    words = log.rpartition("Done ")[2].split()
    return int(words[0]) if words and words[0].isdigit() else 0


def run(name: str, seconds: float) -> dict[str, object]:
    """Fuzz a parser, keep the corpus and return the figures."""
    target, corpus = TARGETS[name], read(CORPUS / name)
    guided = with_libfuzzer if find_spec("atheris") else None
    found = guided(name, corpus, seconds) if guided else None
    if found is None:
        found = explore(target, corpus, seconds)
    if found.crash is None:
        write(CORPUS / name, smallest(target, corpus + found.kept, MOST))
    return {
        "name": name,
        "by": "libFuzzer" if guided else "own loop",
        "tries": found.tries,
        "corpus": len(read(CORPUS / name)),
        "crash": found.crash.hex() if found.crash is not None else None,
        "error": found.error,
    }


def main() -> int:
    """Entry of the command; prints one JSON object."""
    name = name_of(sys.argv)
    report = run(name, float(sys.argv[2]) if len(sys.argv) > 2 else 60.0)
    sys.stdout.write(json.dumps(report) + "\n")
    return 1 if report["crash"] is not None else 0


if __name__ == "__main__":
    sys.exit(main())
