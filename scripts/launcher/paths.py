"""Places in the checkout and in its working folder `.garage`."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = (ROOT / ".garage").resolve()
VENV = WORK / "venv"
PYTHON = VENV / "bin" / "python"
ODOO_UNPACKED = WORK / "odoo"
OCA = WORK / "oca"
OCA_ADDONS = OCA / "odoo" / "addons"
STAMPS = WORK / "stamps"
LOGS = WORK / "logs"
DATA = WORK / "data"
CONF = ROOT / "odoo.conf"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "garage"


def checkout_id() -> str:
    """Short name of this working folder, for places outside the checkout."""
    return hashlib.sha256(str(WORK).encode()).hexdigest()[:12]


def stamp_matches(name: str, content: str) -> bool:
    """Whether step `name` was finished with exactly this content."""
    path = STAMPS / name
    return path.exists() and path.read_text() == content


def write_stamp(name: str, content: str) -> None:
    """Remember that step `name` is done for this content."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(content)


def file_hash(*paths: Path) -> str:
    """SHA-256 over the contents of the files, in the given order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
