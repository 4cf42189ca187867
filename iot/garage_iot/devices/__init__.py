"""Drivers: one class per kind of device, on top of the protocols."""
