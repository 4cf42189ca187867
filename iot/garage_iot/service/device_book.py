"""Devices that were set up over the API: one file, replaced as a whole.

They stand beside those of the configuration file; one with the same id takes its
place. The file holds passwords of terminals: only its owner may read it.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..config import BoxConfig, DeviceConfig, read_device
from ..errors import ConfigError
from ..problem import Problem

_logger = logging.getLogger(__name__)
# Not a file, not JSON, or JSON of another shape.
_UNREADABLE = (
    OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError,
)  # fmt: skip


class DeviceBook:
    """Reads and writes ``devices.json`` in the state folder of a box."""

    def __init__(self, config: BoxConfig) -> None:
        self._config = config
        self._path = config.state / "devices.json"
        self._entries = self._load()

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of the devices that were set up over the API."""
        return frozenset(self._entries)

    def merged(self) -> dict[str, DeviceConfig]:
        """Return all devices by id. One that is no longer valid is left out: a box
        that starts without a printer is better than a box that does not start."""
        found = {device.id: device for device in self._config.devices}
        for identifier, entry in self._entries.items():
            try:
                found[identifier] = self.read(entry)
            except ConfigError as error:
                found.pop(identifier, None)
                _logger.error("device %s is left out: %s", identifier, error.message)
        return found

    def read(self, entry: Mapping[str, Any]) -> DeviceConfig:
        """Check an entry and return the device.

        :raises ConfigError: with one sentence on what is wrong.
        """
        device = read_device(dict(entry), self._config.state, self._config.currency)
        self._check_folders(device)
        return device

    def entry(self, identifier: str) -> dict[str, Any]:
        """Return what was set up over the API; empty when it was not."""
        return dict(self._entries.get(identifier, {}))

    def put(self, identifier: str, entry: Mapping[str, Any]) -> None:
        """Keep a device; it is on disk when this returns."""
        self._write({**self._entries, identifier: dict(entry)})

    def drop(self, identifier: str) -> None:
        """Forget a device; one of the configuration file comes back."""
        rest = {name: e for name, e in self._entries.items() if name != identifier}
        self._write(rest)

    def _check_folders(self, device: DeviceConfig) -> None:
        """Programs run in folders of the configuration file only: whoever holds a
        token must not be able to choose what the box runs."""
        asked = [device.folder] if device.folder is not None else []
        asked += [
            Path(str(device.parameters[parameter.name]))
            for parameter in device.spec.all_parameters
            if parameter.kind == "folder" and device.parameters.get(parameter.name)
        ]
        allowed = {*self._config.folders, *self._file_folders(self._config.devices)}
        for folder in asked:
            if folder not in allowed:
                words = (
                    f"The folder {folder} is not open to set-up. Add it to "
                    "program_folders in the configuration file of the box first"
                )
                problem = Problem(f"{words}.", "folder_closed", "folder", str(folder))
                raise ConfigError(words, [problem])

    @staticmethod
    def _file_folders(devices: Iterable[DeviceConfig]) -> set[Path]:
        return {device.folder for device in devices if device.folder is not None}

    def _load(self) -> dict[str, dict[str, Any]]:
        try:
            entries = json.loads(self._path.read_text(encoding="utf-8"))["devices"]
            return {str(name): dict(entry) for name, entry in entries.items()}
        except FileNotFoundError:
            return {}
        except _UNREADABLE as error:
            raise ConfigError(f"Cannot read {self._path}") from error

    def _write(self, entries: dict[str, dict[str, Any]]) -> None:
        """Replace the file: either the old one or the new one is there, whole."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_suffix(".new")
        text = json.dumps({"devices": entries}, ensure_ascii=False, indent=1)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._entries = entries
