"""Configuration of a box: one YAML (or JSON) file, checked when it is read."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped,unused-ignore]

from .devices import registry
from .devices.registry import DeviceSetup, DriverSpec
from .errors import ConfigError
from .problem import Problem

_USUAL_DRIVER = {"terminal": "zvt", "printer": "escpos"}
_SHORTEST_SECRET = 32


@dataclass(frozen=True)
class DeviceConfig:
    """One device: id, kind, driver, address and parameters.

    The address is ``host`` and ``port`` on a network, ``path`` of a serial line
    (``/dev/ttyACM0``), ``folder`` of a program, as the driver's link says.
    """

    id: str
    kind: str
    name: str
    driver: str
    host: str = ""
    port: int = 0
    simulated: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    folder: Path | None = None

    @property
    def spec(self) -> DriverSpec:
        """Return the description of the device's driver.

        :raises ConfigError: there is no such driver.
        """
        found = registry.find(self.driver)
        if found is None or found.kind != self.kind:
            words = f"Device {self.id}: no driver {self.driver} for a {self.kind}"
            problem = Problem(words, "driver", "driver", self.driver)
            raise ConfigError(words, [problem])
        return found

    def setup(self, currency: str) -> DeviceSetup:
        """Return what the driver is built from, defaults filled in."""
        return DeviceSetup(
            currency=currency,
            host=self.host,
            port=self.port,
            path=self.path,
            folder=self.folder,
            values=self.spec.complete(self.parameters),
        )

    def problems(self, currency: str) -> list[str]:
        """Return what is wrong with the parameters, one sentence each."""
        found = registry.validate(self.spec, self.parameters)
        if not found and self.spec.check is not None:
            found = self.spec.check(self.setup(currency))
        return found


@dataclass(frozen=True)
class BoxConfig:
    """Everything a box needs to run.

    ``max_amount`` is in minor units; ``hw_proxy`` serves the stock point of sale, too,
    which sends no tokens.
    Acknowledged attempts stay for ``keep_days``, their slips for ``keep_slips_days``.
    ``server`` is the address of Odoo, for the doctor: empty leaves it out.
    With ``certificate`` and its ``key`` (PEM files) the box speaks HTTPS only.
    """

    box: str
    secret: str
    state: Path
    devices: tuple[DeviceConfig, ...]
    host: str = "127.0.0.1"
    port: int = 8169
    origins: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    currency: str = "EUR"
    max_amount: int = 5_000_000
    keep_days: int = 400
    keep_slips_days: int = 90
    server: str = ""
    certificate: Path | None = None
    key: Path | None = None
    hw_proxy: bool = False
    folders: frozenset[Path] = frozenset()
    """Folders that a set-up over the API may give to program drivers."""


def read_secret(path: Path, create: bool = False) -> str:
    """Return the box secret from its file; ``create`` makes one if there is none.

    :raises ConfigError: no file, or a secret that is too short.
    """
    if create and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
    try:
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The secret cannot be read from {path}") from error
    if len(secret) < _SHORTEST_SECRET:
        raise ConfigError(f"The secret in {path} is too short; 64 characters are usual")
    return secret


def load(path: Path) -> BoxConfig:
    """Read a configuration file; relative paths in it start at its folder.

    :raises ConfigError: with one sentence on what is wrong.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"Cannot read {path}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not written in UTF-8") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise ConfigError(f"{path} must hold settings by name")
    return from_settings(content, path.parent)


def from_settings(content: dict[str, Any], folder: Path) -> BoxConfig:
    """Check settings that were read; relative paths in them start at ``folder``.

    :raises ConfigError: with one sentence on what is wrong.
    """
    devices = _list(content, "devices")
    if not all(isinstance(device, dict) for device in devices):
        raise ConfigError("devices must be a list of devices")
    currency = str(content.get("currency", "EUR"))
    read = tuple(read_device(entry, folder, currency) for entry in devices)
    if len({device.id for device in read}) != len(read):
        raise ConfigError("Two devices have the same id")
    return BoxConfig(
        box=str(_needed(content, "box", "the configuration")),
        secret=read_secret(folder / str(content.get("secret_file", "box.secret"))),
        state=folder / str(content.get("state", "state")),
        devices=read,
        host=str(content.get("host", "127.0.0.1")),
        port=_port(content.get("port", 8169), "the box"),
        origins=frozenset(str(o).rstrip("/") for o in _list(content, "origins")),
        hosts=frozenset(str(host).lower() for host in _list(content, "hosts")),
        currency=currency,
        server=_server(content),
        max_amount=_above_zero(content, "max_amount", 5_000_000),
        keep_days=_above_zero(content, "keep_days", 400),
        keep_slips_days=_above_zero(content, "keep_slips_days", 90),
        folders=frozenset(folder / str(f) for f in _list(content, "program_folders")),
        **_tls(content, folder),
        hw_proxy=content.get("hw_proxy") is True,
    )


def _list(content: dict[str, Any], name: str) -> list[Any]:
    found = content.get(name) or []
    if not isinstance(found, list):
        raise ConfigError(f"{name} must be a list")
    return found


def _server(content: dict[str, Any]) -> str:
    """Return where Odoo is: said, or the first page that may use the box."""
    url = str(content.get("server") or next(iter(_list(content, "origins")), ""))
    if url and not url.startswith(("http://", "https://")):
        raise ConfigError("server must begin with http:// or https://")
    return url.rstrip("/")


def _tls(content: dict[str, Any], folder: Path) -> dict[str, Path]:
    names = [name for name in ("certificate", "key") if content.get(name)]
    if len(names) == 1:
        raise ConfigError("certificate and key must be set together")
    return {name: folder / str(content[name]) for name in names}


def _above_zero(content: dict[str, Any], name: str, default: int) -> int:
    value = content.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        unit = "minor units" if name == "max_amount" else "days"
        raise ConfigError(f"{name} must be a whole number of {unit} above 0")
    return value


def read_device(entry: dict[str, Any], folder: Path, currency: str) -> DeviceConfig:
    """Check the settings of one device; a relative folder starts at ``folder``.

    :raises ConfigError: with one sentence on what is wrong.
    """
    identifier = str(_needed(entry, "id", "a device"))
    parameters = entry.get("parameters") or {}
    if not isinstance(parameters, dict):
        raise ConfigError(f"Device {identifier}: parameters must be settings by name")
    kind = str(_needed(entry, "kind", identifier))
    if not registry.by_kind(kind):
        words = f"Device {identifier}: unknown kind {kind}"
        raise ConfigError(words, [Problem(words, "kind", "kind", kind)])
    device = DeviceConfig(
        id=identifier,
        kind=kind,
        name=str(entry.get("name", identifier)),
        driver=str(entry.get("driver", _USUAL_DRIVER.get(kind, ""))),
        simulated=bool(entry.get("simulated", False)),
        parameters=parameters,
    )
    device = replace(device, **_address(device, entry, folder))
    problems = device.problems(currency)
    if problems:
        raise ConfigError(f"Device {identifier}: {' '.join(problems)}", problems)
    return device


def _address(
    device: DeviceConfig, entry: dict[str, Any], folder: Path
) -> dict[str, Any]:
    """Return the settings that make up the address, as the driver's link wants."""
    link = device.spec.link
    if link in ("tcp", "http"):
        host = str(_needed(entry, "host", device.id))
        settings = {"port": device.spec.default_port, **entry}
        port = _port(_needed(settings, "port", device.id), device.id)
        return {"host": host, "port": port}
    if link == "serial":
        return {"path": str(_needed(entry, "path", device.id))}
    if link == "program":
        return {"folder": folder / str(_needed(entry, "folder", device.id))}
    return {}


def _needed(entry: dict[str, Any], name: str, where: str) -> Any:
    if entry.get(name) in (None, ""):
        words = f"{name} is missing in {where}"
        raise ConfigError(words, [Problem(f"{words}.", "required", name)])
    return entry[name]


def _port(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 65536:
        words = f"{where}: port must be a number from 0 to 65535"
        raise ConfigError(words, [Problem(f"{words}.", "port", "port")])
    return value
