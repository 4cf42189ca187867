"""All drivers of the box by name. A new driver is one line here and its module."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from .spec import DeviceSetup, DriverSpec, Parameter, validate

__all__ = [
    "DeviceSetup",
    "DriverSpec",
    "Parameter",
    "by_kind",
    "drivers",
    "find",
    "validate",
]

# Each module of this package exports ``SPEC``.
_MODULES = (
    "arcus2_driver",
    "caisse_ap_terminal",
    "concert_terminal",
    "escpos_cups",
    "escpos_network",
    "escpos_serial",
    "escpos_usb",
    "inpas_serial",
    "inpas_terminal",
    "keyboard_scanner",
    "line_display",
    "nexo_terminal",
    "opi_terminal",
    "sberbank_driver",
    "serial_scanner",
    "ucs_driver",
    "ucs_serial_driver",
    "zvt_serial",
    "zvt_terminal",
)


@cache
def drivers() -> tuple[DriverSpec, ...]:
    """Return all drivers, terminals first, then by name."""
    found: list[DriverSpec] = [
        import_module(f".{module}", __package__).SPEC for module in _MODULES
    ]
    return tuple(sorted(found, key=lambda spec: (spec.kind != "terminal", spec.name)))


def by_kind(kind: str) -> tuple[DriverSpec, ...]:
    """Return the drivers of one kind: terminal, printer, ..."""
    return tuple(spec for spec in drivers() if spec.kind == kind)


def find(name: str) -> DriverSpec | None:
    """Return the driver with this name."""
    return next((spec for spec in drivers() if spec.name == name), None)
