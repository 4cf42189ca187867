"""API calls that set up devices. All need the scope ``manage``."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any, Protocol

from ..config import DeviceConfig
from ..errors import ApiError, ConfigError
from ..problem import described
from .api import Call, Route, route
from .device_book import DeviceBook
from .journal import Journal

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_SETTINGS = ("kind", "name", "driver", "host", "port", "path", "folder", "parameters")
_ADDRESS = ("driver", "host", "port", "path", "folder")


class Fleet(Protocol):
    """What a box does with its devices while it runs."""

    devices: dict[str, DeviceConfig]

    def busy(self, identifier: str) -> str | None:
        """Return the key of a payment that is not decided, or None."""

    def replace(
        self, identifier: str, device: DeviceConfig | None, moved: bool
    ) -> None:
        """Take a device out of service and put its successor in."""


class DeviceCalls:
    """Sets up, changes, removes and restarts devices of a running box."""

    def __init__(
        self,
        fleet: Fleet,
        book: DeviceBook,
        journal: Journal,
        describe: Callable[[DeviceConfig], dict[str, Any]],
    ) -> None:
        self._fleet = fleet
        self._book = book
        self._journal = journal
        self._describe = describe
        self._one_at_a_time = threading.Lock()

    def routes(self) -> list[Route]:
        """Return the routes of the set-up."""
        return [
            route("GET", "devices/<>", "manage", self._get),
            route("PUT", "devices/<>", "manage", self._put),
            route("DELETE", "devices/<>", "manage", self._delete),
            route("POST", "devices/<>/restart", "manage", self._restart),
        ]

    def _get(self, call: Call) -> dict[str, Any]:
        device = self._known(call.parts[0])
        return {**self._describe(device), **self._settings(device)}

    def _put(self, call: Call) -> dict[str, Any]:
        """Set up a device or change it; the same content again changes nothing."""
        identifier = call.parts[0]
        if not _ID.fullmatch(identifier):
            words = "The id of a device is letters, digits, dots and dashes (40)."
            raise ApiError(400, "bad_parameters", words)
        with self._one_at_a_time:
            entry = self._entry(identifier, call.request.json())
            device = self._read(entry)
            old = self._fleet.devices.get(identifier)
            if old is None or old != device:
                self._refuse_while_paying(identifier)
                self._book.put(identifier, entry)
                self._note("device_set_up", identifier, call)
                self._fleet.replace(identifier, device, _moved(old, device))
        return {**self._describe(device), **self._settings(device)}

    def _delete(self, call: Call) -> dict[str, Any]:
        identifier = call.parts[0]
        with self._one_at_a_time:
            if identifier not in self._book.ids:
                words = "Only devices that were set up here can be removed here."
                raise ApiError(409, "in_file", words)
            self._refuse_while_paying(identifier)
            old = self._fleet.devices.get(identifier)
            self._book.drop(identifier)
            self._note("device_removed", identifier, call)
            found = self._book.merged().get(identifier)
            moved = found is not None and _moved(old, found)
            self._fleet.replace(identifier, found, moved)
        return {"id": identifier, "removed": found is None}

    def _restart(self, call: Call) -> dict[str, Any]:
        """Drop the connection of a device and build its driver anew."""
        call.request.json()
        identifier = call.parts[0]
        with self._one_at_a_time:
            device = self._known(identifier)
            self._refuse_while_paying(identifier)
            self._note("device_restarted", identifier, call)
            self._fleet.replace(identifier, device, moved=False)
        return self._describe(device)

    def _entry(self, identifier: str, content: dict[str, Any]) -> dict[str, Any]:
        unknown = content.keys() - {"id", *_SETTINGS}
        if unknown:
            words = f"A device has no setting {', '.join(sorted(unknown))}."
            raise ApiError(400, "bad_parameters", words)
        entry = {name: content[name] for name in _SETTINGS if name in content}
        parameters = entry.get("parameters") or {}
        if not isinstance(parameters, dict):
            raise ApiError(400, "bad_parameters", "parameters must be an object.")
        old = self._fleet.devices.get(identifier)
        if old is not None and old.driver == entry.get("driver"):
            parameters = {**_secrets(old), **parameters}
        simulated = old is not None and old.simulated
        return {
            **entry,
            "id": identifier,
            "simulated": simulated,
            "parameters": parameters,
        }

    def _read(self, entry: dict[str, Any]) -> DeviceConfig:
        try:
            return self._book.read(entry)
        except ConfigError as error:
            problems = described(error.problems)
            words = f"{error.message}."
            raise ApiError(422, "bad_device", words, problems=problems) from error

    def _refuse_while_paying(self, identifier: str) -> None:
        key = self._fleet.busy(identifier)
        if key is not None:
            words = "A payment on this device is not decided yet. Wait for it."
            raise ApiError(409, "device_busy", words, key=key)

    def _known(self, identifier: str) -> DeviceConfig:
        device = self._fleet.devices.get(identifier)
        if device is None:
            words = f'There is no device "{identifier}" on this box.'
            raise ApiError(404, "not_found", words)
        return device

    def _note(self, what: str, identifier: str, call: Call) -> None:
        self._journal.log(what, identifier, user=call.grant.user)

    def _settings(self, device: DeviceConfig) -> dict[str, Any]:
        """Return address and parameters; secrets are only said to be there."""
        hidden = _secrets(device)
        return {
            "source": "api" if device.id in self._book.ids else "file",
            "host": device.host,
            "port": device.port,
            "path": device.path,
            "folder": str(device.folder or ""),
            "parameters": {
                name: value
                for name, value in device.parameters.items()
                if name not in hidden
            },
            "secrets": sorted(hidden),
        }


def _secrets(device: DeviceConfig) -> dict[str, Any]:
    names = {p.name for p in device.spec.all_parameters if p.kind == "secret"}
    return {name: v for name, v in device.parameters.items() if name in names and v}


def _moved(old: DeviceConfig | None, new: DeviceConfig) -> bool:
    """Tell whether another piece of hardware may stand behind the same id now."""
    return old is None or any(getattr(old, n) != getattr(new, n) for n in _ADDRESS)
