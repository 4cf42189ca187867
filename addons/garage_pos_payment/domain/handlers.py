"""The zip of handlers that an Odoo IoT box downloads and runs.

The box deletes all its handlers first, also Odoo's own: those come along.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_STOCK = ("drivers", "interfaces")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def build(iot: Path, stock: Path, settings: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return the zip and its ETag; the same content gives the same bytes.

    :param iot: folder with ``garage_iot`` and ``iot_handlers``.
    :param stock: ``iot_handlers`` of Odoo's ``iot_drivers``.
    :param settings: what the box must know beside its pairing token; no secret.
    :raises FileNotFoundError: one of the folders is not there.
    """
    files = dict(_files(iot, stock))
    told = json.dumps(dict(settings), indent=1, sort_keys=True)
    files["lib/garage_box.json"] = told.encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), files[name])
    return target.getvalue(), hashlib.sha256(target.getvalue()).hexdigest()


def _files(iot: Path, stock: Path) -> Iterator[tuple[str, bytes]]:
    """Yield names in the zip with contents; ours come last and win."""
    if not (iot / "iot_handlers").is_dir() or not stock.is_dir():
        raise FileNotFoundError(f"No handlers in {iot} or {stock}")
    for folder in _STOCK:
        yield from _tree(stock / folder, folder)
    yield from _tree(iot / "iot_handlers", "")
    yield from _tree(iot / "garage_iot", "lib/garage_iot")


def _tree(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            inside = Path(name, path.relative_to(folder)).as_posix()
            yield inside, path.read_bytes()
